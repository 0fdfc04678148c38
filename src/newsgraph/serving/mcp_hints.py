"""What does a hint for the command line say to a model? Which tool to call, with which argument."""

import re

# The verbs that a tool stands for: the tool and the argument that takes what is typed behind the verb.
TOOLS = {
    "search": ("search_articles", "query"),
    "show": ("get_article", "article"),
    "entity": ("resolve_entity", "name"),
    "entities": ("resolve_entity", "name"),
    "related": ("related_articles", "article"),
    "why": ("explain", "article"),
    "story": ("story_timeline", "article"),
    "near": ("entity_neighbours", "name"),
    "connect": ("connect_entities", "names"),
}
_TYPED = re.compile(r"newsgraph (?P<verb>[a-z]+)(?P<rest>.*)", re.DOTALL)
_PLACEHOLDER = re.compile(r"[A-Z]+\b.*", re.DOTALL)


def for_a_model(hint: str) -> str:
    """The same hint as a call; for a verb that no tool stands for, what whoever runs the server is to type; "" for a
    flag, which no tool takes."""
    if hint.startswith("--"):
        return ""
    found = _TYPED.match(hint)
    if not found:
        return hint
    rest = found["rest"].strip()
    if found["verb"] not in TOOLS:
        return f"whoever runs this server has to type: {hint}"
    if "--" in rest:
        return ""
    tool, argument = TOOLS[found["verb"]]
    return f"call {tool}" if _PLACEHOLDER.fullmatch(rest) else f'call {tool} with {argument} "{rest}"'
