"""Writes `docs/python.md` and `docs/http.md`, and the table in `docs/ranking.md`, from docstrings, routes and weights.

    python docs/make_reference.py

A test compares them with what this would write.
"""

import ast
import inspect
import tempfile
import textwrap
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from fastapi import FastAPI

import newsgraph
from newsgraph.relating.signals import SIGNALS, SignalName
from newsgraph.relating.weights import weights_of
from newsgraph.serving.web.api import routes
from newsgraph.serving.web.asking import drafts
from newsgraph.serving.web.changes import changes
from newsgraph.serving.web.readers import Readers

HERE = Path(__file__).parent
BEGIN, END = "<!-- signals: written by docs/make_reference.py -->\n", "<!-- signals end -->\n"
PYTHON = """\
<!-- Written by docs/make_reference.py from the docstrings of the front door. -->
# Python

`import newsgraph` is the front door: what stands here, and nothing else, is meant to be used. Names are loaded when
they are first asked for. Every error of newsgraph is a `NewsgraphError`; its `hint` is what to type next.
"""
HTTP = """\
<!-- Written by docs/make_reference.py from the routes. -->
# HTTP

What `newsgraph serve` answers. All that ask are GET but one, with the flags of the command line as parameters and its
JSON as the answer; the shapes are in [wire.schema.json](wire.schema.json) and, as tables, in
[the command line](cli.md#json). A running server describes itself (OpenAPI 3.1) at `/api/openapi.json`. Errors are
problem documents (RFC 9457) with a hint.

What goes with a draft is asked as a [POST](#post-apirelated), because a draft is long and private: the words are in no
address, and neither they nor the answer are kept, cached or logged. That needs no token, because it writes nothing.
Pages of all sites may ask it, as they may ask the rest: the archive answers the same to everybody, and no cookie is
read.

<!-- not run: it asks a running server -->
```sh
curl http://127.0.0.1:8000/api/related --data-binary @draft.txt -H 'Content-Type: text/plain'
```

The two that write exist only where the server was started with `--token`, and want it in the header
`Authorization: Bearer …`.
"""


def signals_table() -> str:
    """Each signal with its weight: as it comes, without topics, and with a sentence model."""
    sets = [
        weights_of(topics=topics, meanings=model) for topics, model in ((True, False), (False, False), (True, True))
    ]
    head = "| signal | weight | in a small archive | with a sentence model | what it says |\n|---|---|---|---|---|\n"
    order = sorted(SIGNALS, key=lambda signal: -sets[0].get(signal.name, 0.0))
    rows = [f"| `{one.name}` | {_weights(one.name, sets)} | {one.doc} |\n" for one in order]
    return head + "".join(rows)


def _weights(name: SignalName, sets: list[Mapping[SignalName, float]]) -> str:
    return " | ".join(f"{weights[name]:.3f}" if weights.get(name) else "–" for weights in sets)


def ranking(page: str) -> str:
    """The page of ranking, with the table that it holds made anew."""
    before, _, rest = page.partition(BEGIN)
    return before + BEGIN + signals_table() + END + rest.partition(END)[2]


def python() -> str:
    """The text of `docs/python.md`."""
    found = {name: getattr(newsgraph, name) for name in newsgraph.__all__}
    calls = {name: one for name, one in found.items() if inspect.isfunction(one)}
    classes = {name: one for name, one in found.items() if inspect.isclass(one)}
    parts = [PYTHON, "## Functions\n"]
    parts += [_called(f"newsgraph.{name}", one, "###") for name, one in calls.items()]
    parts += ["## Archive\n", _text(newsgraph.Archive), *_methods(newsgraph.Archive, "archive")]
    parts += ["## Watch\n", _text(newsgraph.Watch), *_methods(newsgraph.Watch, "watch")]
    parts.append("## What they give\n")
    parts.append("### ArticleId\n\nA `str` such as `article/856a3c2fe486f176`.\n")
    parts += [_value(name, one) for name, one in classes.items() if name not in ("Archive", "Watch")]
    return "\n".join(parts)


def _methods(kind: type, spoken: str) -> Iterator[str]:
    for name in sorted(name for name in dir(kind) if not name.startswith("_")):
        one = inspect.getattr_static(kind, name)
        if inspect.isfunction(one):
            yield _called(f"{spoken}.{name}", one, "###")
        elif isinstance(one, property) and one.__doc__:
            yield f"### {spoken}.{name}\n\n{_text(one)}"


