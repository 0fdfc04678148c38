"""Which verb was typed, and how does it end? A verb's file is read only when that verb is called."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Annotated, Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from newsgraph_cli.speaking import say_error, speak, speak_of
from newsgraph_cli.verb import Verb, lighten
from newsgraph_cli.words import plain

# The line that stands for each verb in `newsgraph --help`: the first of its own help, held equal by a test.
VERBS = {
    "add": "Read articles from files, folders, feeds and exports.",
    "watch": "Poll feeds and sitemaps for what is new, corrected or taken down.",
    "search": "Find articles by their words.",
    "suggest": "Complete a name or a word from its beginning.",
    "show": "Read one article: its text, its zones, its versions.",
    "copies": "Say who ran an article too, what each changed, and where it is from.",
    "related": "Say what else to read after an article, and why.",
    "why": "Say why an article is related to another, or what keeps it out.",
    "listed": "List the articles beside which an article stands as related.",
    "site": "Write a box of related articles for every page of a site, and its search.",
    "rules": "List the pages whose box editors' rules would change.",
    "story": "Tell the story of an article: all reports on its event, and what was new.",
    "stories": "List the events that several report on, most told first.",
    "chain": "Lead from one article to another, step by step in order of time.",
    "extract": "Find who and where articles are about; one JSON line out for each.",
    "entity": "Say what the archive holds about a place, an actor, an author or a source.",
    "entities": "List the places, actors, authors and sources that articles name.",
    "near": "List who and what appears with a place, an actor, an author or a source.",
    "connect": "Show how names hang together, each step with its sentence.",
    "timeline": "Show when a name or a query was in the news, and when suddenly.",
    "trending": "List who and what is named more than before.",
    "communities": "List who and what belongs together.",
    "export": "Write a part of the graph for Gephi, Neo4j, Aleph, a spreadsheet or SQL.",
    "replay": "Ask again what a receipt holds; say what changed since.",
    "judge": "Decide who is who; shown before it is done, and undone.",
    "gazetteer": "Add the places of a GeoNames dump to the archive's own gazetteer.",
    "serve": "Serve the archive over HTTP: a page to explore it, and all questions as JSON.",
    "mcp": "Serve the archive to a language model's tools (MCP).",
    "stats": "Describe the archive in numbers.",
    "verify": "Check that the archive is whole.",
    "rebuild": "Make everything that is derived from the articles again.",
    "reindex": "Move the archive to another text engine.",
    "demo": "Build a small archive from the examples and search it.",
}
# The verbs that answer by what articles say: each takes --receipt.
ANSWERING = (
    *("search", "show", "copies", "related", "why", "listed", "story", "stories", "chain", "entity", "entities"),
    *("near", "connect", "timeline", "trending", "communities"),
)
FOUND, NOTHING, USAGE, BROKEN, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 3, 130, 141
OPENING = """News articles in; ranked, explained answers out.

\b
newsgraph demo                      a small archive to try, and a search in it
newsgraph add news/                 your own articles, into indexes/default
newsgraph search ceasefire          what is there?
"""
ENDING = """\b
Exit codes: 0 found or done, 1 nothing found (add: something was rejected),
2 usage, 3 archive missing, locked or damaged, 130 interrupted.
"""


GROUPS = ("judge",)  # verbs that have verbs of their own, told in their file


class Verbs(TyperGroup):
    """The verbs, each loaded when it is called; and where errors become lines and exit codes."""

    verbs: ClassVar[Mapping[str, str]] = VERBS
    within: ClassVar[str] = ""  # the verb that these are verbs of, with a space behind it

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        lighten(self.get_params(ctx))
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: Any) -> list[str]:
        return list(self.verbs)

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | TyperGroup | None:
        if cmd_name in self.verbs and cmd_name not in self.commands:
            self.commands[cmd_name] = load(self.within + cmd_name)
        found = self.commands.get(cmd_name)
        return found if isinstance(found, TyperCommand | TyperGroup) else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(self.verbs.items()))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in self.verbs:
            raise typer.BadParameter(_no_such_verb(args[0], self.verbs), ctx=ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """The verb, and a closed pipe on its way: quiet, with the code that a shell gives to SIGPIPE."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # or the interpreter complains when it closes stdout
            raise typer.Exit(PIPE_CLOSED) from None
        return result

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """As in typer, but every expected error is one line with its hint in the next."""
        standalone = kwargs.pop("standalone_mode", True)
        kwargs["standalone_mode"] = False
        speak_of("")
        try:
            code = super().main(*args, **kwargs)
        except (typer.TyperException, typer.Abort, OSError) as error:
            code = complain(error)
        except Exception as error:
            code = _complain_if_expected(error)
        if code == INTERRUPTED:
            say_error("interrupted", "what was committed is kept; type the same again to go on")
        if standalone:
            sys.exit(code if isinstance(code, int) else FOUND)
        return code


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"newsgraph {version('newsgraph')}")
        raise typer.Exit


