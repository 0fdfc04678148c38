"""Whom does "Quillan" mean, in an article that names two?"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from newsgraph.article import Article
from newsgraph.entity import EntityKind, Mention
from newsgraph.resolving.forms import Form, Tokens, titles_of
from newsgraph.resolving.names import FEMALE, MALE, PersonName, sex_of
from newsgraph.resolving.persons import sex_of_person

PARAGRAPHS = 3  # so far back a surname that two people share means the one who was named in full last


@dataclass(slots=True, eq=False)
class Actor:
    """One actor of one article while it is put together: its forms, and every mention with the form it stands in."""

    name: PersonName
    person: bool
    forms: list[Form] = field(default_factory=list)
    mentions: list[tuple[Mention, Form]] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    sex: str = ""

    def take(self, form: Form, mentions: Iterable[Mention] | None = None) -> None:
        """Add the form, with all its mentions or with these."""
        if form not in self.forms:
            self.forms.append(form)
        for mention in form.mentions if mentions is None else mentions:
            self.mentions.append((mention, form))

    def hear(self, text: str) -> None:
        """Note what the mentions so far call it."""
        for mention, _ in self.mentions:
            if mention.role or self.person:
                self.titles.update(titles_of(mention, text[mention.start : mention.end]))
        if self.person:
            self.sex = sex_of(tuple(self.titles)) or sex_of_person(self.name)


class Paragraphs:
    """In which paragraph an offset lies."""

    def __init__(self, article: Article) -> None:
        self._starts = [zone.start for zone in article.zones]

    def of(self, offset: int) -> int:
        return bisect_right(self._starts, offset)


class FullMentions:
    """Where the article names people unmistakably, in order of the text."""

    def __init__(self, actors: Sequence[Actor], paragraphs: Paragraphs) -> None:
        pairs = ((m.start, n) for n, actor in enumerate(actors) for m, form in actor.mentions if form.is_full_person)
        self._at = sorted(pairs)
        self._actors = actors
        self._paragraphs = paragraphs

    def last_before(self, offset: int, among: Sequence[Actor]) -> Actor | None:
        """The one of these who was named last, no more than PARAGRAPHS back; None where nobody was."""
        reach = self._paragraphs.of(offset) - PARAGRAPHS
        for start, n in reversed(self._at[: bisect_right(self._at, (offset, -1))]):
            if self._paragraphs.of(start) < reach:
                return None
            if self._actors[n] in among:
                return self._actors[n]
        return None


def bearers(tokens: Tokens, actors: Iterable[Actor]) -> list[Actor]:
    """Who may be meant by a surname, or, if nobody bears it, by a first name or first names."""
    size = len(tokens)
    people = [actor for actor in actors if actor.person and len(actor.name.tokens) > size]
    by_surname = [actor for actor in people if actor.name.tokens[-size:] == tokens]
    return by_surname or [actor for actor in people if actor.name.tokens[:size] == tokens]


def meant(mention: Mention, titles: Tokens, candidates: Sequence[Actor], named: FullMentions) -> Actor | None:
    """The one who is meant: the only one whom Mr or Mrs, then the role, leaves, else the last who was named in full."""
    sex = sex_of(titles)
    left = [actor for actor in candidates if not sex or not actor.sex or actor.sex == sex]
    if len(left) < 2:
        return left[0] if left else None
    told = set(titles) - MALE - FEMALE
    called = [actor for actor in left if told & actor.titles] if told else []
    return called[0] if len(called) == 1 else named.last_before(mention.start, called or left)


def kind_votes(actor: Actor) -> dict[EntityKind, float]:
    """What the mentions say that it is, by confidence."""
    votes: dict[EntityKind, float] = {}
    for mention, _ in actor.mentions:
        votes[mention.kind] = votes.get(mention.kind, 0.0) + mention.confidence
    return votes
