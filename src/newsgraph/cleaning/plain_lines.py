"""What kind of line is this? The wording of headers, credits, furniture and comment forms on plain-text
pages."""

import re

from newsgraph.address import host_of
from newsgraph.cleaning.near_headline import Chunk
from newsgraph.cleaning.page_dates import printed_date
from newsgraph.cleaning.person_names import folded_name
from newsgraph.patterns import late

_KEYS = {
    "title": "title", "headline": "title", "subject": "title", "titel": "title", "titre": "title",
    "título": "title",
    "date": "published", "published": "published", "publication date": "published", "datum": "published",
    "posted": "published",
    "updated": "updated", "last updated": "updated", "modified": "updated", "author": "byline",
    "authors": "byline",
    "byline": "byline", "by": "byline", "from": "byline", "writer": "byline", "autor": "byline",
    "auteur": "byline",
    "source": "source", "publication": "source", "newspaper": "source", "outlet": "source",
    "publisher": "source", "site": "source",
    "url": "url", "link": "url", "address": "url", "language": "language", "lang": "language",
    "section": "section",
    "category": "section", "tags": "tags", "keywords": "tags", "topics": "tags", "summary": "standfirst",
    "standfirst": "standfirst", "description": "standfirst", "subtitle": "standfirst",
    "abstract": "standfirst", "deck": "standfirst",
    "to": "", "cc": "", "reply-to": "", "message-id": "", "x-mailer": "", "content-type": "",
    "mime-version": "", "edition": "", "page": "",
}  # fmt: skip
_HEADER = late(r"\s*([A-Za-zÀ-ÿ][A-Za-zÀ-ÿ \-]{1,20}?)\s*:\s+(\S.*)$")


def read_headers(text: str) -> tuple[list[tuple[str, str]], str]:
    """E-mail-like lines "Title: …", "Date: …" at the very top as (field, value), and the text below them.

    At least two known ones in a row count, so that a headline such as "Date: the fruit that …" stays a
    headline.
    """
    lines = text.lstrip("\ufeff\n\r ").splitlines()
    found: list[tuple[str, str]] = []
    at = 0
    for at, line in enumerate(lines):  # noqa: B007 - read after the loop
        m = _HEADER.match(line)
        key = m[1].casefold() if m else ""
        if key not in _KEYS or m is None:
            break
        if _KEYS[key]:
            found.append((_KEYS[key], m[2].strip()))
    if len(found) < 2:
        return [], text
    return found, "\n".join(lines[at:])


def split_blocks(text: str) -> list[str]:
    """The paragraphs: parted by empty lines, hard-wrapped lines joined; a text without empty lines has one a
    line."""
    lines = [line.strip() for line in text.replace("\u00a0", " ").replace("\f", "\n").splitlines()]
    if not any(not line for line in lines[1:-1]) or _one_a_line(lines):
        return [line for line in lines if line]
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [joined for block in blocks for joined in _unwrapped(block)]


def _one_a_line(lines: list[str]) -> bool:
    """Whether lines are paragraphs although there are empty lines here and there: most are too long to be
    wrapped."""
    full = [line for line in lines if line]
    return sum(len(line) > 200 for line in full) > 0.6 * len(full)


def _unwrapped(block: list[str]) -> list[str]:
    """One paragraph of wrapped lines, or the lines themselves where they are too short to have been
    wrapped."""
    if not block:
        return []
    wide = max(map(len, block))
    if len(block) > 1 and (wide < 45 or (len(block[0]) < 0.6 * wide and block[0][-1:] not in ",;-")):
        return [block[0], *_unwrapped(block[1:])]
    return [re.sub(r"(?<=[a-zà-ÿ])- (?=[a-zà-ÿ])", "", " ".join(block))] if len(block) > 1 else block


def is_host(block: str) -> bool:
    """A line that is a site's host and nothing else: "cambarysu.com"."""
    return " " not in block and "/" not in block and "@" not in block and bool(host_of(block))


def stray_url(block: str) -> str:
    """The URL that a line consists of, perhaps behind a label ("URL: https://…"); "" for any other line."""
    m = re.fullmatch(r"(?:[A-Za-z ]{2,20}:\s*)?<?(https?://[^\s<>]+)>?", block)
    return m[1] if m and not is_credit_line(block) else ""


