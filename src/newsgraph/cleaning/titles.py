"""What is the headline, without the outlet's name behind it? And which sentence stands under it?"""

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from lxml.html import HtmlElement

from newsgraph.address import host_of
from newsgraph.article import Evidence
from newsgraph.cleaning.claims import article_node, strings
from newsgraph.cleaning.markup import Markup
from newsgraph.cleaning.person_names import folded_name

_SEPARATOR = re.compile(r"\s+[|•·–—:»›~\-]+\s+|\s*[|»]\s*")
_TAGS = re.compile(r"<[^<>]{1,200}>")
_LONGEST_KICKER = 30
_LONGEST_SUFFIX = 45  # characters; "The Washington Post" has 19, "Northern Harbour Daily and Weekly News Online" 45


def page_title(markup: Markup, headline: HtmlElement | None) -> tuple[str, list[Evidence]]:
    """The headline and, as evidence, the ones that the page says elsewhere in other words.

    A vote of the `h1`, JSON-LD's headline and og:title, each without the outlet's name; the `h1` where they
    are at odds, since readers see that one. Of 315 pages 89 % agree with their gold title so, 88 % with the
    `h1` alone, 84 % with JSON-LD first: outlets print one headline and give search engines another. Without
    any of the three twitter:title and the like, then `<title>`.
    """
    outlet = outlet_names(markup)
    shown = tidy(headline.text_content()) if headline is not None else ""
    claims = [(without_outlet(text, outlet), how) for text, how in [(shown, "h1"), *_claims(markup)] if text]
    if not claims:
        return "", []
    first = [entry for entry in claims if entry[1] in _VOTERS] or claims[:1]
    if len(first) > 1 and first[0][1] == "h1":
        first[0] = (_mended(shown, first[1:]), "h1")
    votes = Counter(folded_name(text) for text, _ in first)
    title, how = max(first, key=lambda entry: votes[folded_name(entry[0])])
    others = {
        folded_name(text): (text, where) for text, where in reversed(claims) if folded_name(text) != folded_name(title)
    }
    return title, [
        Evidence("title", title, how, True),
        *(Evidence("title", text, where, False) for text, where in reversed(others.values())),
    ]


_VOTERS = ("h1", "json-ld headline", "meta og:title")


def _mended(shown: str, claims: Sequence[tuple[str, str]]) -> str:
    """The `h1` without the section that the layout puts into it ("Opinion | What to pray for"), and the
    metadata's where it holds only one word of it, the blog's name."""
    seen = shown.casefold()
    for text, _ in claims:
        said = text.casefold()
        if said and seen.endswith(said) and len(shown) - len(text) <= _LONGEST_KICKER:
            return text
        if " " not in seen and seen in said:
            return text
    return shown


def _claims(markup: Markup) -> Iterable[tuple[str, str]]:
    node = article_node(markup)
    for text in strings(node.get("headline"))[:1]:
        yield tidy(text), "json-ld headline"
    for name in (
        "og:title",
        "twitter:title",
        "parsely-title",
        "sailthru.title",
        "dc.title",
        "headline",
        "title",
    ):
        for text in markup.meta(name)[:1]:
            yield tidy(text), f"meta {name}"
    yield tidy(markup.tree.findtext(".//title") or ""), "title element"


def without_outlet(title: str, outlet: Sequence[str]) -> str:
    """Cuts " | The Brackwater Herald" off the end or the front, also section names between: any part at the
    ends that is one of the outlet's names. Never cuts down to fewer than two words."""
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    marks = _SEPARATOR.findall(title)
    first, last = 0, len(parts)
    while last - first > 1 and _is_outlet(parts[last - 1], outlet):
        last -= 1
    while last - first > 1 and _is_outlet(parts[first], outlet):
        first += 1
    kept = "".join(
        part + mark for part, mark in zip(parts[first:last], [*marks[first : last - 1], ""], strict=True)
    ).strip()
    return kept if kept.count(" ") >= 1 or (first, last) == (0, len(parts)) else title


def _is_outlet(part: str, outlet: Sequence[str]) -> bool:
    if len(part) > _LONGEST_SUFFIX:
        return False
    name = _squeezed(part)
    return bool(name) and any(
        name == own or (len(own) > 4 and own in name) or (len(name) > 4 and name in own) for own in outlet
    )


def _squeezed(name: str) -> str:
    return folded_name(name).replace(" ", "").removeprefix("the")


def outlet_names(markup: Markup) -> list[str]:
    """What the outlet calls itself, folded: og:site_name, application-name, JSON-LD's publisher, the host's
    name."""
    names = [
        *markup.meta("og:site_name"),
        *markup.meta("application-name"),
        *markup.meta("al:android:app_name"),
    ]
    names += strings(article_node(markup).get("publisher"))
    names += [text.lstrip("@") for text in markup.meta("twitter:site")]
    host = host_of(markup.url)
    labels = host.split(".")[:-1]
    names += [max(labels, key=len)] if labels else []
    return [name for text in names if "://" not in text and (name := _squeezed(text))]


def tidy(text: str) -> str:
    """Entities and tags that were escaped twice resolved, white space made single."""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAGS.sub("", text)
    return " ".join(text.replace("\u200b", "").replace("\ufeff", "").split())


def page_standfirst(markup: Markup, title: str) -> tuple[str, list[Evidence]]:
    """The description that the page gives of itself; "" where it is the title again or cut off in the middle.

    A standfirst that is printed on the page is found with the page's parts and goes before this one.
    """
    node = article_node(markup)
    claims = [(text, "json-ld description") for text in strings(node.get("description"))[:1]]
    claims += [
        (text, f"meta {name}")
        for name in ("og:description", "description", "twitter:description")
        for text in markup.meta(name)[:1]
    ]
    for text, how in claims:
        words = tidy(text)
        if (
            len(words) > 20
            and folded_name(words) != folded_name(title)
            and not words.endswith(("…", "...", "[…]", "[...]"))
        ):
            return words, [Evidence("standfirst", words, how, True)]
    return "", []
