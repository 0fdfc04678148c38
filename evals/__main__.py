"""Every measure of quality, one after the other: `python -m evals [DATA]`; exit status 1 below a floor, 2 without data.

Floors are in evals/floors.json; they rise when a figure has risen and stays, and never go down unasked.
"""

import sys

from evals import (
    actors,
    connections,
    copies,
    end_to_end,
    names,
    page_facts,
    pages,
    place_names,
    places,
    related,
    rewrites,
)


def main() -> int:
    arguments = sys.argv[1:]
    parts = (pages, page_facts, names, place_names, places, end_to_end, actors, copies, rewrites, connections, related)
    return max(part.main(arguments) for part in parts)


if __name__ == "__main__":
    sys.exit(main())
