"""What does one gazetteer file hold? Names and places are read from it, block by block, as they are asked for."""

import json
import mmap
import struct
import sys
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from newsgraph.entity import EntityId
from newsgraph.errors import UsageError
from newsgraph.resolving.folding import slug
from newsgraph.resolving.packing import (
    COLUMNS,
    DIGITS,
    FIRST_DIGIT,
    LAT_STEPS,
    LON_STEPS,
    MAGIC,
    NO_AREA,
    OWN_IDS,
    PLACES_A_BLOCK,
    population_of,
)
from newsgraph.resolving.place import KINDS, Place, PlaceKind

# Room for every block of the shipped file: 700 of names, 9 MB unpacked, and 1,200 of places, 12 MB.
LONGEST_LINE = 2048  # the name with the most places has four hundred
NAME_BLOCKS_KEPT = 800
PLACE_BLOCKS_KEPT = 1300
# The file's own pages are let go now and then: a block is unpacked once, then they would only fill memory.
LET_GO_EVERY = 64
LET_GO = getattr(mmap, "MADV_DONTNEED", None)
AREAS_KEPT = 4096
# A block of names is searched within this much of it: bytes.find goes through a kilobyte in two microseconds.
MARK_EVERY = 1024


class Area(NamedTuple):
    """A place as what lies within it needs to know it."""

    id: EntityId
    code: str
    country: str
    admin1: EntityId
    within: tuple[EntityId, ...]


class Row(NamedTuple):
    """A place as its block tells it, before the areas around it are known."""

    key: int
    lat: float
    lon: float
    slot: int
    population: int
    kind: PlaceKind
    renown: int
    name: str
    code: str


