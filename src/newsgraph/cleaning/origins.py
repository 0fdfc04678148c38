"""Was it copied from somewhere? Every reprint mark becomes evidence; the strongest names the origin.

A mark is one of two kinds. An explicit one names another publisher's host or URL: the container's `<source
url>`, a line "Original Source: …", "first published on …", metadata made for it, schema.org isBasedOn, a
canonical link to another host. An agency's mark (dateline, credit, copyright line) says whose text it is
without an address; it makes the agency's own host the origin when the page credits nobody else, or when it
stands as dateline, closing credit or affiliation ("By Ann Lee, Reuters"), because papers print an agency's
dispatch whole under these. "By Ann Lee and the Associated Press" is no reprint: the agency helped. Nothing is an
origin that names the source itself, and a bare name ("first published in the Herald") stays evidence.

Agencies that no list knows are learned where they stand as agencies do: see `dateline_marks` and `confirmed`.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from newsgraph.address import host_of
from newsgraph.article import Evidence
from newsgraph.cleaning.agencies import agency_host, agency_named, is_agency_host
from newsgraph.cleaning.claims import article_node, strings
from newsgraph.cleaning.date_words import MONTHS
from newsgraph.cleaning.markup import Markup
from newsgraph.cleaning.person_names import folded_name
from newsgraph.patterns import late

AFFILIATION = "byline that ends in an agency"
# Marks of an agency that claim the whole text for it, whoever else is named.
_WHOLE = ("dateline", "closing credit", AFFILIATION)


class Mark(NamedTuple):
    """A reprint mark: what it names (URL, host or name, as printed) and where it stood. `agency` is its one
    name where the mark names an agency, else ""."""

    value: str
    how: str
    agency: str = ""


class Origin(NamedTuple):
    """`origin` is a host or URL or None; `agencies` those whose text it is; `evidence` one for each mark."""

    origin: str | None
    agencies: tuple[str, ...]
    evidence: tuple[Evidence, ...]


NO_ORIGIN = Origin(None, (), ())
_HEAD, _TAIL = 400, 1_200  # characters in which a text carries its marks

_OUTLET = r"(?P<outlet>(?:https?://\S+|[^\n.,;:()<>|]{2,60}(?:\.[a-z]{2,}\S*)?))"
_LABEL = late(
    r"\W*(?P<label>original(?:ly)?\s+(?:source|article|story|post|published\s+(?:at|in|on|by))|source|via|"
    r"quelle|fuente|fonte|"
    r"republished\s+from|reprinted\s+from|syndicated\s+from|read\s+the\s+original(?:\s+(?:article|story|"
    r"post))?(?:\s+(?:at|on|in))?)"
    r"\s*(?P<colon>:)?\s*(?P<outlet>https?://\S+|.{2,80})$",
    re.IGNORECASE,
)
_SENTENCE = late(
    r"(?:(?:this|the)\s+(?:article|story|piece|post|column|report|essay|commentary|op-ed|interview|content|"
    r"work|version)[^.\n]{0,60}?"
    r"\b(?:is|was|were|has\s+been|has|had)?\s*(?:(?:originally|first|"
    r"previously)\s+(?:been\s+)?(?:published|appeared|posted|printed|ran)"
    r"|republished|reprinted|reposted|syndicated|reproduced)"
    r"|(?:^|\n)[\s\W]*(?:originally|first)\s+(?:published|appeared|posted)|(?:^|\n)[\s\W]*(?:republished|"
    r"reprinted)\s+with\s+permission)"
    r"(?:\s+here)?(?:\s+with\s+(?:the\s+)?permission)?(?:\s+on\s+\w+\.?\s\d{1,2},?\s+\d{4},?|"
    r"\s+in\s+\d{4},?)?\s+(?:at|in|on|by|from|via|of)\s+" + _OUTLET,
    re.IGNORECASE,
)
_GERMAN_FRENCH = late(
    r"(?:zuerst\s+(?:erschienen|veröffentlicht)\s+(?:in|bei|auf)|initialement\s+publié\s+(?:par|sur|dans)|"
    r"(?:cet\s+article\s+a\s+(?:d'abord\s+)?été\s+publié\s+(?:par|sur|dans))|"
    r"publicado\s+originalmente\s+(?:en|por))\s+" + _OUTLET,
    re.IGNORECASE,
)
_COPYRIGHT = late(
    r"(?:©|\(c\)|\bcopyright\b)(?:[\s©,–-]|\(c\)|\bcopyright\b|\bby\b|(?:19|20)\d\d)*"
    r"(?P<outlet>[^\W\d_][^\n.;:()<>|]{1,59})",
    re.IGNORECASE,
)
_DATELINE = late(
    r"^\W{0,3}(?P<place>[^\W\d_][\w .,'’/&\-]{1,90}?)?[\s,]*[(\[](?P<agency>[^()\[\]]{2,40})[)\]]"
    r"\s*(?P<dash>[-–—:|]{1,2}\s|(?=[A-Z“\"]))"
)
_END_CREDIT = late(
    r"\n\s*(?:[(\[]\s*(?P<bracket>[^()\[\]\n]{2,40})\s*[)\]]|[-–—]+\s*(?P<dash>[^\n]{2,40})|"
    r"(?P<bare>[A-Z][A-Za-z]{1,9}))\s*$"
)
_WIRES = late(r"\s*(?:/|,|\band\b|&)\s*")
# Every text passes here, so that plain substrings decide which pattern is tried at all.
_FIRST_WORDS = tuple(
    """first published|first appeared|first posted|first ran|first printed|originally published|originally
    appeared|originally posted| originally ran|originally printed|previously published|previously
    appeared|been published|republished|reprinted|reposted| syndicated|reproduced""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
