"""Are copies found, and nothing else? Copies made by rule from real articles, among thousands of others.

    python -m evals.copies [DATA] [--full] [--sweep] [--real] [--peers]   # DATA defaults to ../shared/data

Every third article of DATA's articles (all with --full), and from 300 of these, chosen by a seed, copies of each kind
of `evals/made_copies.py`: whole, cut by 20 to 60 % (from the end, from the beginning, anywhere), sentences reordered,
names and agency lines changed, a tenth and a fifth of the words changed, another beginning; and what is no copy: some
paragraphs or a quotation of it in another article, a follow-up by its author with its background.

`found` is the share of the planted pairs that are taken for copies (of what is no copy: for something else),
`paragraphs` how many of the paragraphs that were taken over are traced to the right one, and of those traced how many
rightly, `passages` how many of the paragraphs and quotations of 25 words and more in another article are noticed at
all. `precision` counts all copies found of a planted article. `origin` is told for each source with one copy, which
says nothing of where it is from and is dated one to five days later where the source has a date. Thresholds were set on
the first half of the sources, the figures are of the second. `--sweep` prints what the thresholds do on the first.
`--real` lists the copies found among the real articles. With `--peers` datasketch's MinHash does the
same work beside us (`pip install --group peers`).

The exit status is 1 where a floor in `evals/floors.json` (`copies.<figure>`) is not reached, 2 where the data is
absent.
"""

import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from evals.made_copies import KINDS, NOT_COPIES, Made, made_copies
from evals.pages import DEFAULT_DATA, FLOORS
from newsgraph.article import Article, ArticleId
from newsgraph.cleaning import clean
from newsgraph.errors import ArticleRejected
from newsgraph.raw import RawArticle
from newsgraph.reading import read
from newsgraph.tracing import Pair, Tracer, compare, kinds, origins, passages, text_of, words_of
from newsgraph.tracing.kinds import LEAST_PASSAGE

SOURCES = 300
LEAST_WORDS = 60
PASSAGES = ("some paragraphs", "quoted")
CUTS = ("whole", "cut end", "cut beginning", "cut anywhere")
PERMUTATIONS, MINHASH_LEAST = 128, (0.7, 0.3)


class Judged(NamedTuple):
    made: Made
    pair: Pair | None

    @property
    def right(self) -> bool:
        return (self.pair is not None and self.pair.copies) != (self.made.kind in NOT_COPIES)


def real_articles(data: Path) -> list[Article]:
    """All of them, of those with one id the first."""
    found: dict[ArticleId, Article] = {}
    for raw in read([str(data / "articles" / f"{name}.jsonl.gz") for name in ("allsides-12k", "reuters-6k")]):
        assert isinstance(raw, RawArticle)
        try:
            article = clean(raw)
        except ArticleRejected:
            continue
        found.setdefault(article.id, article)
    return list(found.values())


def planted(articles: Sequence[Article]) -> list[Made]:
    """The made copies of `SOURCES` articles; in order of the sources, so that the first half is theirs."""
    choice = random.Random(5)
    long = [one for one in articles if len(words_of(one)) >= LEAST_WORDS and len(one.body.split("\n\n")) > 2]
    sources = choice.sample(long, SOURCES)
    return [made for number, one in enumerate(sources) for made in made_copies(one, choice.choice(long), number)]


def traced(articles: Sequence[Article], made: Sequence[Made]) -> Tracer:
    tracer = Tracer()
    for article in [*articles, *(one.article for one in made)]:
        tracer.add(article)
    return tracer


def judged(made: Sequence[Made], pairs: Mapping[tuple[ArticleId, ArticleId], Pair]) -> list[Judged]:
    return [Judged(one, pairs.get(_key(one.source.id, one.article.id))) for one in made]


def _key(one: ArticleId, other: ArticleId) -> tuple[ArticleId, ArticleId]:
    return (one, other) if one < other else (other, one)


