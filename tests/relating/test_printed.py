"""Words by sentence and stem, against looking each of them up in the text."""

from hypothesis import given
from hypothesis import strategies as st

from newsgraph.relating.numbering import hash_of
from newsgraph.relating.printed import printed
from newsgraph.text.analysis import WORD, stems

SENTENCES = [
    "The dockers’ strike, now in its third week, closed the far-right berth.",
    "“No crane moves,” said M-23’s foreman; strikes strike back!",
    "The U.N. sent 1,000 observers (two of them from Skarrow).",
    "Niño Rask's crane-frame/yard & AT&T: all striking.",
]
texts = st.lists(st.sampled_from(SENTENCES), max_size=6)
languages = st.sampled_from(["en", "fr", ""])


@given(texts, languages)
def test_each_word_stands_in_the_sentences_that_print_it(sentences: list[str], language: str) -> None:
    text, spans = "\n".join(sentences), list[tuple[int, int, int]]()
    for number, one in enumerate(sentences):
        start = spans[-1][1] + 1 if spans else 0
        spans.append((start, start + len(one), number))
    found = printed(text, spans, language)
    words = dict.fromkeys(WORD.findall(text))
    assert list(found.sentences) == list(words)
    for word in words:
        standing = [number for number, one in enumerate(sentences) if word in WORD.findall(one)]
        assert found.sentences[word] == sum(1 << number for number in standing)
    plain: dict[str, list[str]] = {}
    for word in words:
        for stem in stems(word, language):
            plain.setdefault(stem, []).append(word)
    assert {stem: joined.split() for stem, joined in found.words.items()} == plain
    assert found.stems == {hash_of(stem): stem for stem in plain}