_FOREIGN_WORDS = ("zuerst ", "initialement publi", "été publié", "publicado originalmente")
_COPYRIGHT_WORDS = ("©", "(c)", "copyright")
# One of these is in whatever has one of those.
_STEMS = (
    *("published", "appeared", "posted", "printed", "rst ran", "lly ran", "syndicated", "reproduced"),
    *("zuerst ", "lement publi", "été publi", "publicado orig", *_COPYRIGHT_WORDS),
)
_LONGEST_LABEL = 140
_LABELS_BEGIN = frozenset("osrvqfOSRVQFſ")
_PICTURE = late(r"\b(?:image|images|photo|photos|photograph|caption|video)\b", re.IGNORECASE)


def text_marks(text: str) -> Iterator[Mark]:
    """The marks in a body's words: labels and sentences at its beginning and end, dateline, closing credit,
    copyright. What one line says twice over is one mark."""
    first: dict[str, Mark] = {}
    for mark in _text_marks(text):
        first.setdefault(mark.value, mark)
    yield from first.values()


def _text_marks(text: str) -> Iterator[Mark]:
    if "(" in text[:140] or "[" in text[:140]:
        yield from dateline_marks(text[:200])
    parts = [text] if len(text) <= _HEAD + _TAIL else [text[:_HEAD], text[-_TAIL:]]
    speaks = _speaks("\n".join(parts))
    for part in parts:
        yield from _labels(part)
        yield from _phrases(part, part.lower()) if speaks else ()
    if "\n" in text[-120:] and (end := _END_CREDIT.search(text[-120:])):
        yield from _agencies(next(group for group in end.groups() if group), "closing credit")


def _labels(part: str) -> Iterator[Mark]:
    for line in part.split("\n"):
        yield from _label(line)


def _begins_like_a_label(line: str) -> bool:
    return 5 < len(line) <= _LONGEST_LABEL and (line[0] in _LABELS_BEGIN or not line[0].isalnum())


def _label(line: str) -> Iterator[Mark]:
    if _begins_like_a_label(line) and (m := _LABEL.match(line)):
        label, outlet = " ".join(m["label"].split()), _outlet(m["outlet"])
        if outlet and (m["colon"] or "original" in label.casefold() or "from" in label.casefold()):
            yield Mark(outlet, f"line '{label}{m['colon'] or ''}'", agency_named(outlet))


