"""docs/cli.md says what the command says."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[2] / "docs"
HOW = "run: python docs/make_cli_reference.py"


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_cli_reference", DOCS / "make_cli_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_has_not_drifted_from_the_help(maker: ModuleType) -> None:
    assert (DOCS / "cli.md").read_text(encoding="utf-8") == maker.reference(), HOW


def test_the_schema_has_not_drifted_from_the_models(maker: ModuleType) -> None:
    assert (DOCS / "wire.schema.json").read_text(encoding="utf-8") == maker.schema(), HOW


def test_every_verb_tells_which_json_it_writes(maker: ModuleType) -> None:
    from newsgraph_cli.app import commands

    from newsgraph.serving import json_schema

    assert set(maker.MODELS) == set(commands())
    assert {name for names in maker.MODELS.values() for name in names} <= set(json_schema()["$defs"])
