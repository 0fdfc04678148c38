"""docs/formats.md says what is read."""

import importlib.util
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_formats_has_not_drifted_from_the_code() -> None:
    spec = importlib.util.spec_from_file_location("make_formats", DOCS / "make_formats.py")
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    assert (DOCS / "formats.md").read_text(encoding="utf-8") == maker.page(), "run: python docs/make_formats.py"
