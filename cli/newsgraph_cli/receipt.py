"""What is kept of an answer? All that is needed to ask again: `--receipt FILE`."""

import hashlib
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

import typer

from newsgraph_cli.app import load
from newsgraph_cli.output import dumped, json_text
from newsgraph_cli.speaking import say_note, to_type

ARTICLE = re.compile(r"article/[0-9a-f]{16}")
LEFT_OUT = {
    "index",
    "as_json",
    "as_jsonl",
    "form",
    "quiet",
    "text",
}  # where it is asked, how it is shown, and the draft


class Answer(NamedTuple):
    """The bytes of an answer as `--json` writes them, in UTF-8, and the exit code."""

    written: bytes
    exit_code: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.written).hexdigest()

    @property
    def document(self) -> Any:
        """What the bytes say; None where nothing was written."""
        return json.loads(self.written) if self.written else None

    @staticmethod
    def bytes_of(document: Any) -> bytes:
        """The bytes that say so."""
        return b"" if document is None else f"{json_text(document, indent=2)}\n".encode()


def with_receipt(file: Path, command: Any, params: Mapping[str, Any], *, answer: Callable[[], Any]) -> Any:
    """Keep what is asked and its answer in the file, and then answer in the form that was asked for."""
    import newsgraph
    from newsgraph.serving import ReceiptWire

    if str(file) == "-":
        raise typer.BadParameter("--receipt takes a file: standard output is for the answer")
    index, words = params["index"], typed(command, params)
    draft = _draft(params.get("text"))
    with newsgraph.open_archive(index) as archive:
        stand, found = archive.stand(), ask(command.name, words, index, draft)
        if archive.stand() != stand:  # somebody added meanwhile, or what a killed `add` left was made up for
            stand, found = archive.stand(), ask(command.name, words, index, draft)
        rest = archive.hashes(sorted(articles_in(found.document)))
    kept = ReceiptWire.model_validate(
        {
            "newsgraph": version(),
            "archive": stand._asdict(),
            "verb": command.name,
            "arguments": tuple(words),
            "draft": draft,
            "exit_code": found.exit_code,
            "sha256": found.sha256,
            "answer": found.document,
            "articles": rest,
        }
    )
    _put(file, dumped(kept, indent=2) + "\n")
    say_note(f"receipt kept: {to_type(f'newsgraph replay {file}')}")
    with _standard_input(draft):
        return answer()


def ask(verb: str, words: Sequence[str], index: Path, draft: str | None) -> Answer:
    """The answer as JSON. Raises what the verb raises."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")
    command = load(verb)
    code = 0
    asked = ["--json", "--index", str(index), *(("--text", "-") if draft is not None else ()), *words]
    with redirect_stdout(out), redirect_stderr(io.StringIO()), _standard_input(draft):
        try:
            with command.make_context(verb, asked) as context:
                command.invoke(context)
        except typer.Exit as ended:
            code = ended.exit_code
    out.flush()
    return Answer(out.buffer.getvalue(), code)


def typed(command: Any, params: Mapping[str, Any]) -> list[str]:
    """What one would type for these parameters, flags in the order of the help, without what they are by themselves."""
    words: list[str] = []
    given: list[str] = []
    for param in command.params:
        value = params.get(param.name)
        if param.name in LEFT_OUT or value is None or value == param.default or value == ():
            continue
        values = list(value) if isinstance(value, list | tuple) else [value]
        if param.param_type_name == "argument":
            given += map(str, values)
        elif getattr(param, "is_flag", False):
            words.append(param.opts[0])
        else:
            words += [word for each in values for word in (param.opts[0], str(getattr(each, "value", each)))]
    return [*words, "--", *given] if given else words


def articles_in(document: Any) -> Iterator[str]:
    """The ids of all articles that a document names."""
    if isinstance(document, dict):
        for value in document.values():
            yield from articles_in(value)
    elif isinstance(document, list):
        for value in document:
            yield from articles_in(value)
    elif isinstance(document, str) and ARTICLE.fullmatch(document):
        yield document


def version() -> str:
    """Of this newsgraph."""
    from importlib.metadata import version as installed

    return installed("newsgraph")


def _draft(file: Path | None) -> str | None:
    if file is None:
        return None
    return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")


class _standard_input:
    """Have the draft come from standard input; as it is where there is none."""

    def __init__(self, draft: str | None) -> None:
        self._draft, self._before = draft, sys.stdin

    def __enter__(self) -> None:
        if self._draft is not None:
            sys.stdin = io.StringIO(self._draft)

    def __exit__(self, *_: object) -> None:
        sys.stdin = self._before


def _put(file: Path, text: str) -> None:
    """Written aside and then moved: never half a receipt. Raises OSError."""
    file = file.resolve()
    if file.exists() and not file.is_file():  # a device or a pipe with a name; a folder raises
        file.write_text(text, encoding="utf-8", newline="\n")
        return
    aside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        aside.write_text(text, encoding="utf-8", newline="\n")
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)
