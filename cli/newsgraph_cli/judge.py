"""`newsgraph judge`: who is who, decided by a person."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Quiet
from newsgraph_cli.output import Form, chosen, write_json, write_json_lines
from newsgraph_cli.speaking import say_note, to_type
from newsgraph_cli.words import counted, plain

if TYPE_CHECKING:
    from newsgraph import Effect

EXAMPLES = (
    "newsgraph judge same actor/quillan actor/marta-quillan --because 'the union page shows her'",
    "newsgraph judge different 'Marta Quillan' 'Ansel Quillan' --because 'no relation, says the Gazette'",
    "newsgraph judge rename actor/dsu \"Dockers' and Stevedores' Union\" --because 'its full name'",
    "newsgraph judge hide actor/leave-a-reply --because 'a form, not a name'",
    "newsgraph judge place place/cd/walikale -1.42,28.06 --because 'read off a map'",
    "newsgraph judge home thespec.com Hamilton --because 'its masthead' --dry-run",
)


class VerdictName(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    RENAME = "rename"
    HIDE = "hide"
    PLACE = "place"
    HOME = "home"


Because = Annotated[str, typer.Option("--because", metavar="TEXT", help="Why; kept with the decision.")]
Who = Annotated[
    str,
    typer.Option("--who", metavar="NAME", envvar="NEWSGRAPH_WHO", help="Who decides; your account's name by itself."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change and stop.")]
Within = Annotated[
    list[str] | None,
    typer.Option("--in", metavar="ARTICLE", help="With different: only in this article is it another; repeat it."),
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask before a change.")]


def judge(
    verdict: Annotated[
        VerdictName, typer.Argument(metavar="VERDICT", help="same, different, rename, hide, place or home.")
    ],
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="ENTITY", help="Ids or names; for rename then the new name, for place and home then where it is."
        ),
    ],
    *,
    because: Because,
    who: Who = "",
    within: Within = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    quiet: Quiet = False,
) -> None:
    """Decide who is who; shown before it is done, and undone with `undo`.

    \b
    same A B…           one entity, the first
    different A B…      two, whatever their names
    different A --in ARTICLE    another of that name there
    rename A NAME       shown as that
    hide A              left out of every list
    place A WHERE       lies there: LAT,LON, or a place of the gazetteer
    home SOURCE PLACE   the outlet is at home there, which decides what its
                        articles mean by "Springfield"

    The decision joins the archive's log with your name, the time and the reason, and holds through every rebuild. On a
    terminal you are asked first.
    """
    import newsgraph

    shape = chosen(None, as_json=as_json, as_jsonl=as_jsonl)
    with newsgraph.open_archive(index) as archive:
        asked = archive.proposed(verdict.value, names, because=because, who=who, articles=within or ())
        effect = archive.preview(asked)
        if not quiet:
            say_note(foreseen(effect))
        if dry_run or not agreed(yes=yes):
            return
        number = archive.judge(asked)
    told(shape, number, effect)


def agreed(*, yes: bool) -> bool:
    """Whether to go on: asked on a terminal, taken for granted elsewhere."""
    return yes or not sys.stdin.isatty() or typer.confirm("Go on?", err=True)


def foreseen(effect: "Effect") -> str:
    """One line: how much will change."""
    gone = f"; {plain(', '.join(effect.gone[:3]))} will be no entity of its own" if effect.gone else ""
    new = f"; {plain(', '.join(effect.new[:3]))} will be new" if effect.new else ""
    articles, links = counted(len(effect.articles), "article"), counted(effect.links, "link")
    return f"{articles} and {links} will change{gone}{new}"


def told(form: Form, number: int, effect: "Effect") -> None:
    """That it is done."""
    if form in (Form.JSON, Form.JSONL):
        from newsgraph.serving import JudgedWire

        document = JudgedWire.of(number, effect)
        write_json(document) if form is Form.JSON else write_json_lines([document])
    elif form is Form.TEXT:
        undo = plain(to_type(f"newsgraph undo {number}"))
        print(f"decision {number} taken: {counted(len(effect.articles), 'article')} changed; {undo}")
    else:
        print(number)
