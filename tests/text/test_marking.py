"""The passages that the fast way finds are those of a slow and plain one, letter by letter."""

import re
from collections.abc import Iterator

from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsgraph.answers import Highlight
from newsgraph.article import Article, ArticleId, Part, Zone, ZoneKind, compose
from newsgraph.sentences import abbreviates
from newsgraph.text import highlight, parse_query
from newsgraph.text.analysis import WORD, lexeme, lookups, spaceless, stems
from newsgraph.text.highlight import LEAD, REACH, SEEN, SENTENCE_END, WIDTH
from newsgraph.text.marking import Finder, Seeker, seekers
from newsgraph.text.spelling import edits
from newsgraph.text.tree import Fuzzy, Prefix, Word

Marks = list[tuple[int, int, int]]  # start, end, number of the finder


def plainly(words: str, article: Article, limit: int) -> tuple[Highlight, ...]:
    """`highlight`, without a shortcut."""
    found = seekers(parse_query(words).root, article.language or "en").beyond
    worth = {seeker.number: seeker.finder.worth for seeker in found}
    marks = [(seeker, list(marks_of(seeker, article))) for seeker in found]
    seen = {place for _, some in marks for place in sorted({place for place, _, _ in some})[:SEEN]}
    told = {place for place in seen if article.zones[place].kind != "title"} or seen
    shown = []
    for place in told:
        here = sorted((at, end, seeker.number) for seeker, some in marks for p, at, end in some if p == place)
        for start, end, inside in sentences(article.text, article.zones[place], here):
            shown.append((-sum(worth[n] for n in {mark[2] for mark in inside}), start, end, inside, place))
    return tuple(passage(article, sentence[1:]) for sentence in sorted(shown)[:limit])


def marks_of(seeker: Seeker, article: Article) -> Iterator[tuple[int, int, int]]:
    """(place of the zone, start, end) of every match."""
    text = article.text
    for place, (kind, low, high, _) in enumerate(article.zones):
        for at in range(low, high) if kind in seeker.finder.zones else ():
            first = at == 0 or not text[at - 1].isalnum() or spaceless(seeker.start[0])
            end = match_end(seeker.finder, text, at) if first and begins(text, at, seeker.start) else 0
            if end:
                yield place, at, min(end, high)


def begins(text: str, at: int, start: str) -> bool:
    letters = [bare(letter) for letter in text[at : at + len(start)]]
    return len(letters) == len(start) and all(
        have == want or (want == "?" and not have.isascii()) for have, want in zip(letters, start, strict=True)
    )


def bare(letter: str) -> str:
    """In lower case, its accent off."""
    lower = letter.lower()[0]
    accented = re.match("[\u00c0-\u024f\u0370-\u03ff\u1e00-\u1fff]", lower) and lower.isalpha() and lexeme(lower).forms
    return accented[0][0] if accented else lower


def match_end(finder: Finder, text: str, at: int) -> int:
    word = WORD.match(text, at)
    if word and takes(finder, word[0]):
        return word.end()
    return phrase_end(text, at, finder.phrase)


def takes(finder: Finder, raw: str) -> bool:
    forms, leaf = lexeme(raw).forms, finder.leaf
    match leaf:
        case Prefix():
            return any(form.startswith(leaf.start) for form in forms)
        case Fuzzy():
            return any(edits(form, leaf.form, leaf.distance) <= leaf.distance for form in forms)
        case Word() if not (len(forms) > 1 and spaceless(forms[0])):
            same = {*lookups(leaf.raw, finder.language)} & {*stems(raw, finder.language)}
            return bool(same) or forms == lexeme(leaf.raw).forms
        case _:
            return forms == finder.phrase


def phrase_end(text: str, at: int, phrase: tuple[str, ...]) -> int:
    read: tuple[str, ...] = ()
    for word in WORD.finditer(text, at) if phrase else ():
        end = word.start()
        for form in lexeme(word[0]).forms:
            read, end = (*read, form), end + len(form)
            if read == phrase:
                return end if spaceless(form) else word.end()
        if read != phrase[: len(read)]:
            return 0
    return 0


def sentences(text: str, zone: Zone, marks: Marks) -> Iterator[tuple[int, int, Marks]]:
    start = zone.start
    while marks:
        at, reached, _ = marks[0]
        ends = [
            m.end()
            for stop in range(max(start, at - REACH), at)
            if (m := SENTENCE_END.match(text, stop)) and not abbreviates(text, stop)
        ]
        start = max([max(start, at - REACH), *(end for end in ends if end <= at)])
        end, inside = sentence_end(text, reached, zone.end), [marks.pop(0)]
        while marks and marks[0][0] < end:
            inside.append(marks.pop(0))
            if inside[-1][1] > end:
                end = sentence_end(text, inside[-1][1], zone.end)
        yield start, end, inside
        start = end