class PackedGazetteer:
    """One file, mapped into memory. Look-ups unpack blocks and keep the last ones used. Not for threads.

    Raises UsageError where the file is no gazetteer of this format.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._data[: len(MAGIC)] != MAGIC:
            raise UsageError(f"{path} is no gazetteer that this newsgraph reads", hint="newsgraph gazetteer add FILE")
        at = len(MAGIC) + 4
        (size,) = struct.unpack_from("<I", self._data, len(MAGIC))
        head = json.loads(zlib.decompress(self._data[at : at + size]))
        self.credit: str = head["credit"]
        self.size: int = head["places"]
        self._keys: list[int] = head["keys"]
        self._firsts: list[str] = head["firsts"]
        self._areas = list(accumulate(head["areas"]))
        self._place_ends = list(accumulate(head["place_sizes"], initial=at + size))
        self._name_ends = list(accumulate(head["name_sizes"], initial=self._place_ends[-1]))
        self._read = 0
        self._names = lru_cache(NAME_BLOCKS_KEPT)(self._unpacked_names)
        self._block = lru_cache(PLACE_BLOCKS_KEPT)(self._unpacked_places)
        self._area = lru_cache(AREAS_KEPT)(self._area_in)

    def close(self) -> None:
        self._data.close()

    def find(self, name: str) -> tuple[list[int], list[int]]:
        """The numbers of the places whose own name this (folded) is, and of those that it is another name of."""
        own, _, other = self._value(name)[1:].partition(b"|")
        return numbers(own), numbers(other)

    def largest(self, name: str) -> int:
        """The largest population of a place of this (folded) name, to an eighth; 1 for unknown, 0 for no place."""
        value = self._value(name)
        return round(10 ** ((value[0] - FIRST_DIGIT) / 10)) if value else 0

    def names_between(self, first: str, last: str) -> Iterator[str]:
        """All names from one to another, in their order."""
        for block in range(max(0, bisect_right(self._firsts, first) - 1), bisect_right(self._firsts, last)):
            for line in self._names(block)[0].decode().split("\n"):
                name = line.partition("\t")[0]
                if first <= name <= last:
                    yield name

    def place(self, number: int, *, alternate: bool = False) -> Place:
        row = self._row(number)
        area = self._around(row)
        id, kind = place_id(row, area), row.kind
        return Place(
            id,
            row.name,
            kind,
            row.lat,
            row.lon,
            row.code if kind is _COUNTRY else area.country,
            id if kind is _ADMIN1 else area.admin1,
            area.within,
            row.population,
            row.key if row.key < OWN_IDS else None,
            row.renown,
            alternate,
        )

    def number(self, key: int) -> int | None:
        """The number of the place with this key."""
        block = bisect_right(self._keys, key) - 1
        if block < 0:
            return None
        keys = self._block(block)[0][0]
        at = bisect_left(keys, key)
        return block * PLACES_A_BLOCK + at if at < len(keys) and keys[at] == key else None

    def areas(self) -> Iterator[tuple[int, Row]]:
        """(number, row) of every place that others lie within."""
        return ((number, self._row(number)) for number in self._areas)

    def rows(self) -> Iterator[tuple[int, Row]]:
        return ((number, self._row(number)) for number in range(self.size))

    def around(self, row: Row) -> Row | None:
        """The place that this one lies directly within."""
        return None if row.slot == NO_AREA else self._row(self._areas[row.slot])

    def _value(self, name: str) -> bytes:
        block = bisect_right(self._firsts, name) - 1
        if block < 0:
            return b""
        data, marks, starts = self._names(block)
        key = b"\n%b\t" % name.encode()
        mark = bisect_right(marks, key[1:]) - 1
        start = starts[mark] if mark >= 0 else 0
        at = data.find(key, start, start + MARK_EVERY + LONGEST_LINE)
        return b"" if at < 0 else data[at + len(key) : data.index(b"\n", at + 1)]

    def _unpacked(self, start: int, end: int) -> bytes:
        data = zlib.decompress(self._data[start:end], -15)
        self._read += 1
        if LET_GO is not None and self._read % LET_GO_EVERY == 0:
            self._data.madvise(LET_GO)
        return data

    def _unpacked_names(self, number: int) -> tuple[bytes, list[bytes], list[int]]:
        """The block, and about every `MARK_EVERY` bytes a line's name with its tab, and the line break before it."""
        data = self._unpacked(self._name_ends[number], self._name_ends[number + 1])
        marks, starts = [], []
        for at in range(0, len(data) - 1, MARK_EVERY):
            start = data.find(b"\n", at)
            if 0 <= start < len(data) - 1:
                marks.append(data[start + 1 : data.index(b"\t", start) + 1])
                starts.append(start)
        return data, marks, starts

    def _unpacked_places(self, number: int) -> "tuple[tuple[array[int], ...], bytes, array[int]]":
        """The block's columns, its lines of names, and how many letters stand before each line."""
        data = self._unpacked(self._place_ends[number], self._place_ends[number + 1])
        count = min(PLACES_A_BLOCK, self.size - number * PLACES_A_BLOCK)
        columns, at = [], 0
        for form, size in COLUMNS:
            columns.append(_column(form, data[at : at + size * count], size))
            at += size * count
        lines = data[at:]
        return tuple(columns), lines, array("I", accumulate(map(len, lines.split(b"\n")), initial=0))

    def _row(self, number: int) -> Row:
        block, i = divmod(number, PLACES_A_BLOCK)
        (keys, lats, lons, slots, populations, kinds), lines, letters = self._block(block)
        name, _, code = lines[letters[i] + i : letters[i + 1] + i].decode().partition("\t")
        return Row(
            keys[i],
            round(lats[i] / LAT_STEPS, 3),
            round(lons[i] / LON_STEPS, 3),
            slots[i],
            population_of(populations[i]),
            KINDS[kinds[i] & 15],
            kinds[i] >> 4,
            name,
            code,
        )

    def _around(self, row: Row) -> Area:
        return NOWHERE if row.slot == NO_AREA else self._area(row.slot)

    def _area_in(self, slot: int) -> Area:
        row = self._row(self._areas[slot])
        outer = self._around(row)
        id = place_id(row, outer)
        return Area(
            id=id,
            code=row.code,
            country=row.code if row.kind is _COUNTRY else outer.country,
            admin1=id if row.kind is _ADMIN1 else outer.admin1,
            within=(id, *outer.within),
        )


_COUNTRY, _ADMIN1 = PlaceKind.COUNTRY, PlaceKind.ADMIN1
NOWHERE = Area(EntityId(""), "", "", EntityId(""), ())


def place_id(row: Row, area: Area) -> EntityId:
    """GeoNames' id where there is one, else the code of a region of ours, else area and name: "place/us/tn/dundas"."""
    if row.key < OWN_IDS:
        return EntityId(f"place/gn-{row.key}")
    return EntityId(f"place/{row.code or '/'.join([*area.code.lower().split('.'), slug(row.name)])}")


def numbers(text: bytes) -> list[int]:
    """The numbers written in a name's line, three digits each."""
    low = FIRST_DIGIT
    return [
        ((text[at] - low) * DIGITS + text[at + 1] - low) * DIGITS + text[at + 2] - low for at in range(0, len(text), 3)
    ]


def _column(form: str, planes: bytes, size: int) -> "array[int]":
    """A column from its bytes: all the lowest ones first, then the next."""
    data = bytearray(len(planes))
    count = len(planes) // size
    for plane in range(size):
        data[plane::size] = planes[plane * count : (plane + 1) * count]
    column = array(form)
    column.frombytes(data)
    if sys.byteorder == "big":
        column.byteswap()
    return column
