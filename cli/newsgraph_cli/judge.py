"""`newsgraph judge`: who is who, decided by a person. Which verbs has it, and in which file is each?"""

# The line that stands for each in `newsgraph judge --help`: the first of its own help, held equal by a test.
VERBS = {
    "queue": "List the undecided pairs whose decision would change most, most first.",
    "same": "Decide that these are one entity, the first.",
    "different": "Decide that these are two, whatever their names.",
    "rename": "Have an entity shown by another name.",
    "hide": "Leave an entity out of every list.",
    "place": "Say where a place lies.",
    "home": "Say where an outlet is at home.",
    "undo": "Take a decision back; the log keeps both.",
    "log": "List the decisions that people took, first to last.",
    "replay": "Take the decisions of another archive's log.",
}
FILES = {
    **dict.fromkeys(("same", "different", "rename", "hide", "place", "home"), "verdicts"),
    **{verb: f"judge_{verb}" for verb in ("queue", "undo", "log", "replay")},
}
HELP = """Decide who is who; shown before it is done, and undone.

A decision joins the archive's log with your name, the time and the reason, and holds through every rebuild. Nothing is
merged against a `different` by way of a third. On a terminal you are asked first.
"""
EXAMPLES = (
    "newsgraph judge queue --limit 5",
    "newsgraph judge same actor/quillan actor/marta-quillan --because 'the union page shows her'",
    "newsgraph judge undo 1",
    "newsgraph judge log --format jsonl > decisions.jsonl",
)
