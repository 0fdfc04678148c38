"""Who published it first? Every sign in the copies of a text is weighed; what no line says is only probable.

The signs, strongest first: a copy names where it is from (cleaning found the line, label, link or metadata: it stands
in the article's evidence with its words), a copy credits an agency (dateline, credit), a copy's body links to it, it
has the earliest date that can be trusted, it has the longest text. Who says of itself that it is a copy is not
the origin, as far as that line is trusted.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from newsgraph.address import canonical_url
from newsgraph.article import Article, ArticleId
from newsgraph.entity import EntityId
from newsgraph.tracing.claims import Claim, claims_of, meant
from newsgraph.tracing.words import words_of


class ClueKind(StrEnum):
    """What speaks for an origin."""

    NAMED = "named as the origin"
    CREDITED = "credited agency"
    LINKED = "linked to"
    EARLIEST = "earliest date"
    LONGEST = "longest text"
    COPIED = "says that it is a copy"


WEIGHTS = {
    ClueKind.NAMED: 12,
    ClueKind.CREDITED: 9,
    ClueKind.LINKED: 3,
    ClueKind.EARLIEST: 2,
    ClueKind.LONGEST: 1,
    ClueKind.COPIED: -12,
}
"""Not fitted: an order of trust. A line outweighs all that is inferred, and many lines outweigh one."""
CLEARLY_LONGER = 1.05
_DAY = timedelta(days=1)

OriginId = ArticleId | EntityId


class Clue(NamedTuple):
    """One thing that speaks for `of` (against it where the weight is negative): the article whose evidence it is, and
    its words as printed, or the date or number that was compared."""

    of: OriginId
    kind: ClueKind
    weight: int
    article: ArticleId
    words: str


class Origin(NamedTuple):
    """Where an article's text is from: itself, another article, or an outlet of which we do not hold the article
    ("source/host"). `certain` where a line says so, else it is probable. `clues` are all that were weighed for and
    against this origin, the heaviest first."""

    article: ArticleId
    origin: OriginId
    certain: bool
    clues: tuple[Clue, ...]


def trusted_date(article: Article) -> tuple[datetime, datetime] | None:
    """The first and last moment at which it may have been published, None where its date is doubtful.

    A date without a time is midnight and means the whole day. Doubtful is one whose day and month may be turned, and
    one that another date of publication in the page contradicts by more than two days.
    """
    published = article.published
    if published is None:
        return None
    for one in article.evidence:
        if one.field == "published" and (one.how.endswith("?") if one.used else _contradicts(one.value, published)):
            return None
    whole_day = (published.hour, published.minute, published.second) == (0, 0, 0)
    return published, published + _DAY if whole_day else published


def _contradicts(value: str, published: datetime) -> bool:
    try:
        other = datetime.fromisoformat(value)
    except ValueError:
        return False
    return abs(other.replace(tzinfo=published.tzinfo) - published) > 2 * _DAY


def origins(members: Sequence[Article], rewritten: Mapping[ArticleId, ArticleId] | None = None) -> tuple[Origin, ...]:
    """The origin of each article of a group of copies (or of one that stands alone), in order of id.

    The best candidate is everybody's, but for a member that itself names another one: its line is followed, from copy
    to copy, until somebody names nobody. Ties go to the earlier date, then to the smaller id. `rewritten` gives for a
    member whose line names an outlet the article there that it tells in other words (`rewritten_from`).
    """
    ordered = sorted(members, key=lambda article: article.id)
    told = _Told(ordered, claims_of(ordered), rewritten or {})
    clues = list(_clues(told))
    best = _best(ordered, clues)
    found = []
    for article in ordered:
        origin = _followed(article.id, best, told)
        said = article.id in told.claims if origin != article.id else any(_is_line(one, origin) for one in clues)
        about = sorted((one for one in clues if one.of == origin), key=lambda one: (-abs(one.weight), one[1:]))
        found.append(Origin(article.id, origin, said, tuple(about)))
    return tuple(found)


class _Told(NamedTuple):
    """The members in order of id, with what they claim."""

    members: Sequence[Article]
    claims: Mapping[ArticleId, Claim]
    rewritten: Mapping[ArticleId, ArticleId]

    def meant(self, witness: ArticleId) -> list[OriginId]:
        """Whom a member's claim means: others of the group, else the article that it rewrote, else the outlet."""
        claim = self.claims[witness]
        inside = meant(claim, self.members, witness)
        if inside:
            return [*inside]
        return [self.rewritten.get(witness) or EntityId(f"source/{claim.host}")]


def _is_line(clue: Clue, origin: OriginId) -> bool:
    return clue.of == origin and clue.kind in (ClueKind.NAMED, ClueKind.CREDITED)


def _clues(told: _Told) -> Iterable[Clue]:
    for witness, claim in told.claims.items():
        kind = ClueKind.CREDITED if claim.agency else ClueKind.NAMED
        words = f"{claim.evidence.how}: {claim.evidence.value}"
        yield from (Clue(of, kind, WEIGHTS[kind], witness, words) for of in told.meant(witness))
        yield Clue(witness, ClueKind.COPIED, WEIGHTS[ClueKind.COPIED], witness, words)
    yield from _links(told.members)
    yield from _earliest(told.members)
    yield from _longest(told.members)


def _links(members: Sequence[Article]) -> Iterable[Clue]:
    at = {canonical_url(one.url): one.id for one in members if canonical_url(one.url)}
    for witness in members:
        for link in witness.links:
            of = at.get(canonical_url(link.url))
            if of and of != witness.id:
                words = witness.text[link.start : link.end]
                yield Clue(of, ClueKind.LINKED, WEIGHTS[ClueKind.LINKED], witness.id, words)


def _earliest(members: Sequence[Article]) -> Iterable[Clue]:
    """The one that was there before the others can have been."""
    dated = sorted((*date, one.id) for one in members if (date := trusted_date(one)))
    if len(dated) > 1 and dated[0][1] <= dated[1][0]:
        first, _, of = dated[0]
        yield Clue(of, ClueKind.EARLIEST, WEIGHTS[ClueKind.EARLIEST], of, first.isoformat())


def _longest(members: Sequence[Article]) -> Iterable[Clue]:
    lengths = sorted(((len(words_of(one)), one.id) for one in members), reverse=True)
    if len(lengths) > 1 and lengths[0][0] >= CLEARLY_LONGER * lengths[1][0]:
        count, of = lengths[0]
        yield Clue(of, ClueKind.LONGEST, WEIGHTS[ClueKind.LONGEST], of, f"{count} words")


def _best(members: Sequence[Article], clues: Iterable[Clue]) -> OriginId:
    score: defaultdict[OriginId, int] = defaultdict(int, {one.id: 0 for one in members})
    for clue in clues:
        score[clue.of] += clue.weight
    date = {one.id: f"{one.published.isoformat()}" for one in members if one.published}
    return min(score, key=lambda one: (-score[one], date.get(ArticleId(one), "~"), one))


def _followed(article: ArticleId, best: OriginId, told: _Told) -> OriginId:
    """Where the article's own line leads, or the best where it has none or the lines go round."""
    seen: set[OriginId] = set()
    at: OriginId = article
    while at in told.claims and at not in seen:
        seen.add(at)
        named = told.meant(ArticleId(at))
        at = best if best in named else min(named)
    return best if at in seen or at == article else at
