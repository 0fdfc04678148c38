"""What have two articles in common? Their texts compared, and what they are to each other."""

from typing import NamedTuple

from newsgraph.article import Article, ArticleId
from newsgraph.tracing.kinds import COPIES, CopyKind, is_nothing, kind_of
from newsgraph.tracing.overlap import Text, met, overlap, text_of
from newsgraph.tracing.words import words_of


class Pair(NamedTuple):
    """Two articles that share something, the smaller id first. `words` are how many each has in its body, `shared` how
    many of them stand in three in a row that the other also says, `longest` is the longest run that both say."""

    one: ArticleId
    other: ArticleId
    kind: CopyKind
    words: tuple[int, int]
    shared: tuple[int, int]
    longest: int

    @property
    def copies(self) -> bool:
        return self.kind in COPIES

    @property
    def covered(self) -> tuple[float, float]:
        """How much of each, in words, the other says too, 0 to 1."""
        return self.shared[0] / (self.words[0] or 1), self.shared[1] / (self.words[1] or 1)

    def partner(self, article: ArticleId) -> ArticleId:
        return self.other if article == self.one else self.one


def compare(one: Article, other: Article, texts: tuple[Text, Text] | None = None) -> Pair | None:
    """What two articles share, None where that is nothing to speak of. The same in both orders. `texts` are theirs, in
    this order, where they are at hand."""
    ours, theirs = texts or (text_of(words_of(one)), text_of(words_of(other)))
    common = met(ours, theirs)
    if is_nothing(common):
        return None
    found = overlap(ours, theirs, common)
    kind = kind_of(found, kin=kin(one, other))
    if kind is None:
        return None
    if one.id < other.id:
        return Pair(one.id, other.id, kind, found.words, found.shared, found.longest)
    return Pair(other.id, one.id, kind, found.words[::-1], found.shared[::-1], found.longest)


def by_date(article: Article) -> tuple[bool, float, ArticleId]:
    """A key that puts articles in order of date, undated ones last, and of id."""
    return article.published is None, article.published.timestamp() if article.published else 0.0, article.id


def kin(one: Article, other: Article) -> bool:
    """Whether one outlet printed both or one author wrote both."""
    return bool(one.source and site(one.source) == site(other.source)) or not set(one.authors).isdisjoint(other.authors)


def site(source: str) -> str:
    """What was registered of a host: politics.news.example and www2.news.example are one site, two names under co.uk
    are not. An outlet's name without dots is itself."""
    labels = source.split(".")
    keep = 3 if len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3 else 2
    return ".".join(labels[-keep:])
