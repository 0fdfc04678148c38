"""What does a country's GeoNames dump add? A file of its places, laid over the shipped gazetteer.

GeoNames gives each country's places as text (CD.txt in CD.zip): a line a place, 19 columns between tabs, UTF-8
(https://download.geonames.org/export/dump/readme.txt). Populated places, administrative regions, water, mountains,
islands, parks, mines and bases are kept; roads, farms, wells and the like are not.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from newsgraph.errors import UsageError
from newsgraph.resolving.folding import fold
from newsgraph.resolving.gazetteer import Gazetteer
from newsgraph.resolving.listed_names import listed, renown, useful
from newsgraph.resolving.packed import PackedGazetteer, Row
from newsgraph.resolving.packing import MOST_PLACES, Entry, pack
from newsgraph.resolving.place import PlaceKind

COLUMNS = 19
SUFFIX = ".gazetteer"
CREDIT = "Contains facts from GeoNames (geonames.org), CC BY 4.0, changed: selected and packed."
# GeoNames' feature classes and codes, by what the place is to us; the first that matches.
KINDS = (
    (re.compile(r"A\.PCL.*"), PlaceKind.COUNTRY),
    (re.compile(r"A\.ADM1"), PlaceKind.ADMIN1),
    (re.compile(r"A\.(?:ADM[2345D]|TERR|ZN|LTER).*"), PlaceKind.ADMIN2),
    (re.compile(r"P\.PPL[^HQW]*"), PlaceKind.CITY),
    (re.compile(r"H\.(?:SEA|OCN|GULF|BAY|STRT|CHN|SD|COVE).*"), PlaceKind.SEA),
    (re.compile(r"H\.(?:LK|LGN|RSV).*"), PlaceKind.LAKE),
    (re.compile(r"H\.(?:STM|CNL|DLTA|FLLS).*"), PlaceKind.RIVER),
    (re.compile(r"T\.(?:ISL|ATOL|ISLS|PEN).*"), PlaceKind.ISLAND),
    (re.compile(r"T\.(?:MT|PK|RDGE|HLL|VLC|PLAT|VAL).*"), PlaceKind.MOUNTAINS),
    (re.compile(r"T\.DSRT"), PlaceKind.DESERT),
    (re.compile(r"[LV]\.(?:RGN|AREA|PRK|RES|CST|FRST).*"), PlaceKind.REGION),
    (re.compile(r"S\.(?:MN|AIRP|AIRB|AIRF|INSM|MILB|PRN|CMPRF|NAVB|RSTN|DAM|BDG|UNIV|MUS|STDM|PAL).*"), PlaceKind.SPOT),
)  # fmt: skip


class DumpReport(NamedTuple):
    """What was made of a dump: where its places are now, how many lines were read, places kept, of which countries."""

    path: Path
    read: int
    kept: int
    countries: tuple[str, ...]


class Line(NamedTuple):
    key: int
    name: str
    names: tuple[str, ...]
    lat: float
    lon: float
    kind: PlaceKind
    country: str
    codes: tuple[str, ...]  # of the areas around it, nearest first: "CD.11.04", "CD.11", "CD"
    code: str  # its own, "" for what no code names
    population: int


def add_dump(dump: Path, folder: Path, gazetteer: Gazetteer) -> DumpReport:
    """Make `folder`/<name>.gazetteer of a GeoNames dump (.txt or .zip), in place of what was there under the name.

    `Gazetteer.opened(*overlays(folder))` reads it. Raises UsageError where the file is no such dump or holds more
    places than one file can (about 700,000: add single countries).
    """
    read, entries, countries = 0, dict[int, Entry](), set[str]()
    lines = []
    for line in lines_of(dump):
        read += 1
        if line is not None:
            lines.append(line)
            countries.add(line.country)
    keys = areas(lines, gazetteer.layers[0], entries)
    for line in lines:
        entries[line.key] = entry(line, keys)
    if len(entries) > MOST_PLACES:
        raise UsageError(
            f"{dump} has {len(entries):,} places and one file holds {MOST_PLACES:,}", hint="add countries one by one"
        )
    path = folder / f"{dump.stem.lower()}{SUFFIX}"
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    pack(unfinished, entries.values(), credit=CREDIT)
    unfinished.replace(path)
    return DumpReport(path, read, len(lines), tuple(sorted(countries)))


def overlays(folder: Path) -> tuple[Path, ...]:
    """The files that `add_dump` has made in a folder, in the order of their names; none where there is no folder."""
    return tuple(sorted(folder.glob(f"*{SUFFIX}")))


def lines_of(dump: Path) -> Iterator[Line | None]:
    """A place a line, None for what is not kept."""
    with ExitStack() as stack:
        if zipfile.is_zipfile(dump):
            packed = stack.enter_context(zipfile.ZipFile(dump))
            inner = next((name for name in packed.namelist() if name.lower() == f"{dump.stem}.txt".lower()), "")
            if not inner:
                raise UsageError(f"{dump} holds no {dump.stem}.txt", hint="a country's dump from GeoNames, CD.zip say")
            raw: Iterable[bytes] = stack.enter_context(packed.open(inner))
        else:
            raw = stack.enter_context(dump.open("rb"))
        for number, line in enumerate(raw, 1):
            yield parsed(line, f"{dump}, line {number}")


def parsed(raw: bytes, where: str) -> Line | None:
    try:
        cells = raw.decode("utf-8").rstrip("\r\n").split("\t")
        if len(cells) != COLUMNS:
            raise ValueError(f"{len(cells)} columns")
        return line_of(cells)
    except ValueError as error:
        hint = "19 columns between tabs, UTF-8, as GeoNames writes CD.txt"
        raise UsageError(f"{where} is no line of a GeoNames dump: {error}", hint=hint) from error


def line_of(cells: list[str]) -> Line | None:
    key, name, plain, others, lat, lon, *features = cells[:8]
    feature = ".".join(features)
    country, admin1, admin2, population = cells[8], cells[10], cells[11], cells[14]
    kind = next((kind for pattern, kind in KINDS if pattern.fullmatch(feature)), None)
    place = int(key), float(lat), float(lon)
    if kind is None or not fold(name) or not country:
        return None
    codes = [country]
    if admin1 not in ("", "00"):
        codes.insert(0, f"{country}.{admin1}")
        if admin2:
            codes.insert(0, f"{country}.{admin1}.{admin2}")
    own = codes[0] if feature in ("A.ADM1", "A.ADM2", "A.PCLI") else ""
    around = tuple(code for code in codes if code != own)
    names = (plain, *others.split(","))
    return Line(place[0], name, names, place[1], place[2], kind, country, around, own, int(population or 0))


def areas(lines: Iterable[Line], shipped: PackedGazetteer, entries: dict[int, Entry]) -> dict[str, int]:
    """Key by code of every area around the lines; the shipped ones among them are copied into `entries`."""
    keys = {line.code: line.key for line in lines if line.code}
    wanted = {code for line in lines for code in line.codes} | {line.country for line in lines}
    for _, row in shipped.areas():
        if row.code in wanted:
            keys.setdefault(row.code, row.key)
            copy_with_areas(row, shipped, entries)
    return keys


def copy_with_areas(row: Row, shipped: PackedGazetteer, entries: dict[int, Entry]) -> None:
    """The shipped place as an entry, and what is around it."""
    around = shipped.around(row)
    entries[row.key] = Entry(
        row.key,
        row.name,
        row.kind,
        row.lat,
        row.lon,
        around.key if around else None,
        row.population,
        row.code,
        (fold(row.name),),
        row.renown,
    )
    if around:
        copy_with_areas(around, shipped, entries)


def entry(line: Line, keys: dict[str, int]) -> Entry:
    around = next((keys[code] for code in line.codes if code in keys and keys[code] != line.key), None)
    names = listed(line.name, useful(line.names))
    return Entry(
        line.key,
        line.name,
        line.kind,
        line.lat,
        line.lon,
        around,
        line.population,
        line.country if line.kind is PlaceKind.COUNTRY else line.code,
        names,
        renown(line.names),
    )
