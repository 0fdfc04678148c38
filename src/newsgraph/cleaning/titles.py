"""What is the headline, without the outlet's name behind it? And which sentence stands under it?"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import lxml.etree
from lxml.html import HtmlElement

from newsgraph.address import host_of
from newsgraph.article import Evidence
from newsgraph.cleaning.claims import article_node, strings
from newsgraph.cleaning.markup import Markup
from newsgraph.cleaning.person_names import folded_name

_SEPARATOR = re.compile(r"\s+[|•·–—:»›~\-]+\s+|\s*[|»]\s*")
_NEXT_H2 = lxml.etree.XPath("following::h2[1]")
_TAGS = re.compile(r"<[^<>]{1,200}>")
_UNSEEN = dict.fromkeys(map(ord, "\u200b\ufeff\u00ad\u2060"))  # soft hyphens part words for comparing
_LONGEST_KICKER = 30
_LONGEST_SUFFIX = 45  # characters; "The Washington Post" has 19, "Northern Harbour Daily and Weekly News Online" 45


def page_title(markup: Markup, headline: HtmlElement | None) -> tuple[str, list[Evidence]]:
    """The headline and, as evidence, the ones that the page says elsewhere in other words.

    Outlets print one headline, give a second to search engines and a third to other sites. What readers see is
    right: the `h1`, unless it stands in the trail of links to the page ("Home > Politics > ..."), or all that the page
    says elsewhere is one other headline. In a trail it is the phrase for search engines, and the headline is printed
    below in an `h2`: the claim that the `h2` repeats goes first there, then JSON-LD's headline, whichever is not the
    trail's. Without any `h1` JSON-LD's headline, og:title, twitter:title and the like, then `<title>`.

    Share of pages whose title is the gold's (`python -m evals.page_facts`), and what else was tried on the same pages:

        way                                                     mixed 220  publishers 95  both
        this                                                         .955           .905  .940
        without the trail                                            .955           .789  .905
        a vote of `h1`, JSON-LD and og:title, else the `h1`          .945           .779  .895
        the `h1` always                                              .927           .779  .883
        JSON-LD's headline, else the `h1`                            .836           .842  .838
        six fitted weights, each site by the other sites' fit        .950           .905  .937

    The weights (logistic regression: who says it of `h1`, trail, `h2`, JSON-LD, og:title, `<title>`) reach the same by
    believing least what `<title>` repeats, so that og:title wins over an `h1` and a `<title>` that agree; that is
    not what readers see. Of the 19 pages that this has wrong, 12 have gold that the page does not say: a headline that
    changed after the page was saved, the line above it taken for a part of it. On the other 7 gold has og:title or
    JSON-LD's against the printed `h1`, as it has the `h1` against the same on 29 other pages, some of the same outlets.
    """
    outlet = outlet_names(markup)
    claims = [(without_outlet(text, outlet), how) for text, how in _claims(markup) if text]
    claims = [(_whole(text, claims), how) for text, how in claims]
    shown = without_outlet(tidy(headline.text_content()), outlet) if headline is not None else ""
    if shown and not (claims and _squeezed(shown) in outlet):
        claims.insert(0, (_mended(shown, claims), "h1"))
    if not claims:
        return "", []
    title, how = _believed(claims, headline)
    others = {
        folded_name(text): (text, where) for text, where in reversed(claims) if folded_name(text) != folded_name(title)
    }
    return title, [
        Evidence("title", title, how, True),
        *(Evidence("title", text, where, False) for text, where in reversed(others.values())),
    ]


_NEWSROOM = ("json-ld headline", "meta og:title")
_CRUMB = re.compile("crumb", re.IGNORECASE)
_CUT_OFF = ("…", "...")


def _believed(claims: Sequence[tuple[str, str]], headline: HtmlElement | None) -> tuple[str, str]:
    first, others = claims[0], claims[1:]
    if headline is None or first[1] != "h1" or all(_same(first, claim) for claim in others if claim[1] in _NEWSROOM):
        return first
    if _in_trail(headline):
        return next((claim for claim in _newsroom(headline, others) if not _same(claim, first)), first)
    return others[0] if _all_against(first, others) else first


def _same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return folded_name(one[0]) == folded_name(other[0])


def _in_trail(headline: HtmlElement) -> bool:
    """Whether it is the last link of the way to the page, not its headline: on 20 of 95 pages of large publishers, all
    German, and none of 220 others."""
    nearest: list[HtmlElement] = [headline, *islice(headline.iterancestors(), 4)]
    return any(
        element.tag in ("li", "nav") or any(_CRUMB.search(value) for key, value in element.items() if key != "href")
        for element in nearest
        if element.tag not in ("body", "html")
    )


def _newsroom(headline: HtmlElement, claims: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The headline that is printed below the trail, as the metadata spell it, then JSON-LD's."""
    ranked = [claim for claim in claims if claim[1] in _NEWSROOM]
    for element in _NEXT_H2(headline):
        printed = _mended(tidy(element.text_content()), ranked)
        yield from (claim for claim in ranked if _same(claim, (printed, "h2")))
    yield from (claim for claim in ranked[:1] if claim[1] == "json-ld headline")


def _all_against(shown: tuple[str, str], claims: Sequence[tuple[str, str]]) -> bool:
    """Whether JSON-LD and og:title say the same, all else repeats it, and nothing the `h1`: then that is a
    section's name or a rubric."""
    said = folded_name(claims[0][0])
    return (
        [how for _, how in claims[:2]] == [*_NEWSROOM]
        and _same(claims[0], claims[1])
        and all(said in folded_name(text) for text, _ in claims)
        and not any(_same(shown, claim) for claim in claims)
    )


def _mended(shown: str, claims: Sequence[tuple[str, str]]) -> str:
    """The heading without the section that the layout puts into it ("Opinion | What to pray for"), and the
    metadata's where it holds only one word of it, the blog's name."""
    seen = folded_name(shown)
    for text, how in claims:
        said = folded_name(text)
        if how not in _NEWSROOM or not said:
            continue
        if said == seen:
            return shown
        if seen.endswith(f" {said}") and len(shown) - len(text) <= _LONGEST_KICKER:
            return text
        if " " not in seen and seen in said:
            return text
    return shown


def _whole(text: str, claims: Sequence[tuple[str, str]]) -> str:
    """What was cut off in the middle ("Boy killed while..."), as another claim has it in full."""
    if not text.endswith(_CUT_OFF):
        return text
    begun = folded_name(text)
    return next((said for said, _ in claims if said != text and folded_name(said).startswith(begun)), text)


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
    names += [host, max(labels, key=len)] if labels else []
    return [name for text in names if "://" not in text and (name := _squeezed(text))]


def tidy(text: str) -> str:
    """Entities and tags that were escaped twice resolved, white space made single."""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAGS.sub("", text)
    return " ".join(text.translate(_UNSEEN).split())


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