def line_marks(lines: Sequence[str]) -> Iterator[Mark]:
    """The marks in lines outside of the body: the owner's copyright in a footer is none, an agency's is one."""
    low = [line.lower() for line in lines]
    stems = tuple(filter("\n".join(low).__contains__, _STEMS))
    for line, lower in zip(lines, low, strict=True):
        if _begins_like_a_label(line) or "\n" in line or any(map(lower.__contains__, stems)):
            said: set[str] = set()
            for mark in (*_labels(line), *_phrases(line, lower)):
                if mark.value not in said and (mark.agency or mark.how != "copyright line"):
                    yield mark
                said.add(mark.value)


def _speaks(text: str) -> bool:
    """Whether there may be a phrase in it at all."""
    return any(map(text.lower().__contains__, _STEMS))


def _phrases(part: str, low: str) -> Iterator[Mark]:
    for words, pattern in ((_FIRST_WORDS, _SENTENCE), (_FOREIGN_WORDS, _GERMAN_FRENCH)):
        if any(map(low.__contains__, words)):
            for m in pattern.finditer(part):
                if outlet := _outlet(m["outlet"]):
                    yield Mark(outlet, "sentence 'first published …'", agency_named(outlet))
    for m in _COPYRIGHT.finditer(part) if any(map(low.__contains__, _COPYRIGHT_WORDS)) else ():
        outlet = re.split(r"\s*(?:,|\ball\s+rights\b|\binc\b|\bltd\b)", m["outlet"], flags=re.IGNORECASE)[0].strip()
        if outlet[:1].isalpha() and outlet.count(" ") < 6 and not _PICTURE.search(outlet):
            yield Mark(outlet, "copyright line", agency_named(outlet))


def _outlet(words: str) -> str:
    """What a mark names: its URL or host if it has one, else a capitalised name."""
    words = words.strip(" .,;:()[]\"'“”’|*_")
    if agency_named(words):
        return words
    if address := re.search(r"https?://\S+|\b(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?", words, re.IGNORECASE):
        return address[0].rstrip(".,;:)")
    words = re.split(r"\s+(?:on|and|under|in|with|by|as|at|for|here)\s+(?=[a-z\d]|[A-Z][a-z]+\s\d)", words)[0]
    words = re.sub(r"^(?:the\s+)?(?:website|site|newspaper|magazine|blog)\s+(?:of\s+)?", "", words, flags=re.IGNORECASE)
    named = re.match(r"(?:the\s+)?[A-Z0-9À-Ý]", words) and words.split()[0].casefold() not in MONTHS
    return words if named and len(words.split()) <= 7 else ""


def dateline_marks(text: str) -> Iterator[Mark]:
    """The agency in "GOMA, June 3 (Reuters) -", "(AP) —" or "Berlin (dpa/lno) -" at the beginning of a
    text.

    A name that no list knows is an agency's in a whole wire dateline: place in capitals, day, name, dash. All real
    sets at hand have 15 of these, and an agency in every one, four of them beside Reuters; of 704 articles among 18,000
    that begin with an unlisted name in brackets (pictures' credits, CNN's own name, acronyms) none begins so. Without
    the day the name is a candidate (`UNSURE`).
    """
    m = _DATELINE.match(text)
    if m is None:
        return
    place = (m["place"] or "").strip()
    capitals = place.split(",")[0].isupper() or place.split(" ")[0].rstrip(",").isupper()
    if place and not (capitals or (m["dash"].strip() and place[0].isupper() and place.count(" ") < 6)):
        return
    known = tuple(_agencies(m["agency"], "dateline"))
    yield from known or (_unlisted(m, place) if capitals and m["dash"].strip() else ())


UNSURE = "name in the dateline"
_MONTH = "|".join(MONTHS)
_DAY = late(rf"\b(?:(?:{_MONTH})\b\.?\s+\d{{1,2}}|\d{{1,2}}\.?\s+(?:{_MONTH}))\b", re.IGNORECASE)
_NAME = late(r"[^\W\d_][^\W_]*(?:[ .&'’-]{1,2}[^\W_]+){0,4}\.?")