_PAPER = late(
    r"(?:the\s+)?(?:[\w'’&-]+\s+){0,4}(?:times|gazette|herald|tribune|telegraph|post|chronicle|observer|"
    r"courier|news|journal|mail|examiner|"
    r"sentinel|dispatch|bulletin|argus|mercury|standard|independent|advertiser|echo|press|zeitung|"
    r"tageblatt|review|daily|weekly|online)"
    r"(?:\s+(?:online|news|today))?",
    re.IGNORECASE,
)


def newspaper_name(block: str, source: str) -> bool:
    """Whether a line is an outlet's name: the one that the container gave, or "The Brackwater Herald"."""
    if source and folded_name(block) == folded_name(source):
        return True
    return block[:1].isupper() and len(block.split()) <= 5 and bool(_PAPER.fullmatch(block.strip(" |-–—")))


_CREDIT = late(
    r"\W*(?:original(?:ly)?\s+(?:source|article|story|post|published)|source|quelle|fuente|fonte|via|"
    r"republished|reprinted|syndicated|"
    r"first\s+(?:published|appeared)|read\s+the\s+original|this\s+(?:article|story|piece|post|"
    r"column)\s+(?:was\s+|has\s+been\s+|is\s+)?"
    r"(?:originally\s+|first\s+)?(?:published|appeared|republished|reprinted|provided)|©|\(c\)|"
    r"copyright)(?!\w)[^\n]{0,200}$",
    re.IGNORECASE,
)


def is_credit_line(block: str) -> bool:
    """A line that says where the text is from: "Original Source: …", "© …", "This story first appeared in
    …"."""
    if len(block) > 260 or not _CREDIT.match(block):
        return False
    return bool(re.match(r"\W*(?:source|quelle|fuente|fonte|via)\b", block, re.IGNORECASE)) <= (":" in block[:10])


_FORM = late(
    r"\W*(?:leave\s+a\s+(?:reply|comment|response)|post\s+a\s+comment|add\s+(?:a|your)\s+comment|"
    r"write\s+a\s+comment|join\s+the\s+(?:discussion|conversation)|"
    r"your\s+e-?mail\s+address\s+will\s+not\s+be\s+published|required\s+fields\s+are\s+marked|"
    r"save\s+my\s+name|notify\s+me\s+of|post\s+comment\b|"
    r"(?:name|e-?mail|website|comment)\s*\*?\s*$|you\s+must\s+be\s+logged\s+in|log\s+in\s+to\s+(?:reply|"
    r"comment)|cancel\s+reply|"
    r"this\s+site\s+uses\s+akismet|submit\s+comment|schreibe?\s+(?:einen\s+)?kommentar|"
    r"laisser\s+un\s+commentaire|deja\s+(?:un\s+comentario|una\s+respuesta))",
    re.IGNORECASE,
)


def is_form(block: str) -> bool:
    """A part of a comment form."""
    return len(block) < 250 and bool(_FORM.match(block))


_COMMENTS = late(
    r"\W*(?:(?:\d+|one|two|three|no)\s+(?:comments?|responses?|replies|thoughts?\s+on)\b.{0,120}|"
    r"comments?(?:\s*\(\d+\))?|reader\s+comments|kommentare|commentaires|comentarios)\W*$",
    re.IGNORECASE,
)


def begins_comments(block: str) -> bool:
    """The heading above readers' comments."""
    return len(block) < 160 and bool(_COMMENTS.match(block))


_RAIL = late(
    r"\W*(?:related\s+(?:articles?|stories|posts|news|content|topics)|more\s+(?:from|stories|news|"
    r"on\s+this)|you\s+may\s+also\s+like|recommended(?:\s+for\s+you)?|"
    r"read\s+(?:more|next|also)|most\s+(?:read|popular)|trending(?:\s+now)?|latest\s+(?:news|stories)|"
    r"recent\s+posts|previous\s+(?:post|article)|next\s+(?:post|article)|"
    r"post\s+navigation|see\s+also|also\s+read)\s*:?.{0,100}$",
    re.IGNORECASE,
)


def is_rail(block: str) -> bool:
    """The heading of a list of other articles, or a pointer to one."""
    return len(block) < 160 and bool(_RAIL.match(block))


