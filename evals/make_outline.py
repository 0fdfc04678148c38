"""Makes the outline of the world that the explorer's map draws: land and borders of Natural Earth, in few bytes.

    npm install world-atlas                      # Natural Earth 1:110m as TopoJSON
    python -m evals.make_outline node_modules/world-atlas/countries-110m.json

Writes src/newsgraph/serving/explorer/world.json: {"land": […], "borders": […]}, each line a flat list of whole numbers,
tenths of a degree: longitude and latitude of its first point, then by how much each next one lies further. Lines of
land are closed. What is smaller than the page's finest pixel is left out.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "src" / "newsgraph" / "serving" / "explorer" / "world.json"
MOST_BYTES = 60_000
STRAIGHT = 0.12  # degrees by which a point may lie off the line between its neighbours and be left out

Point = tuple[float, float]


def arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs in degrees."""
    (a, b), (c, d) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * a + c, y * b + d))
        found.append(points)
    return found


def rings(shape: dict[str, Any]) -> Iterator[list[int]]:
    """The rings of a shape, each as numbers of arcs; ~n is arc n backwards."""
    if shape["type"] == "GeometryCollection":
        for one in shape["geometries"]:
            yield from rings(one)
    elif shape["type"] == "Polygon":
        yield from shape["arcs"]
    elif shape["type"] == "MultiPolygon":
        for polygon in shape["arcs"]:
            yield from polygon


def simplified(line: list[Point], width: float = STRAIGHT) -> list[Point]:
    """Douglas and Peucker (1973)."""
    if len(line) < 3:
        return line
    (x, y), (to_x, to_y) = line[0], line[-1]
    long = ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5

    def off(point: Point) -> float:
        if not long:
            return ((point[0] - x) ** 2 + (point[1] - y) ** 2) ** 0.5
        return abs((to_x - x) * (y - point[1]) - (x - point[0]) * (to_y - y)) / long

    far = max(range(1, len(line) - 1), key=lambda at: off(line[at]))
    if off(line[far]) <= width:
        return [line[0], line[-1]]
    return simplified(line[: far + 1], width)[:-1] + simplified(line[far:], width)


def steps(line: list[Point]) -> list[int]:
    """Tenths of a degree: the first point, then by how much further."""
    whole = [(round(10 * x), round(10 * y)) for x, y in line]
    kept = [whole[0], *(b for a, b in pairwise(whole) if a != b)]
    pairs = pairwise(kept)
    return [*kept[0], *(step for (x, y), (to_x, to_y) in pairs for step in (to_x - x, to_y - y))]


def unrolled(line: list[Point]) -> list[Point]:
    """Without a jump at the date line: on beyond 180 degrees. Antarctica, which goes all the way round, is closed along
    the pole."""
    found = line[:1]
    for x, y in line[1:]:
        turns = round((found[-1][0] - x) / 360)
        found.append((x + 360 * turns, y))
    if abs(found[-1][0] - found[0][0]) > 180:
        found += [(found[-1][0], -90.0), (found[0][0], -90.0)]
    return found


def on_the_map(line: list[Point]) -> list[list[Point]]:
    """The line, and again a turn further where it lies beyond the edge of the map."""
    lines = [unrolled(line)]
    left, right = min(x for x, _ in lines[0]), max(x for x, _ in lines[0])
    lines += [[(x - 360, y) for x, y in lines[0]]] if right > 181 else []
    return lines + ([[(x + 360, y) for x, y in lines[0]]] if left < -181 else [])


def outline(topology: dict[str, Any]) -> dict[str, list[list[int]]]:
    lines = [simplified(line) for line in arcs(topology)]

    def joined(ring: list[int]) -> list[Point]:
        return [point for arc in ring for point in (lines[arc] if arc >= 0 else lines[~arc][::-1])]

    countries = [arc if arc >= 0 else ~arc for ring in rings(topology["objects"]["countries"]) for arc in ring]
    shared = sorted(arc for arc, times in Counter(countries).items() if times > 1)
    borders = [steps(part) for arc in shared for part in on_the_map(lines[arc])]
    land = [steps(part) for ring in rings(topology["objects"]["land"]) for part in on_the_map(joined(ring))]
    return {"land": [line for line in land if len(line) > 6], "borders": [line for line in borders if len(line) > 2]}


if __name__ == "__main__":
    told = json.dumps(outline(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))), separators=(",", ":"))
    if len(told) > MOST_BYTES:
        raise SystemExit(f"{len(told)} bytes, expected {MOST_BYTES} at most: make STRAIGHT larger")
    TARGET.write_text(told + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(told)} bytes")
