"""How many related lists a second does `newsgraph serve` answer, and how late is the last of a hundred?

    python -m benchmarks.serving ARCHIVE [ARTICLES] [SECONDS]        # an archive's folder; 20000 articles, 10 seconds

Two processes answer, `wrk` (apt-get install wrk) asks over eight connections on this machine: first for articles
that nobody has asked for, so that each list is made, then for the same ones again, which are kept. Both share the
machine's cores with the one who asks.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import newsgraph

SCRIPT = """
local ids = {{ {ids} }}
local at = {first}
request = function()
  at = at % #ids + 1
  return wrk.format("GET", "/api/related?limit=5&article=" .. ids[at])
end
done = function(summary, latency)
  io.write(string.format("%.0f %.2f %.2f %d", 1e6 * summary.requests / summary.duration,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, summary.errors.status + summary.errors.timeout))
end
"""


def asked(address: str, ids: Sequence[str], *, seconds: int, first: int = 0) -> tuple[float, ...]:
    """Answers a second, milliseconds at p50 and p99, and how many failed."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT.format(ids=", ".join(json.dumps(id) for id in ids), first=first))
        script.flush()
        words = ["wrk", "-t1", "-c8", f"-d{seconds}s", "-s", script.name, address]
        told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    return tuple(float(number) for number in told.split("\n")[-1].split())


def main(arguments: Sequence[str]) -> int:
    if not arguments or shutil.which("wrk") is None:
        print("name an archive's folder, and install wrk: apt-get install wrk", file=sys.stderr)
        return 2
    folder, many = Path(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 20_000
    seconds = int(arguments[2]) if len(arguments) > 2 else 10
    with newsgraph.open_archive(folder) as archive:
        ids = [article.id for article, _ in zip(archive.articles(), range(many), strict=False)]
        held = archive.stats().articles
    words = [sys.executable, "-m", "newsgraph_cli", "serve", "--port", "0", "--workers", "2", "--index", str(folder)]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as server:
        try:
            found = re.search(r"http://\S+/", server.stderr.readline() if server.stderr else "")
            if found is None:
                return 1
            asked(found.group(), ids[:1], seconds=2)  # until both are up
            print(f"{held} articles, {len(ids)} asked for\n{'':24}{'a second':>10}{'p50, ms':>9}{'p99, ms':>9}")
            for name, some, long in (("made", ids, seconds), ("", ids[:20], 4), ("kept", ids[:20], seconds)):
                rate, middle, late, failed = asked(found.group(), some, seconds=long, first=1)
                if name:
                    more = f"   {failed:.0f} failed" if failed else ""
                    print(f"{name:24}{rate:10.0f}{middle:9.2f}{late:9.2f}{more}")
        finally:
            server.terminate()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
