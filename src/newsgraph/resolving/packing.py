"""How is a gazetteer laid down in one file?

    magic (6 bytes), length of the head (4 bytes), head, blocks of places, blocks of names

Every block and the head are deflated one by one, so that a look-up unpacks two small blocks and nothing else. Places
stand in the order of their GeoNames ids, where neighbours in the file are neighbours on the map; a place is known by
its number in that order. A block of places holds its columns one after another, then the names, a line each. A block
of names holds a line a name, sorted: folded name, tab, the largest population (1 character), the numbers of the
places whose own name it is (3 characters each), "|", those that it is another name of.

A name that begins with "=" is only found in that very writing ("=US", "=Ala."); one that begins with "~" is a demonym.
"""

import json
import struct
import sys
import zlib
from array import array
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import log10
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from newsgraph.resolving.place import KINDS, PlaceKind

MAGIC = b"NGAZ1\n"
# 256 places or 12 kB of names a block: twice as much saves 4 % of the file and doubles what a cold look-up costs.
PLACES_A_BLOCK = 256
NAMES_BYTES_A_BLOCK = 12288
DIGITS = 89  # digits of numbers in names' lines are the characters from "#" to "{": neither "|" nor a control
FIRST_DIGIT = 35
MOST_PLACES = DIGITS**3
OWN_IDS = 1 << 31  # from here on the numbers of places that GeoNames does not number
NO_AREA = 0xFFFF
COLUMNS = (("I", 4), ("h", 2), ("h", 2), ("H", 2), ("H", 2), ("B", 1))  # id, lat, lon, area, people, kind and renown
LAT_STEPS = 32767 / 90
LON_STEPS = 32767 / 180


class Entry(NamedTuple):
    """A place to lay down.

    `key` is its GeoNames id, or `OWN_IDS` and more for others; `code` what else it is known by: a country's ISO code,
    a region's GeoNames code ("CD.11"), what follows "place/" in the id of a region without GeoNames id. `within` is
    the key of the area around it, None for none. `names` are its names as the file holds them, its own first: folded,
    or with one of the marks above. `renown` is 0 to 15.
    """

    key: int
    name: str
    kind: PlaceKind
    lat: float
    lon: float
    within: int | None = None
    population: int = 0
    code: str = ""
    names: tuple[str, ...] = ()
    renown: int = 0


def pack(path: Path, entries: Iterable[Entry], *, credit: str) -> None:
    """Write the gazetteer file.

    The same entries in any order give the same bytes. Raises ValueError where more than 65,535 areas are named.
    """
    places = sorted(entries, key=attrgetter("key"))
    numbers = {entry.key: number for number, entry in enumerate(places)}
    areas = sorted({entry.within for entry in places if entry.within is not None and entry.within in numbers})
    if len(areas) >= NO_AREA:
        raise ValueError(f"{len(areas)} areas, and the file's format holds {NO_AREA - 1}")
    slots = {key: slot for slot, key in enumerate(areas)}
    place_blocks = [_places_block(part, slots) for part in _cut(places)]
    firsts, name_blocks = _name_blocks(_name_lines(places))
    head = {
        "credit": credit,
        "places": len(places),
        "areas": _deltas([numbers[key] for key in areas]),
        "keys": [part[0].key for part in _cut(places)],
        "firsts": firsts,
        "place_sizes": [len(block) for block in place_blocks],
        "name_sizes": [len(block) for block in name_blocks],
    }
    packed = zlib.compress(json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    with path.open("wb") as file:
        file.write(MAGIC + struct.pack("<I", len(packed)) + packed)
        file.writelines(place_blocks)
        file.writelines(name_blocks)


def _cut(places: Sequence[Entry]) -> list[Sequence[Entry]]:
    return [places[at : at + PLACES_A_BLOCK] for at in range(0, len(places), PLACES_A_BLOCK)]


def _deltas(numbers: Sequence[int]) -> list[int]:
    return [after - before for before, after in pairwise([0, *numbers])]


def _places_block(part: Sequence[Entry], slots: dict[int, int]) -> bytes:
    columns = (
        [entry.key for entry in part],
        [round(entry.lat * LAT_STEPS) for entry in part],
        [round(entry.lon * LON_STEPS) for entry in part],
        [NO_AREA if entry.within is None else slots.get(entry.within, NO_AREA) for entry in part],
        [population_code(entry.population) for entry in part],
        [KINDS.index(entry.kind) | entry.renown << 4 for entry in part],
    )
    packed = b"".join(_planes(array(form, column)) for (form, _), column in zip(COLUMNS, columns, strict=True))
    lines = "\n".join(f"{entry.name}\t{entry.code}" if entry.code else entry.name for entry in part)
    return _deflated(packed + lines.encode())


def _planes(column: "array[int]") -> bytes:
    """The column's low bytes, then the next: equal high bytes lie side by side and deflate to almost nothing."""
    if sys.byteorder == "big":
        column.byteswap()
    data = column.tobytes()
    return b"".join(data[at :: column.itemsize] for at in range(column.itemsize))


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def _name_lines(places: Sequence[Entry]) -> list[tuple[str, str]]:
    """(name, value) of every name, sorted."""
    own: dict[str, list[int]] = {}
    other: dict[str, list[int]] = {}
    for number, entry in enumerate(places):
        first, *rest = entry.names
        own.setdefault(first, []).append(number)
        for name in rest:
            other.setdefault(name, []).append(number)
    return [(name, _value(places, own.get(name, []), other.get(name, []))) for name in sorted(own.keys() | other)]


def _value(places: Sequence[Entry], own: Sequence[int], other: Sequence[int]) -> str:
    largest = max(places[number].population for number in (*own, *other))
    return (
        digits(size_class(largest), 1)
        + "".join(digits(number, 3) for number in own)
        + "|" * bool(other)
        + "".join(digits(number, 3) for number in other)
    )


def _name_blocks(lines: Iterable[tuple[str, str]]) -> tuple[list[str], list[bytes]]:
    """The first name of each block, and the blocks."""
    firsts: list[str] = []
    blocks: list[bytes] = []
    data = bytearray()
    for name, value in lines:
        if len(data) > NAMES_BYTES_A_BLOCK:
            blocks.append(_deflated(bytes(data)))
            data.clear()
        if not data:
            firsts.append(name)
            data += b"\n"
        data += f"{name}\t{value}\n".encode()
    return firsts, [*blocks, _deflated(bytes(data))]


def digits(number: int, width: int) -> str:
    text = ""
    for _ in range(width):
        number, digit = divmod(number, DIGITS)
        text = chr(FIRST_DIGIT + digit) + text
    return text


def population_code(population: int) -> int:
    """Two digits, rounded, and the zeros after them: 1,284,567 is 13 and five zeros."""
    zeros = max(0, len(str(population)) - 2)
    return zeros * 100 + min(99, round(population / float(10**zeros)))


def size_class(population: int) -> int:
    """Ten times the decimal logarithm of the population, at least 1; 0 for unknown. 630 million is the most that one
    digit tells: China and India have so many."""
    return min(DIGITS - 1, max(1, round(10 * log10(population)))) if population else 0


def population_of(code: int) -> int:
    zeros, first = divmod(code, 100)
    return first * int(10**zeros)
