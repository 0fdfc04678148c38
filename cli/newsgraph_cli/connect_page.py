"""What does a connection look like on a terminal? The names in a line, then each step with its sentence."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from newsgraph_cli.quoting import node, numbered, said
from newsgraph_cli.terminal import HEADLINE, QUIET, Page, folded, screen
from newsgraph_cli.words import counted, reports

if TYPE_CHECKING:
    from newsgraph import Chain, Connections, Hop, Node

MARGIN = 4  # cells, for the numbers of a list
WHOLE = 8  # lines of a sentence: the longest that is quoted has 400 letters


def show_connections(ends: "Sequence[Node]", found: "Connections") -> None:
    """A block a connection."""
    console = screen()
    for line in folded([node(end) for end in ends], console.width):
        line.style = HEADLINE
        console.put(line)
    tree = len(ends) > 2
    steps = sum(len(chain.hops) for chain in found.chains)
    told = f"tied together in {counted(steps, 'step')}" if tree else _how_many(found)
    console.put(Text(told, QUIET))
    console.put()
    if tree:
        numbered(console, [list(_hop(hop, console)) for hop in found.chains[0].hops])
    else:
        numbered(console, [list(_chain(chain, console)) for chain in found.chains])


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
