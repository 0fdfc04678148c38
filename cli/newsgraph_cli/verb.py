"""What is a verb? A typer command with help in plain words and light conversion of its flags."""

import re
from collections.abc import Callable, Iterable
from enum import Enum
from pathlib import Path
from typing import Any, get_origin

import typer
from typer.core import TyperCommand

from newsgraph_cli.speaking import speak_of

RECEIPT = "receipt"  # the parameter of --receipt, which no verb has itself
RANGE = re.compile(r"(?:; )?x>=\d+")


class Verb(TyperCommand):
    """One verb. Its flags are listed as typer lists them, less what a person does not need to know."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        lighten(self.get_params(ctx))
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        from newsgraph_cli.options import to_repeat  # which `--help` does without

        speak_of(to_repeat(ctx.params.get("index")))
        receipt = ctx.params.pop(RECEIPT, None)
        if receipt is None:
            return super().invoke(ctx)
        from newsgraph_cli.receipt import with_receipt

        return with_receipt(receipt, self, ctx.params, answer=lambda: super(Verb, self).invoke(ctx))

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """[OPTIONS] QUERY..., without the brackets that differ from one typer to the next."""
        arguments = [param for param in self.params if param.param_type_name == "argument"]
        return ["[OPTIONS]", *(f"{param.metavar}{'...' if param.nargs == -1 else ''}" for param in arguments)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        rows: dict[str, list[tuple[str, str]]] = {"Arguments": [], "Options": []}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None:
                rows["Arguments" if param.param_type_name == "argument" else "Options"].append(_tidy(record))
        for heading, lines in rows.items():
            if lines:
                with formatter.section(heading):
                    formatter.write_dl(lines)


def _tidy(record: tuple[str, str]) -> tuple[str, str]:
    """Without Python's type (`<list[str]>`), without ranges and `required`, which the usage line says."""
    name, words = record
    bracketed = re.sub(r"  \[(.*)\]$", lambda match: _left(match[1]), RANGE.sub("", words))
    return re.sub(r" <.*>$", "", name), bracketed


def _left(extra: str) -> str:
    facts = [fact for fact in extra.split("; ") if fact and fact != "required"]
    return f"  [{'; '.join(facts)}]" if facts else ""


def lighten(params: Iterable[Any]) -> None:
    """Have flags converted here instead of through pydantic, whose import takes 80 ms of every search.

    A typer that converts through pydantic keeps the converter of a parameter in `_runtime_param` and makes it
    where that is None; other versions never look there.
    """
    for param in params:
        kind = getattr(getattr(param, "type_descriptor", None), "annotation", None)
        if kind is not None and getattr(param, "_runtime_param", param) is None:
            param._runtime_param = _Light(_converter(kind, getattr(param, "min", None)))


class _Light:
    """The converter of one flag, called as typer calls its own."""

    def __init__(self, convert: Callable[[Any], Any]) -> None:
        self._convert = convert

    def coerce(self, value: Any, *, param: Any, ctx: Any) -> Any:
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        try:
            return self._convert(value)
        except ValueError as error:
            raise typer.BadParameter(str(error), ctx=ctx, param=param) from None


def _converter(kind: Any, least: float | None) -> Callable[[Any], Any]:
    if get_origin(kind) is list:
        return lambda values: [str(value) for value in values]
    if kind is int:
        return lambda value: _number(value, least)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda value: _one_of(value, kind)
    return {Path: Path, bool: bool}.get(kind, str)


def _number(value: Any, least: float | None) -> int:
    try:
        number = int(value)
    except ValueError:
        raise ValueError(f"found {value!r}, expected a whole number") from None
    if least is not None and number < least:
        raise ValueError(f"found {number}, expected {least:.0f} or more")
    return number


def _one_of(value: Any, kind: type[Enum]) -> Enum:
    names = [str(each.value) for each in kind]
    if value in names:
        return kind(value)
    raise ValueError(f"found {value!r}, expected {', '.join(names[:-1])} or {names[-1]}")
