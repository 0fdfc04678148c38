"""Words by sentence and stem, against looking each of them up in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.relating import printed as printing
from newsgraph.relating.numbering import hash_of
from newsgraph.relating.printed import Printed
from newsgraph.text.analysis import WORD, stems

SENTENCES = [
    "The dockers’ strike, now in its third week, closed the far-right berth.",
    "“No crane moves,” said M-23’s foreman; strikes strike back!",
    "The U.N. sent 1,000 observers (two of them from Skarrow).",
    "Niño Rask's crane-frame/yard & AT&T: all striking.",
]
texts = st.lists(st.sampled_from(SENTENCES), max_size=6)
languages = st.sampled_from(["en", "fr", ""])


def _spans(sentences: list[str]) -> list[tuple[int, int, int]]:
    spans: list[tuple[int, int, int]] = []
    for number, one in enumerate(sentences):
        start = spans[-1][1] + 1 if spans else 0
        spans.append((start, start + len(one), number))
    return spans


@given(texts, languages)
def test_each_word_stands_in_the_sentences_that_print_it(sentences: list[str], language: str) -> None:
    text = "\n".join(sentences)
    found = Printed(text, _spans(sentences), language)
    plain: dict[str, dict[str, int]] = {}
    for word in dict.fromkeys(WORD.findall(text)):
        standing = [number for number, one in enumerate(sentences) if word in WORD.findall(one)]
        for stem in stems(word, language):
            plain.setdefault(stem, {})[word] = sum(1 << number for number in standing)
    for one in SENTENCES:
        for stem in (stem for word in WORD.findall(one) for stem in stems(word, language)):
            assert list(found.words(stem).items()) == list(plain.get(stem, {}).items())
            assert found.stem(hash_of(stem)) == (stem if stem in plain else None)


def test_words_that_were_forgotten_are_learnt_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "CACHED", 3)
    held = Printed(SENTENCES[0], _spans(SENTENCES[:1]), "en")
    for sentence in SENTENCES[1:]:
        assert Printed(sentence, _spans([sentence]), "en").words("en:strike").keys() <= {
            "strike",
            "strikes",
            "striking",
        }
    assert held.words("en:strike") == {"strike": 1}
