"""Is the place's name a person's here, or a people's? "Jordan" after "Michael Jordan"; "Congolese troops"."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain

from newsgraph.entity import Mention
from newsgraph.resolving.folding import fold
from newsgraph.resolving.gazetteer import Gazetteer

# A place's name is one even beside a person of that name where the words say so.
SAID_OF_A_PLACE = re.compile(
    r"\b(?:in|near|outside|across|throughout|into|visit(?:ed|ing)?|of|toward|leaving|reached) (?:the )?$"
)
OUTER_NAME_FOLLOWS = re.compile(r", [A-Z]")
# The capital first, then what is before it: so that the search runs from capital to capital, twice as fast.
CAPITALISED = re.compile(r"[A-Z](?<!\w[A-Z])[a-z]{3,}(?:[ -][A-Z][a-z]+)?")
MOST_PEOPLES = 3.0
A_PEOPLE_SAYS = 0.5


def meant_as_people(text: str, places: Sequence[Mention], people: Sequence[Mention]) -> list[Mention]:
    """The place mentions without those that only repeat a part of a person's name."""
    names = {text[person.start : person.end] for person in people} if places else ()
    parts = {part for name in names for part in parts_of_name(name)}
    return [
        mention for mention in places if fold(text[mention.start : mention.end]) not in parts or said(text, mention)
    ]


def parts_of_name(name: str) -> list[str]:
    """First name, surname and what is between, of names of two words and more."""
    words = fold(name).split()
    return words if len(words) > 1 else []


def said(text: str, mention: Mention) -> bool:
    before = SAID_OF_A_PLACE.search(text, max(0, mention.start - 16), mention.start)
    return bool(before or OUTER_NAME_FOLLOWS.match(text, mention.end))


def peoples_countries(text: str, gazetteer: Gazetteer) -> dict[str, float]:
    """How much the names of peoples in the text ("Congolese", "Rwandan") say for their countries."""
    weights: defaultdict[str, float] = defaultdict(float)
    counts: defaultdict[str, int] = defaultdict(int)
    peoples_in = gazetteer.peoples_in
    for people in chain.from_iterable(map(peoples_in, CAPITALISED.findall(text))):
        counts[people] += 1
    for people in sorted(counts):
        countries = sorted({place.country for place in gazetteer.demonym_places(people) if place.country})
        for country in countries:
            weights[country] += A_PEOPLE_SAYS * min(counts[people], MOST_PEOPLES) ** 0.5 / len(countries)
    return dict(weights)
