"""Whom does "Quillan" mean, in an article that names two?"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter

from newsgraph.article import Article
from newsgraph.entity import EntityKind, Mention
from newsgraph.resolving.forms import Form, Tokens, titles_of
from newsgraph.resolving.names import FEMALE, MALE, PersonName, sex_of, words
from newsgraph.resolving.persons import sex_of_person

# Offices that nobody is given who is called something else and never that: "Judge Quillan" is no general secretary.
STRICT = words("judge justice rev reverend father bishop archbishop cardinal pope rabbi imam")
_SEXES = MALE | FEMALE
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
        self.mentions += [(mention, form) for mention in (form.mentions if mentions is None else mentions)]

    def hear(self, text: str) -> None:
        """Note what the mentions so far call a person."""
        for mention, form in self.mentions:
            if mention.role or form.titled:
                self.titles.update(titles_of(mention, text[mention.start : mention.end]))
        self.sex = (sex_of(tuple(self.titles)) if self.titles else "") or sex_of_person(self.name)


class FullMentions:
    """Where the article names people unmistakably, in order of the text; `text` is the article's."""

    def __init__(self, actors: Sequence[Actor], article: Article) -> None:
        self.text = article.text
        self._actors = actors
        self._zones = article.zones

    @cached_property
    def _at(self) -> list[tuple[int, Actor]]:
        pairs = [(m.start, actor) for actor in self._actors for m, form in actor.mentions if form.is_full_person]
        return sorted(pairs, key=itemgetter(0))

    @cached_property
    def _starts(self) -> list[int]:
        return [zone.start for zone in self._zones]

    def last_before(self, offset: int, among: Sequence[Actor]) -> Actor | None:
        """The one of these who was named last, no more than PARAGRAPHS back, or first of all where none was named yet
        (a headline); None where nobody was."""
        reach = bisect_right(self._starts, offset) - PARAGRAPHS
        before = bisect_left(self._at, offset, key=itemgetter(0))
        if not any(actor in among for _, actor in self._at[:before]):
            return next((actor for _, actor in self._at[before:] if actor in among), None)
        for start, actor in reversed(self._at[:before]):
            if bisect_right(self._starts, start) < reach:
                return None
            if actor in among:
                return actor
        return None


class People:
    """The people of full name, by their last and first tokens."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._last: dict[str, list[Actor]] = {}
        self._first: dict[str, list[Actor]] = {}
        for actor in actors:
            if actor.person and len(actor.name.tokens) > 1:
                self._last.setdefault(actor.name.tokens[-1], []).append(actor)
                self._first.setdefault(actor.name.tokens[0], []).append(actor)

    def bearers(self, name: PersonName) -> list[Actor]:
        """Who may be meant by a surname, or, if nobody bears it, by a first name or first names. "Trump Jr." is a
        junior where there is one, "Trump" nobody's junior where there is another."""
        tokens, size = name.tokens, len(name.tokens)
        found = [a for a in self._last.get(tokens[-1], ()) if a.name.tokens[-size:] == tokens]
        found = found or [a for a in self._first.get(tokens[0], ()) if a.name.tokens[:size] == tokens]
        return [actor for actor in found if actor.name.suffix == name.suffix] or found


def meant(mention: Mention, titles: Tokens, candidates: Sequence[Actor], named: FullMentions) -> Actor | None:
    """The one who is meant: the only one whom Mr or Mrs, then the role, leaves, else the last who was named in full."""
    sex = sex_of(titles)
    office = STRICT.intersection(titles)
    left = [
        actor
        for actor in candidates
        if (not sex or not actor.sex or actor.sex == sex)
        and not (office and actor.titles - _SEXES and actor.titles.isdisjoint(office))
    ]
    if len(left) < 2:
        return left[0] if left else None
    told = set(titles) - MALE - FEMALE
    called = [actor for actor in left if told & actor.titles] if told else []
    return called[0] if len(called) == 1 else named.last_before(mention.start, called or left)


def kind_votes(actor: Actor) -> dict[EntityKind, float]:
    """What the mentions say that it is, by confidence."""
    if len(actor.forms) == 1:
        return actor.forms[0].votes
    votes: dict[EntityKind, float] = {}
    for mention, _ in actor.mentions:
        votes[mention.kind] = votes.get(mention.kind, 0.0) + mention.confidence
    return votes