def _called(name: str, one: Any, heading: str) -> str:
    return f"{heading} {name}\n\n```text\n{_signature(name.rpartition('.')[2], one)}\n```\n\n{_text(one)}"


def _signature(name: str, one: Any) -> str:
    """As it is written in the source, on several lines where it is long."""
    (made,) = ast.parse(textwrap.dedent(inspect.getsource(one))).body
    if not isinstance(made, ast.FunctionDef):
        raise TypeError(f"{name} is no function")
    made = _Unquoted().visit(made)
    made.args.args = [argument for argument in made.args.args if argument.arg != "self"]
    gives = f" -> {ast.unparse(made.returns)}" if made.returns else ""
    short = f"{name}({ast.unparse(made.args)}){gives}"
    if len(short) <= 90:
        return short
    return f"{name}(\n" + "".join(f"    {one},\n" for one in _parts(ast.unparse(made.args))) + f"){gives}"


class _Unquoted(ast.NodeTransformer):
    """Annotations that are read late, without their quotes."""

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = self._read(node.annotation)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.returns = self._read(node.returns)
        node.args = self.visit(node.args)
        return node

    def _read(self, told: ast.expr | None) -> ast.expr | None:
        if isinstance(told, ast.Constant) and isinstance(told.value, str):
            return ast.parse(told.value, mode="eval").body
        return told


def _parts(arguments: str) -> Iterator[str]:
    """What commas part that stand in no brackets."""
    depth, start = 0, 0
    for at, letter in enumerate(f"{arguments},"):
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and depth == 0:
            yield arguments[start:at].strip()
            start = at + 1


def _value(name: str, kind: type) -> str:
    if issubclass(kind, Enum):
        told = "One of " + ", ".join(f"`{one.value}`" for one in kind) + "."
    else:
        fields = list(inspect.get_annotations(kind))
        told = "Fields: " + ", ".join(f"`{one}`" for one in fields if not one.startswith("_")) + "." if fields else ""
    return f"### {name}\n\n{_text(kind)}\n{told}\n" if told else f"### {name}\n\n{_text(kind)}"


def _text(one: Any) -> str:
    """Its docstring; "" where Python has made one up."""
    told = inspect.cleandoc((one.__dict__.get("__doc__") if inspect.isclass(one) else one.__doc__) or "")
    made_up = inspect.isclass(one) and told.startswith(f"{one.__name__}(")
    return "" if made_up else told.replace("<", "&lt;") + "\n"


def http() -> str:
    """The text of `docs/http.md`."""
    paths = openapi()["paths"]
    return HTTP + "".join(f"\n{_route(path, verb, one)}" for path, of in paths.items() for verb, one in of.items())


def openapi() -> dict[str, Any]:
    """What a server with a token says of itself."""
    with tempfile.TemporaryDirectory() as folder:
        newsgraph.open_archive(folder, create=True).close()
        readers = Readers(Path(folder))
        app = FastAPI()
        app.include_router(routes(readers))
        app.include_router(drafts(readers))
        app.include_router(changes(readers, "token"))
        readers.close()
        return app.openapi()


def _route(path: str, verb: str, one: Mapping[str, Any]) -> str:
    asked = [_parameter(parameter) for parameter in one.get("parameters", []) if parameter["in"] == "query"]
    table = "| parameter | by itself | what |\n|---|---|---|\n" + "".join(asked) if asked else ""
    shape = one["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    named = (
        f"[{shape}](cli.md#{shape.lower()})" if shape.endswith("Wire") else "`status`, `revision`, `articles`, `writes`"
    )
    body = f"The body: {one['requestBody']['description']}\n" if "description" in one.get("requestBody", {}) else ""
    parts = (f"## {verb.upper()} {path}\n", f"{one['summary']} Answer: {named}.\n", body, table)
    return "\n".join(part for part in parts if part)


def _parameter(one: Mapping[str, Any]) -> str:
    usual = one["schema"].get("default")
    by_itself = "must be given" if one["required"] else f"`{str(usual).lower()}`" if usual not in (None, "", []) else ""
    return f"| `{one['name']}` | {by_itself} | {one.get('description', '')} |\n"


if __name__ == "__main__":
    (HERE / "python.md").write_text(python(), encoding="utf-8")
    (HERE / "http.md").write_text(http(), encoding="utf-8")
    page = HERE / "ranking.md"
    page.write_text(ranking(page.read_text(encoding="utf-8")), encoding="utf-8")
