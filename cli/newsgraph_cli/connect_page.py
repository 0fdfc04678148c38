"""What does a connection or a community look like on a terminal? The names, then each step with its sentence."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from newsgraph_cli.quoting import node, numbered, said
from newsgraph_cli.terminal import HEADLINE, QUIET, Page, folded, screen
from newsgraph_cli.words import counted, listed, reports

if TYPE_CHECKING:
    from newsgraph import Chain, Community, Connections, Hop, Node

MARGIN = 4  # cells, for the numbers of a list
FIRST, MEMBERS = 3, 15  # of a community: whom it is called by, and so many are shown, the rest is counted
WHOLE = 8  # lines of a sentence: the longest that is quoted has 400 letters


def show_connections(ends: "Sequence[Node]", found: "Connections") -> None:
    """A block a connection."""
    console = screen()
    for line in folded([node(end) for end in ends], console.width):
        line.style = HEADLINE
        console.put(line)
    tree = len(ends) > 2
    steps = sum(len(chain.hops) for chain in found.chains)
    told = _how_tied(steps, found) if tree else _how_many(found)
    console.put(Text(told, QUIET))
    console.put()
    if tree:
        numbered(console, [list(_hop(hop, console)) for hop in found.chains[0].hops])
    else:
        numbered(console, [list(_chain(chain, console)) for chain in found.chains])


def _how_tied(steps: int, found: "Connections") -> str:
    within = counted(steps, "step")
    return (
        f"all but {listed([one.name for one in found.apart])} tied, in {within}" if found.apart else f"tied in {within}"
    )


def _how_many(found: "Connections") -> str:
    count = counted(len(found.chains), "connection")
    return f"{count}, the best first" if len(found.chains) > 1 else count


def _chain(chain: "Chain", console: Page) -> Iterator[Text]:
    """The names of a longer one in a line, then its steps, an empty line between two."""
    if len(chain.hops) > 1:
        yield from _overview(chain, console)
    for hop in chain.hops:
        if len(chain.hops) > 1:
            yield Text()
        yield from _hop(hop, console)


def _overview(chain: "Chain", console: Page) -> Iterator[Text]:
    line = node(chain.hops[0].tail)
    for hop in chain.hops:
        line.append(" → ", QUIET)
        line.append_text(node(hop.head))
    line.style = HEADLINE
    for part in line.wrap(console, console.width - MARGIN):
        part.rstrip()
        yield part


def _hop(hop: "Hop", console: Page) -> Iterator[Text]:
    room = console.width - MARGIN
    both = Text.assemble(node(hop.tail), (" with ", QUIET), node(hop.head))
    yield from folded([both, f"together in {reports(hop.origins)}"], room)
    yield from said(hop.quote, console, room, lines=WHOLE)


def show_communities(found: "Sequence[Community]", *, more: str) -> None:
    """A block a community: its first members, in how many reports they are, the other members."""
    console = screen()
    numbered(console, [list(_community(one, console)) for one in found])
    for line in folded(filter(None, [f"{len(found):,} shown, the largest first", more]), console.width):
        line.style = QUIET
        console.put(line)


def _community(one: "Community", console: Page) -> Iterator[Text]:
    room = console.width - MARGIN
    for line in folded([node(member) for member in one.members[:FIRST]], room):
        line.style = HEADLINE
        yield line
    name_them = "report names" if one.origins == 1 else "reports name"
    facts = [f"{one.origins:,} independent {name_them} two of them or more", counted(len(one.members), "member")]
    yield from folded([Text(fact, QUIET) for fact in facts], room)
    others = [node(member) for member in one.members[FIRST:MEMBERS]]
    left = len(one.members) - MEMBERS
    yield from folded([*others, *([Text(f"and {left:,} more", QUIET)] if left > 0 else [])], room) if others else ()