def sentence_end(text: str, at: int, high: int) -> int:
    last = min(high, at + REACH)
    ends = (
        m.end() for stop in range(at, last) if (m := SENTENCE_END.match(text, stop)) and not abbreviates(text, stop)
    )
    return min(next(ends, last), high)


def passage(article: Article, sentence: tuple[int, int, Marks, int]) -> Highlight:
    start, end, marks, place = sentence
    text, first = article.text, marks[0]
    if end - start > WIDTH:
        if first[0] - start > LEAD:
            space = text.find(" ", first[0] - LEAD, first[0])
            start = space + 1 if space >= 0 else first[0]
        end = max(first[1], text.rfind(" ", start, start + WIDTH) if end - start > WIDTH else end)
    shown = text[start:end].rstrip()
    last = start + len(shown)
    kept = [(low - start, high - start) for low, high, _ in marks if low >= start and high <= last]
    return Highlight(article.zones[place].kind.value, start, shown, apart(kept))


def apart(marks: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Marks that overlap become one."""
    found: list[tuple[int, int]] = []
    for low, high in marks:
        if found and low < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return tuple(found)


SAID = [
    *(
        "strike",
        "Strikes",
        "STRIKING",
        "stringent",
        "port",
        "the",
        "U.N.",
        "UN",
        "O’Brien",
        "O'Brien",
        "obrien",
        "miners",
    ),
    *("far-right", "far right", "farright", "M-23", "e-mail", "1,000", "1000", "St. Ives", "mine's", "grève", "Grèves"),
    *(
        "Généraux",
        "l’État",
        "naïve",
        "Ærø",
        "Łódź",
        "İzmir",
        "ıstıranca",
        "ﬁre",
        "ß",
        "Đà Nẵng",
        "забастовка",
        "порт",
        "ёлка",
    ),
    *(
        "Αθήνα",
        "北京",
        "北京代表团",
        "ภาษาไทย",
        "हिन्दी",
        "ქართული",
        "x" * 300,
        "😀",
        "ª²µ½",
        "\u00ad",
        "\u00a0",
        "e\u0301t",
        "_port",
    ),
]
JOINTS = [" ", " ", " ", ", ", ". ", "? ", ".” ", "! “", " – ", "-", "…", "\n", "", "。", "’s "]
ASKED = [
    *(
        "strike",
        "port",
        "the",
        "un",
        "obrien",
        "o’brien",
        "far-right",
        "farright",
        "m23",
        "1000",
        "greve",
        "grève",
        "general",
    ),
    *(
        "etat",
        "naive",
        "aero",
        "lodz",
        "izmir",
        "fire",
        "ss",
        "da",
        "забастовка",
        "порт",
        "елка",
        "αθηνα",
        "北京",
        "北",
        "ไทย",
    ),
    *("हिन्दी", "ქართული", "x*", "str*", "за*", "g*", "strkie~", "gréve~", "e", "et", "mine", "email", '"the port"'),
    *(
        '"far right"',
        '"the mine"',
        '"port the"~3',
        '"北京"',
        '"st ives"',
        "title:port",
        "any:strike",
        "bio:port",
        "port OR un",
    ),
]
WORDS = st.lists(st.tuples(st.sampled_from(SAID), st.sampled_from(JOINTS)), min_size=1, max_size=12)
ZONE = st.tuples(st.sampled_from(["body", "body", "body", "title", "standfirst", "bio"]), WORDS)


def written(zones: list[tuple[str, list[tuple[str, str]]]], language: str) -> Article:
    parts = [Part(ZoneKind(kind), "".join(word + joint for word, joint in words)) for kind, words in zones]
    text, made = compose(parts)
    return Article(id=ArticleId("article/1"), text=text, zones=made, language=language)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(ZONE, min_size=1, max_size=9),
    st.lists(st.sampled_from(ASKED), min_size=1, max_size=3).map(" ".join),
    st.sampled_from(["en", "", "fr", "ru", "zh", "th"]),
    st.sampled_from([1, 2, 5]),
)
@example([("body", [("port", " ")] * 40 + [("the", ". ")])], "port the", "en", 2)
@example([("body", [("é", " ")] * 400 + [("Grèves", ". ")])], "greve", "fr", 2)
def test_the_passages_are_those_of_the_slow_and_plain_way(
    zones: list[tuple[str, list[tuple[str, str]]]], words: str, language: str, limit: int
) -> None:
    article = written(zones, language)
    assert highlight(parse_query(words), article, limit=limit) == plainly(words, article, limit)
