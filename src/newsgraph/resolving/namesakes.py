"""Do two people bear one name? Only what speaks against one person parts them.

One name is one person by default. It is two where some articles give it an office that excludes the one that others
give it (a quarterback is no judge) and the two have no company in common. The other articles go to the part whose
company is nearer.
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from newsgraph.resolving.names import words
from newsgraph.resolving.nodes import Node, closeness, company_of, share
from newsgraph.resolving.profiles import Profile

APART = 0.1  # from so much common company on, two offices are one person's career

# Offices by the walk of life that they belong to; the words of "head coach" and "Judge" alike.
_LIVES = {
    "sport": words("""
        coach trainer striker midfielder defender goalkeeper goalie quarterback pitcher winger batsman bowler jockey
        wicketkeeper golfer boxer cyclist sprinter shortstop linebacker receiver catcher infielder outfielder"""),
    "faith": words("""
        pope bishop archbishop cardinal rev reverend pastor priest imam rabbi monk nun vicar deacon chaplain"""),
    "law": words("judge justice magistrate sheriff trooper constable detective prosecutor coroner marshal"),
    "office": words("""
        senator sen congressman congresswoman representative rep governor gov mayor minister premier chancellor mp mep
        lawmaker legislator councillor councilman councilwoman alderman assemblyman assemblywoman ambassador"""),
    "stage": words("actor actress singer rapper musician comedian guitarist drummer dancer filmmaker"),
    "learning": words("professor scientist historian economist hydrologist biologist lecturer physicist chemist"),
}  # fmt: skip
_EXCLUDE = frozenset(
    frozenset(pair.split("-"))
    for pair in words("""
        sport-faith sport-law sport-office sport-learning faith-office faith-law faith-stage stage-law stage-learning
        sport-stage""")
)


def parted(node: Node) -> list[Node]:
    """The node, or the nodes that it is parted into; one keeps the key, the one with most articles."""
    if not node.person or not node.read.full or node.size < 2:
        return [node]
    seeds = _seeds(node.profiles)
    pair = next((pair for pair in combinations(sorted(seeds), 2) if frozenset(pair) in _EXCLUDE), None)
    if pair is None:
        return [node]
    companies = [company_of(seeds[life]) for life in pair]
    if closeness(*companies) >= APART:
        return [node]
    parts = _dealt(node.profiles, pair, companies)
    return [
        _part(node, life, part, largest=part is max(parts, key=len)) for life, part in zip(pair, parts, strict=True)
    ]


def _seeds(profiles: Sequence[Profile]) -> dict[str, list[Profile]]:
    """The profiles whose roles are of one walk of life alone, by it."""
    seeds: dict[str, list[Profile]] = {}
    for profile in profiles:
        lives = {life for role in profile.roles for life in lives_of(role)} if profile.roles else ()
        if len(lives) == 1:
            seeds.setdefault(next(iter(lives)), []).append(profile)
    return seeds


@lru_cache(maxsize=8192)
def lives_of(role: str) -> frozenset[str]:
    """The walks of life that a printed role tells of."""
    said = set(role.casefold().replace(".", " ").replace("-", " ").split())
    return frozenset(life for life, offices in _LIVES.items() if said & offices)


def _dealt(
    profiles: Sequence[Profile], pair: tuple[str, str], companies: Sequence[Counter[str]]
) -> tuple[list[Profile], list[Profile]]:
    """Each profile by its own role, else by its company, else with the part that has more seeds."""
    seeded = {life: set(map(id, seed)) for life, seed in _seeds(profiles).items()}
    default = len(seeded[pair[1]]) > len(seeded[pair[0]])
    parts: tuple[list[Profile], list[Profile]] = ([], [])
    for profile in profiles:
        near = [share(profile, company) for company in companies]
        own = [id(profile) in seeded[life] for life in pair]
        second = own[1] if any(own) else near[1] > near[0] if near[0] != near[1] else default
        parts[second].append(profile)
    return parts


def _part(node: Node, life: str, profiles: list[Profile], *, largest: bool) -> Node:
    key = node.key if largest else f"{node.key}~{life}"
    return Node(key, node.read, person=True, sex=node.sex, profiles=profiles, life="" if largest else life)