def _unlisted(m: re.Match[str], place: str) -> Iterator[Mark]:
    """The name in a dateline that no list knows."""
    name = m["agency"].strip()
    if name[:1].isupper() and _NAME.fullmatch(name):
        yield Mark(name, "dateline", name) if _DAY.search(place) else Mark(name, UNSURE)


def confirmed(marks: Iterable[Mark], credited: Collection[str]) -> Iterator[Mark]:
    """The marks, an unsure dateline's name as an agency where the article credits that name too and as nobody's:
    "By Ann Lee, Merrin Wire" above "ESKHAM (Merrin Wire) -". `credited` are such names, folded."""
    for mark in marks:
        if mark.how != UNSURE:
            yield mark
        elif folded_name(mark.value) in credited:
            yield Mark(mark.value, "dateline", mark.value)


def _agencies(words: str, how: str) -> Iterator[Mark]:
    for piece in _WIRES.split(words):
        if agency := agency_named(piece):
            yield Mark(agency, how, agency)


def page_marks(markup: Markup) -> Iterator[Mark]:
    """The marks in a page's metadata, the strongest first."""
    for name in (
        "original-source",
        "syndication-source",
        "og:original_source",
        "article:original_source",
        "republished-from",
    ):
        yield from (Mark(text, f"meta {name}") for text in markup.meta(name) if host_of(text))
    node = article_node(markup)
    for key in ("isBasedOn", "isBasedOnUrl", "translationOfWork"):
        yield from (Mark(text, f"json-ld {key}") for text in strings(node.get(key)) if host_of(text))
    own = host_of(markup.address) or host_of("".join(markup.meta("og:url")[:1]))
    if markup.canonical and own and not same_site(host_of(markup.canonical), own):
        yield Mark(markup.canonical, "canonical link to another host")
    for text in strings(node.get("sourceOrganization")) + strings(node.get("provider")):
        if agency := agency_named(text):
            yield Mark(agency, "json-ld sourceOrganization", agency)


def settle_origin(marks: Iterable[Mark], *, source: str, alone: bool = True) -> Origin:
    """The origin from marks in order of strength. With `alone` nobody but agencies is credited with the
    text, so that an agency's mark counts as its origin where nothing explicit is there."""
    found = [mark for mark in dict.fromkeys(marks) if mark.value]
    if not found:
        return NO_ORIGIN
    foreign = [mark for mark in found if not names_source(mark, source)]
    explicit = next((mark for mark in foreign if host_of(mark.value) and not mark.agency), None)
    whole = [mark for mark in foreign if mark.agency and agency_host(mark.agency) and (alone or mark.how in _WHOLE)]
    chosen = explicit or (whole[0] if whole else None)
    origin = None
    if chosen:
        origin = agency_host(chosen.agency) if chosen.agency else chosen.value
    agencies = tuple(dict.fromkeys(mark.agency for mark in found if mark.agency))
    evidence = tuple(Evidence("origin", mark.value, mark.how, mark is chosen) for mark in foreign)
    return Origin(origin, agencies, evidence)


def names_source(mark: Mark, source: str) -> bool:
    """Whether a mark only names the outlet itself: its host, a subdomain, its name, its copyright."""
    if not source:
        return False
    if mark.agency:
        return is_agency_host(source, mark.agency)
    host = host_of(mark.value)
    if host:
        return same_site(host, host_of(source) or source)
    name, own = (
        folded_name(text).replace(" ", "").removeprefix("the") for text in (mark.value, source.rsplit(".", 1)[0])
    )
    return not name or name in own or own in name


# Second-level labels under which countries register names: bbc.co.uk, news.com.au.
_SECOND_LEVEL = frozenset(["co", "com", "org", "net", "gov", "edu", "ac", "or", "ne", "go", "govt"])


def same_site(one: str, other: str) -> bool:
    """Whether two hosts belong to one registered name: m.bbc.co.uk and bbc.co.uk, amp.cnn.com and
    edition.cnn.com."""
    return _registered(one) == _registered(other)


def _registered(host: str) -> str:
    labels = host.split(".")
    keep = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-keep:])
