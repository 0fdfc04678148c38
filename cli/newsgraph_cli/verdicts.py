"""`newsgraph judge same`, `different`, `rename`, `hide`, `place` and `home`: what a person decides."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Quiet
from newsgraph_cli.output import Form, chosen, write_json, write_json_lines
from newsgraph_cli.speaking import say_note, to_type
from newsgraph_cli.words import counted, plain, with_id

if TYPE_CHECKING:
    from newsgraph import Effect

EXAMPLES = {
    "same": ("newsgraph judge same actor/quillan actor/marta-quillan --because 'the union page shows her'",),
    "different": (
        "newsgraph judge different 'Marta Quillan' 'Ansel Quillan' --because 'no relation, says the Gazette'",
        "newsgraph judge different 'Emil Rask' --in article/3f9a --because 'this one is a baker'",
    ),
    "rename": ("newsgraph judge rename actor/dsu \"Dockers' and Stevedores' Union\" --because 'its full name'",),
    "hide": ("newsgraph judge hide actor/leave-a-reply --because 'a form, not a name'",),
    "place": ("newsgraph judge place place/cd/walikale -1.42,28.06 --because 'read off a map'",),
    "home": ("newsgraph judge home thespec.com Hamilton --because 'its masthead' --dry-run",),
}


Because = Annotated[str, typer.Option("--because", metavar="TEXT", help="Why; kept with the decision.")]
Who = Annotated[
    str,
    typer.Option("--who", metavar="NAME", envvar="NEWSGRAPH_WHO", help="Who decides; your account's name by itself."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change and stop.")]
Within = Annotated[
    list[str] | None,
    typer.Option("--in", metavar="ARTICLE", help="Only in this article is it another; repeat it."),
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask before a change.")]
Entities = Annotated[list[str], typer.Argument(metavar="ENTITY", help="Ids or names.")]
Entity = Annotated[str, typer.Argument(metavar="ENTITY", help="An id or a name.")]


def same(
    entities: Entities,
    *,
    because: Because,
    who: Who = "",
    dry_run: DryRun = False,
    yes: Yes = False,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    quiet: Quiet = False,
) -> None:
    """Decide that these are one entity, the first.

    Its articles are those of all. Refused where it would make one of two that were decided to be different, by way of a
    third: undo that first, or name both.
    """
    way = Way(chosen(None, as_json=as_json, as_jsonl=as_jsonl), dry_run=dry_run, yes=yes, quiet=quiet)
    decide("same", entities, index, because=because, who=who, way=way)


def different(
    entities: Entities,
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
    """Decide that these are two, whatever their names.

    With --in one entity is enough: in that article the name means another.
    """
    way = Way(chosen(None, as_json=as_json, as_jsonl=as_jsonl), dry_run=dry_run, yes=yes, quiet=quiet)
    decide("different", entities, index, because=because, who=who, articles=within or (), way=way)


def rename(
    entity: Entity,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The new name.")],
    *,
    because: Because,
    who: Who = "",
    dry_run: DryRun = False,
    yes: Yes = False,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    quiet: Quiet = False,
) -> None:
    """Have an entity shown by another name.

    Its id stays, and its former name finds it.
    """
    way = Way(chosen(None, as_json=as_json, as_jsonl=as_jsonl), dry_run=dry_run, yes=yes, quiet=quiet)
    decide("rename", (entity, name), index, because=because, who=who, way=way)


def hide(
    entity: Entity,
    *,
    because: Because,
    who: Who = "",
    dry_run: DryRun = False,
    yes: Yes = False,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    quiet: Quiet = False,
) -> None:
    """Leave an entity out of every list.

    Its articles still have the words.
    """
    way = Way(chosen(None, as_json=as_json, as_jsonl=as_jsonl), dry_run=dry_run, yes=yes, quiet=quiet)
    decide("hide", (entity,), index, because=because, who=who, way=way)


def place(
    entity: Entity,
    where: Annotated[str, typer.Argument(metavar="WHERE", help="LAT,LON, or a place of the gazetteer.")],
    *,
    because: Because,
    who: Who = "",
    dry_run: DryRun = False,
    yes: Yes = False,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    quiet: Quiet = False,
) -> None:
    """Say where a place lies.

    Latitude first, in degrees.
    """
    way = Way(chosen(None, as_json=as_json, as_jsonl=as_jsonl), dry_run=dry_run, yes=yes, quiet=quiet)
    decide("place", (entity, where), index, because=because, who=who, way=way)


def home(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="The outlet.")],
    where: Annotated[str, typer.Argument(metavar="PLACE", help="A place of the gazetteer.")],
    *,
    because: Because,
    who: Who = "",
    dry_run: DryRun = False,
    yes: Yes = False,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    quiet: Quiet = False,
) -> None:
    """Say where an outlet is at home.

    That decides what its articles mean by "Springfield".
    """
    way = Way(chosen(None, as_json=as_json, as_jsonl=as_jsonl), dry_run=dry_run, yes=yes, quiet=quiet)
    decide("home", (source, where), index, because=because, who=who, way=way)


class Way(NamedTuple):
    """How a decision is taken: in which form it is told, and whether it is only shown, not asked about, not noted."""

    form: Form
    dry_run: bool
    yes: bool
    quiet: bool


def decide(
    verdict: str,
    names: Sequence[str],
    index: Path,
    *,
    because: str,
    who: str,
    way: Way,
    articles: Sequence[str] = (),
) -> None:
    """Look the names up, show what would change, and do it where that is agreed to."""
    import newsgraph

    with newsgraph.open_archive(index) as archive:
        asked = archive.proposed(verdict, names, because=because, who=who, articles=articles)
        effect = archive.preview(asked)
        if not way.quiet:
            say_note(foreseen(effect))
        if way.dry_run or not agreed(yes=way.yes):
            return
        number = archive.judge(asked)
    told(way.form, number, effect)


def agreed(*, yes: bool) -> bool:
    """Whether to go on: asked on a terminal, taken for granted elsewhere."""
    return yes or not sys.stdin.isatty() or typer.confirm("Go on?", err=True)


def foreseen(effect: "Effect") -> str:
    """One line: how much will change."""
    gone, new = (", ".join(with_id(id, effect.called) for id in some[:3]) for some in (effect.gone, effect.new))
    gone = f"; {gone} will be no entity of its own" if gone else ""
    new = f"; {new} will be new" if new else ""
    articles, links = counted(len(effect.articles), "article"), counted(effect.links, "link")
    return f"{articles} and {links} will change{gone}{new}"


def told(form: Form, number: int, effect: "Effect") -> None:
    """That it is done."""
    if form in (Form.JSON, Form.JSONL):
        from newsgraph.serving import JudgedWire

        document = JudgedWire.of(number, effect)
        write_json(document) if form is Form.JSON else write_json_lines([document])
    elif form is Form.TEXT:
        undo = plain(to_type(f"newsgraph judge undo {number}"))
        print(f"decision {number} taken: {counted(len(effect.articles), 'article')} changed; {undo}")
    else:
        print(number)
