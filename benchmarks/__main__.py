"""Every measure of speed in turn: `python -m benchmarks`. Each says on how many cores and beside what load.

Times of a shared machine mean little alone: read the ratios against the peers of the same run.
"""

import subprocess
import sys

PARTS = ("pages", "names", "places", "naming", "ingest", "copies", "search", "graph", "related", "site")


def main() -> int:
    worst = 0
    for part in PARTS:
        print(f"\n== {part}", flush=True)
        # Each in a process of its own, so that one's peak memory and warm caches are not the next one's.
        worst = max(worst, subprocess.run([sys.executable, "-m", f"benchmarks.{part}"], check=False).returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
