"""What was an entity called when an id was its own? Ids are made of names: the form that makes the id."""

import re
from collections.abc import Iterable

from newsgraph.entity import EntityId
from newsgraph.resolving.authors import author_id
from newsgraph.resolving.folding import slug
from newsgraph.resolving.profiles import reading

_ENDING = re.compile(r"-(?:mr|mrs|person|organisation|group|[0-9a-f]{8})$")
"""What `groups.identified` and `judging.judged` put behind an id that another has already."""


def form_of(ident: EntityId, forms: Iterable[str]) -> str:
    """The first of the forms that the id is made of; "" where it is of none."""
    family, _, own = ident.partition("/")
    plain = _ENDING.sub("", own)
    for form in forms:
        if family == "actor" and {own, plain} & {reading(form, person).slug for person in (True, False)}:
            return form
        if family == "author" and author_id(own.rpartition("/")[0], form) == ident:
            return form
        if family == "place" and slug(form) == own.rpartition("/")[2]:
            return form
    return ""
