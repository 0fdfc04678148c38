"""How fast are places looked up and resolved? The shipped gazetteer, in process, by processor time.

    python benchmarks/places.py

Prints how long the gazetteer takes to open, what a look-up costs (cold: the first of a name; blocks unpacked: the name
has not been asked for lately, its neighbours have), how much memory it holds when 10,000 names of all the world have
been asked for, and what resolving the place names of an article costs, spans given (only where ../shared/data is).
"""

import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles

from newsgraph.resolving.gazetteer import Gazetteer

DATA = Path(__file__).resolve().parents[2] / "shared/data"
SAMPLE = 10_000


def main() -> None:
    names = some_names()
    before = resident()
    started = time.process_time()
    gazetteer = Gazetteer.shipped()
    print(f"open {1000 * (time.process_time() - started):.1f} ms")
    report("candidates, cold", gazetteer.candidates, names)
    print(f"resident: {(resident() - before) / 1e6:.0f} MB more than before it was opened")
    few = names[:500]
    warm = Gazetteer(gazetteer.layers)
    for name in few:
        warm.population(name)
    report("candidates, asked for again", gazetteer.candidates, few * 5)
    warm.population.cache_clear()
    report("candidates, blocks unpacked", warm.candidates, few)
    report("population, blocks unpacked", warm.population, few)
    if (DATA / "places").is_dir():
        resolving(gazetteer)


def some_names() -> list[str]:
    packed = Gazetteer.shipped().layers[0]
    return [packed.place(number).name for number in random.Random(0).sample(range(packed.size), SAMPLE)]


def report(what: str, look_up: Callable[[str], object], names: Sequence[str]) -> None:
    times = []
    for name in names:
        started = time.perf_counter_ns()
        look_up(name)
        times.append((time.perf_counter_ns() - started) / 1000)
    print(f"{what}: median {median(times):.1f} µs, 95 % below {quantiles(times, n=20)[-1]:.0f} µs")


def resident() -> int:
    """Bytes of this process in memory (Linux; 0 elsewhere)."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") if statm.exists() else 0


def resolving(gazetteer: Gazetteer) -> None:
    from evals.places import SETS, load_places, resolved

    articles = [article for name in SETS for article in load_places(DATA, name)]
    for article in articles:
        resolved(article, gazetteer, None)
    started = time.process_time()
    for article in articles:
        resolved(article, gazetteer, None)
    each = 1000 * (time.process_time() - started) / len(articles)
    names = sum(len(article.toponyms) for article in articles) / len(articles)
    words = sum(len(article.article.text.split()) for article in articles) // len(articles)
    print(f"resolving: {each:.2f} ms an article of {words} words and {names:.0f} place names")


if __name__ == "__main__":
    sys.exit(main())