def false_pairs(made: Sequence[Made], pairs: Mapping[tuple[ArticleId, ArticleId], Pair]) -> list[Pair]:
    """Pairs with a planted article of the second half in them that are taken for copies and are none: of two texts that
    are no copies of each other among the real articles either. A follow-up has the words of the copies of its source,
    and is judged beside that alone."""
    text = {one.article.id: text_told(one) for one in made}
    number = {one.article.id: one.number for one in made}
    follow_ups = {one.article.id for one in made if one.kind == "follow-up"}
    late = {one.article.id for one in made if one.number >= SOURCES // 2}
    found = []
    for one, other in (key for key, pair in pairs.items() if pair.copies and late & {*key}):
        ours, theirs = text.get(one, one), text.get(other, other)
        known = pairs.get(_key(ours, theirs))
        beside = (one in number and number.get(one) == number.get(other)) or follow_ups & {one, other}
        if ours != theirs and not (known and known.copies) and not beside:
            found.append(pairs[one, other])
    return found


def text_told(made: Made) -> ArticleId:
    """Whose text it is: its source's, or that of the article into which a passage was put, or (a follow-up) its own."""
    if made.kind not in NOT_COPIES:
        return made.source.id
    return made.article.id if made.kind == "follow-up" or made.host is None else made.host.id


def paragraph_figures(made: Sequence[Made]) -> tuple[float, float]:
    """Recall and precision of the paragraph that a paragraph is traced to."""
    right = told = gold = 0
    for one in made:
        if not one.paragraphs:
            continue
        texts = text_of(words_of(one.source)), text_of(words_of(one.article))
        spans = paragraphs_of(one.source)
        found = {passage.start: passage for passage in passages(one.source, one.article, texts)}
        for (start, _), truth in zip(paragraphs_of(one.article), one.paragraphs, strict=True):
            passage = next((found[at] for at in found if start <= at < start + 40), None)
            where = passage.source if passage else None
            told += where is not None
            gold += truth is not None
            right += where is not None and truth is not None and spans[truth][0] <= where[0] < spans[truth][1]
    return right / gold, right / told


def paragraphs_of(article: Article) -> list[tuple[int, int]]:
    return [(zone.start, zone.end) for zone in article.zones if zone.kind == "body"]


def half(rows: Sequence[Judged], first: bool) -> list[Judged]:
    return [one for one in rows if (one.made.number < SOURCES // 2) == first]


def found_by_kind(rows: Sequence[Judged]) -> dict[str, float]:
    shares: defaultdict[str, list[bool]] = defaultdict(list)
    for one in rows:
        shares[one.made.kind].append(one.right)
    return {kind: sum(right) / len(right) for kind, right in shares.items()}


def leads_back(made: Made) -> bool:
    """Whether the source is taken for the probable origin of the two, though no line says so."""
    return {one.origin for one in origins([made.source, made.article])} == {made.source.id}


def print_kinds(rows: Sequence[Judged], minhash: Mapping[float, Mapping[str, float]]) -> None:
    shares = found_by_kind(rows)
    peers = "".join(f"{f'MinHash {least}':>13}" for least in minhash)
    print(f"{'kind':<20}{'of':>6}{'found':>8}{peers}   taken for")
    for kind in KINDS:
        taken = Counter(str(one.pair.kind) if one.pair else "nothing" for one in rows if one.made.kind == kind)
        told = ", ".join(f"{count} {name}" for name, count in taken.most_common())
        peers = "".join(f"{found[kind]:>13.3f}" for found in minhash.values())
        print(f"{kind:<20}{taken.total():>6}{shares[kind]:>8.3f}{peers}   {told}")


def minhash_found(made: Sequence[Made], articles: Sequence[Article]) -> dict[float, dict[str, float]]:
    """For each threshold the share of each kind that datasketch's MinHash LSH finds (of what is no copy: leaves
    alone). A threshold is the least Jaccard of 3-grams that it is to find."""
    from datasketch import MinHash, MinHashLSH

    sketches = {}
    for article in [*articles, *(one.article for one in made)]:
        sketches[article.id] = MinHash(num_perm=PERMUTATIONS)
        sketches[article.id].update_batch([gram.tobytes() for gram in text_of(words_of(article)).distinct])
    found = {}
    for least in MINHASH_LEAST:
        lsh = MinHashLSH(threshold=least, num_perm=PERMUTATIONS)
        for id, sketch in sketches.items():
            lsh.insert(id, sketch)
        right: defaultdict[str, list[bool]] = defaultdict(list)
        for one in made:
            hit = one.source.id in lsh.query(sketches[one.article.id])
            right[one.kind].append(hit != (one.kind in NOT_COPIES))
        found[least] = {kind: sum(each) / len(each) for kind, each in right.items()}
    return found


def sweep(rows: Sequence[Judged]) -> None:
    """What the least share does: right of the copies and of what is none, on the first half of the sources."""
    before = kinds.LEAST_COVERED
    print("\nleast covered   copies   others")
    for least in (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8):
        kinds.LEAST_COVERED = least
        right: defaultdict[bool, list[bool]] = defaultdict(list)
        for one in rows:
            pair = compare(one.made.source, one.made.article) if one.pair else None
            other = one.made.kind in NOT_COPIES
            right[other].append((pair is not None and pair.copies) != other)
        print(f"{least:<12}{sum(right[False]) / len(right[False]):>10.3f}{sum(right[True]) / len(right[True]):>9.3f}")
    kinds.LEAST_COVERED = before


def print_real(pairs: Sequence[Pair], articles: Mapping[ArticleId, Article]) -> None:
    for pair in pairs:
        ours, theirs = articles[pair.one], articles[pair.other]
        if pair.copies and not any(one.id.startswith("made/") for one in (ours, theirs)):
            share = " ".join(f"{one:.2f}" for one in pair.covered)
            print(f"{pair.kind} {share} run {pair.longest} of {pair.words}")
            for one in (ours, theirs):
                print(f"    {one.id} {one.source} {str(one.published)[:16]} {one.title[:90]}")


def figures(rows: Sequence[Judged], wrong: Sequence[Pair]) -> Iterator[tuple[str, float]]:
    shares = found_by_kind(rows)
    cuts = [one for one in rows if one.made.kind in CUTS]
    all_copies = [one for one in rows if one.made.kind not in NOT_COPIES]
    yield "whole and cut found", sum(one.right for one in cuts) / len(cuts)
    yield "copies found", sum(one.right for one in all_copies) / len(all_copies)
    right = sum(one.right for one in all_copies)
    taken = sum(not one.right for one in rows if one.made.kind in NOT_COPIES)
    yield "precision", right / (right + taken + len(wrong))
    for kind in NOT_COPIES:
        yield f"{kind} left alone", shares[kind]
    told = [one.pair is not None for one in rows if one.made.kind in PASSAGES and one.made.passage >= LEAST_PASSAGE]
    yield "passages found", sum(told) / len(told)
    recall, precision = paragraph_figures([one.made for one in rows])
    yield "paragraphs found", recall
    yield "paragraphs right", precision
    for name, dated in (("origin right, dated", True), ("origin right, undated", False)):
        beside = [one.made for one in all_copies if one.right and (one.made.source.published is not None) == dated]
        yield name, sum(leads_back(one) for one in beside) / len(beside)


def main(arguments: Sequence[str]) -> int:
    paths = [argument for argument in arguments if not argument.startswith("-")]
    data = Path(paths[0]) if paths else DEFAULT_DATA
    if not (data / "articles").is_dir():
        print(f"no articles in {data}: name the folder that holds articles/", file=sys.stderr)
        return 2
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    articles = real_articles(data)[:: 1 if "--full" in arguments else 3]
    made = planted(articles)
    tracer = traced(articles, made)
    pairs = {(pair.one, pair.other): pair for pair in tracer.pairs()}
    rows = judged(made, pairs)
    tested = half(rows, first=False)
    wrong = false_pairs(made, pairs)
    print(f"{len(articles):,} real articles, {len(made):,} made of {SOURCES}; shown: the second half of these\n")
    peers = minhash_found([one.made for one in tested], articles) if "--peers" in arguments else {}
    print_kinds(tested, peers)
    print()
    failed = 0
    for name, figure in figures(tested, wrong):
        print(f"{name:<46}{figure:>8.4f}")
        failed += figure < floors.get(f"copies.{name}", 0)
    print(f"{'false pairs in 10,000 articles':<46}{10_000 * len(wrong) / len(tracer.articles):>8.1f}")
    for pair in wrong:
        print("taken for a copy:", pair.kind, pair.one, pair.other, *(f"{one:.2f}" for one in pair.covered))
    if "--sweep" in arguments:
        sweep(half(rows, first=True))
    if "--real" in arguments:
        print_real(list(pairs.values()), tracer.articles)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