app = typer.Typer(
    cls=Verbs,
    help=OPENING,
    epilog=ENDING,
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"max_content_width": 80},
)


@app.callback()
def _top(
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and stop.", is_eager=True, callback=_print_version),
    ] = False,
) -> None:
    """Nothing happens before a verb."""


def commands() -> Iterator[str]:
    """All that can be typed behind `newsgraph`: verbs, and the verbs of verbs behind these."""
    for verb in VERBS:
        yield verb
        if verb in GROUPS:
            yield from (f"{verb} {inner}" for inner in import_module(f"newsgraph_cli.{verb}").VERBS)


def load(verb: str) -> TyperCommand | TyperGroup:
    """The verb's command: the function of that name in its file, its EXAMPLES below its help. "judge log" is a verb
    of a verb."""
    outer, _, name = verb.rpartition(" ")
    module = import_module(f"newsgraph_cli.{outer or name}")
    if name in GROUPS:
        return _group(name, module)
    if outer:
        module = import_module(f"newsgraph_cli.{module.FILES[name]}")
    examples = module.EXAMPLES[name] if isinstance(module.EXAMPLES, dict) else module.EXAMPLES
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    settings = getattr(module, "SETTINGS", {})
    alone.command(name, cls=Verb, epilog=_examples(examples), context_settings=settings)(getattr(module, name))
    made = get_command(alone)
    if not isinstance(made, TyperCommand):
        raise TypeError(f"typer made a {type(made).__name__} of {verb}, expected a command")
    if verb in ANSWERING:
        from newsgraph_cli.options import receipt_flag

        made.params.append(receipt_flag())
    return made


def _group(name: str, module: Any) -> TyperGroup:
    inner = type(name.capitalize(), (Verbs,), {"verbs": module.VERBS, "within": f"{name} "})
    group = typer.Typer(
        cls=inner,
        name=name,
        help=module.HELP,
        epilog=_examples(module.EXAMPLES),
        no_args_is_help=True,
        rich_markup_mode=None,
        add_completion=False,
        context_settings={"max_content_width": 80},
    )
    group.callback()(_nothing_before)
    made = get_command(group)
    if not isinstance(made, TyperGroup):
        raise TypeError(f"typer made a {type(made).__name__} of {name}, expected a group")
    made.name = name
    return made


def _nothing_before() -> None:
    """Nothing happens before a verb of a verb."""


def _examples(lines: Sequence[str]) -> str:
    heading = "Example:" if len(lines) == 1 else "Examples:"
    return "\n".join(["\b", heading, *(f"  {line}" for line in lines)])


def _no_such_verb(typed: str, verbs: Mapping[str, str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(typed, verbs, n=1)
    return f"there is no {plain(typed)!r}" + (f"; did you mean {near[0]!r}?" if near else "")


def _complain_if_expected(error: Exception) -> int:
    from newsgraph.errors import NewsgraphError

    if not isinstance(error, NewsgraphError):
        raise error
    return complain(error)


def complain(error: Exception) -> int:
    """Say on stderr what went wrong and what to type next; gives the exit code."""
    from newsgraph.errors import ArchiveError, NewsgraphError, UnknownName, UsageError

    match error:
        case NewsgraphError():
            say_error(str(error), error.hint)
            kinds = {ArchiveError: BROKEN, UsageError: USAGE, UnknownName: NOTHING}
            return next((code for kind, code in kinds.items() if isinstance(error, kind)), NOTHING)
        case typer.TyperException():
            return _complain_of_usage(error)
        case OSError():
            say_error(_of_the_system(error), "see whether the folder is there, writable and not full")
            return BROKEN
    say_error("stopped", "")
    return INTERRUPTED


def _complain_of_usage(error: typer.TyperException) -> int:
    ctx = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":  # `newsgraph` alone
        speak(error.format_message())
        return USAGE
    message = " ".join(error.format_message().removeprefix("Invalid value: ").split()).rstrip(".")
    say_error(message[:1].lower() + message[1:], f"{ctx.command_path if ctx else 'newsgraph'} --help")
    return error.exit_code


def _of_the_system(error: OSError) -> str:
    about = f"{error.filename}: " if error.filename else ""
    return f"{about}{error.strerror or error}"