_FURNITURE = late(
    r"\W*(?:(?:share|tweet|print|e-?mail|save|follow|like|pin|home|menu|search|subscribe|advertisement|"
    r"sponsored|skip\s+to\s+(?:content|main\s+content)|log\s*in|"
    r"sign\s+in|sign\s+up|register|back\s+to\s+top|listen|loading\W*|navigation|"
    r"toggle\s+navigation)\b(?:\s+(?:this|on|us|to|with|via|by|article|story|content|"
    r"facebook|twitter|whatsapp|linkedin|reddit|now|for\s+free|our\s+newsletters?|newsletter|menu))*\W*$|"
    r"share\s+this\b.{0,60}$|(?:tags?|filed\s+under|posted\s+in|categories|category|topics|keywords|"
    r"section)\s*:.{0,200}$|"
    r"all\s+rights\s+reserved.{0,80}$|follow\s+(?:us|@\w+|\w+\s+on)\b.{0,80}$|subscribe\s+to\b.{0,120}$|"
    r"sign\s+up\s+(?:for|to)\b.{0,160}$|"
    r"\d+\s+(?:shares?|views?|min(?:ute)?s?\s+read)\W*$|(?:\W*\b(?:facebook|twitter|whatsapp|linkedin|"
    r"reddit|e-?mail|pinterest|copy\s+link)\b\W*)+$|"
    r"image\s+\d+\s+of\s+\d+$|article\s+continues\s+(?:below|after).{0,60}$|"
    r"story\s+continues\s+below.{0,60}$|[\W_]+$)",
    re.IGNORECASE,
)


def is_furniture(block: str) -> bool:
    """Buttons, tags, notices: lines that the page has whatever the article says."""
    return len(block) < 260 and bool(_FURNITURE.match(block))


def printed_day(block: str) -> str:
    """The date that a short line consists of, "" for any other line; the label "Updated" counts."""
    if len(block) > 120:
        return ""
    bare = re.sub(
        r"^\W*(?:last\s+)?(?:updated?|modified|by\s[^|\d]{3,80}[|,–—-])\W*(?:on\s+|at\s+)?",
        "",
        block,
        flags=re.IGNORECASE,
    )
    found = printed_date([Chunk(bare, "", "")])
    return found.text if found else ""


_HELPERS = late(
    r"\W*(?:[A-Z][^.!?\n]{2,160}?\s(?:also\s+)?contributed\s+(?:to\s+(?:this|the)\s+(?:report|story|article|piece|post)|"
    r"reporting)\b[^.!?\n]{0,60}|(?:additional\s+)?(?:reporting|writing|editing)\s+by\s[A-Z][^\n]{2,200})\W*$",
    re.IGNORECASE,
)


def names_helpers(block: str) -> bool:
    """A line that thanks those who helped: "Ann Lee and the Halyard agency contributed to this report.", "Reporting by
    Ann Lee; editing by Jo Marl"."""
    return len(block) < 260 and bool(_HELPERS.match(block))


_PICTURE = late(
    r"(?:Enlarge\s+this\s+image|toggle\s+caption|[Ii]mage\s+(?:copyright|caption)|Media\s+(?:playback|caption))\b.{0,250}$|"
    r"(?:(?:[A-Z][\w.'’-]*\s+){1,4}[A-Z][\w.'’-]*(?:/(?:AP|AFP|EPA|Reuters|REUTERS|Getty\s+Images)\b)+\W*){1,3}$"
)


def is_picture_line(block: str) -> bool:
    """Who took a picture, perhaps behind the button that enlarges it: "Enlarge this image Ann Lee/AP Ann Lee/AP"; what
    it shows, behind the page's own words for that: "Image copyright AP Image caption The crane before dawn"."""
    return len(block) < 260 and bool(_PICTURE.match(block))


_GALLERY = late(r".{0,600}\b[Hh]ide\s+[Cc]aption\s+\d+\s+of\s+\d+", re.DOTALL)
_PLAYER = late(r"(?:JUST|Just)\s+(?:WATCHED|Watched)\b.{0,250}\bReplay\s+More\s+Videos\b")


def is_gallery(block: str) -> bool:
    """What one picture after another shows: "… before dawn. Hide Caption 1 of 6 Photos: …"."""
    return bool(_GALLERY.match(block))


def is_player(block: str) -> bool:
    """The headline of a film, twice, between the buttons of its player."""
    return bool(_PLAYER.match(block))
