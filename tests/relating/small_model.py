"""A sentence model that knows forty words of the port town: random weights, in the files that sentence models have."""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

KNOWN = (
    "the of and at a in to said that dockers cranes crane port averin strike work dawn union talks company harbour "
    "mine hoist rope shaft three men died inquiry oysters sunday council budget votes library he she was were . ,"
)
WORDS = KNOWN.split()
WIDTH, HEADS, LAYERS, INNER, POSITIONS = 16, 2, 2, 32, 64
Tensors = dict[str, NDArray[np.float32]]


def shapes() -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(WORDS) + 3, WIDTH),
        "embeddings.position_embeddings.weight": (POSITIONS, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
        "embeddings.LayerNorm.weight": (WIDTH,),
        "embeddings.LayerNorm.bias": (WIDTH,),
    }
    for at in range(LAYERS):
        layer = f"encoder.layer.{at}"
        dense = {f"attention.self.{name}": (WIDTH, WIDTH) for name in ("query", "key", "value")}
        dense |= {"attention.output.dense": (WIDTH, WIDTH), "intermediate.dense": (INNER, WIDTH)}
        for name, shape in (dense | {"output.dense": (WIDTH, INNER)}).items():
            found |= {f"{layer}.{name}.weight": shape, f"{layer}.{name}.bias": shape[:1]}
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            found |= {f"{layer}.{name}.weight": (WIDTH,), f"{layer}.{name}.bias": (WIDTH,)}
    return found


def tensors(seed: int) -> Tensors:
    random = np.random.default_rng(seed)
    return {name: random.normal(0, 0.5, shape).astype(np.float32) for name, shape in shapes().items()}


def write_model(folder: Path, *, seed: int = 0) -> Tensors:
    """Needs the package tokenizers."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = {word: at for at, word in enumerate(["[CLS]", "[SEP]", "[UNK]", *WORDS])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 1), ("[CLS]", 0))
    tokenizer.save(str(folder / "tokenizer.json"))
    config = {
        "model_type": "bert",
        "hidden_size": WIDTH,
        "num_attention_heads": HEADS,
        "num_hidden_layers": LAYERS,
        "max_position_embeddings": POSITIONS,
    }
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    made = tensors(seed)
    header, at = {}, 0
    for name, tensor in made.items():
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [at, at + tensor.nbytes]}
        at += tensor.nbytes
    told = json.dumps(header).encode()
    told += b" " * (-len(told) % 8)
    numbers = b"".join(tensor.astype("<f4").tobytes() for tensor in made.values())
    (folder / "model.safetensors").write_bytes(len(told).to_bytes(8, "little") + told + numbers)
    return made
