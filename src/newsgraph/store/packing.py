"""What an article names, as columns of text: JSON, put together piece by piece, since each piece stands in two columns.

An article has thirty names with sixty mentions. One encoder for all takes them apart into lists first, and then again
for the column of each name: written like this they take a third of that.
"""

from collections.abc import Iterable, Sequence
from json.encoder import encode_basestring as quoted
from typing import NamedTuple

from newsgraph.entity import Location, Mention, Named
from newsgraph.store.names import KeptName


class PackedNames(NamedTuple):
    """All names of an article as one column, and each as one without its mentions."""

    column: str
    bare: tuple[str, ...]


def pack_names(names: Sequence[KeptName]) -> PackedNames:
    """The names as they are kept: [[id, kind, name, confidence, mentions, facts, forms, bio], …] in their order.

    A mention is [start, end, confidence, kind, role], without its tail where that repeats the entity's kind and says
    no role; `facts` are those of `pack_facts`; empty forms and biographies at the end are left out. Confidences are
    kept to the thousandth, positions to the metre.
    """
    rows, bare = [], []
    for kept in names:
        begin, end = _head(kept.named), f"],{pack_facts(kept.named)}{_told(kept)}]"
        rows.append(f"{begin}[{','.join(_mentions(kept.named))}{end}")
        bare.append(f"{begin}[{end}")
    return PackedNames(f"[{','.join(rows)}]", tuple(bare))


def pack_facts(entity: Named) -> str:
    """[location, within, provisional, aliases, roles] of an entity, as a column of its own; provisional is 2 where the
    article itself says what the place lies in."""
    where = "null" if entity.location is None else _location(entity.location)
    lists = f"{_list(entity.aliases)},{_list(entity.roles)}"
    return f"[{where},{_list(entity.within)},{entity.provisional + entity.placed},{lists}]"


def _head(one: Named) -> str:
    return f'[{quoted(one.id)},"{one.kind}",{quoted(one.name)},{round(one.confidence, 3)},'


def _told(kept: KeptName) -> str:
    """The forms and the biography, as far as there are any."""
    if not kept.forms and not kept.bio:
        return ""
    forms = ",".join([f"[{quoted(form)},{count}]" for form, count in kept.forms])
    return f",[{forms}],{quoted(kept.bio)}" if kept.bio else f",[{forms}]"


def _mentions(one: Named) -> list[str]:
    return [_mention(one, mention) for mention in one.mentions]


def _mention(one: Named, mention: Mention) -> str:
    start, end, kind, confidence, role = mention
    row = f"[{start},{end},{round(confidence, 3)}"
    if role:
        return f'{row},"{kind}",{quoted(role)}]'
    return f"{row}]" if kind is one.kind else f'{row},"{kind}"]'


def _list(words: Iterable[str]) -> str:
    return f"[{','.join(map(quoted, words))}]"


def _location(place: Location) -> str:
    lat, lon, country, geonameid, approximate = place
    number = "null" if geonameid is None else geonameid
    return f"[{round(lat, 5)},{round(lon, 5)},{quoted(country)},{number},{'true' if approximate else 'false'}]"
