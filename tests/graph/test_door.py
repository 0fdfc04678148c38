"""The door hands out what it says."""

import subprocess
import sys

import newsgraph.graph


def test_every_name_at_the_door_is_there_and_no_module() -> None:
    for name in newsgraph.graph.__all__:
        assert type(getattr(newsgraph.graph, name)).__name__ != "module"


def test_neighbours_and_chains_need_no_networkx() -> None:
    code = (
        "import sys; from newsgraph.graph import near, connect, timeline, communities; print('networkx' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"
