"""What is the headline, without the outlet's name behind it? And which sentence stands under it?

Outlets print one headline, give a second to search engines and a third to other sites. The title is what readers see:
the `h1`, unless it stands in the trail of links to the page ("Home > Politics > ...") or all that the page says
elsewhere is one other headline. In the trail stands a phrase for search engines, and the headline is printed below in
an `h2`: there what the `h2` and the metadata both say goes first, then JSON-LD's, unless it is the trail's phrase too.

Share of pages whose title is the gold's (`python -m evals.page_facts`), and what else was tried on the same pages:

    way                                                     mixed 220  publishers 95  both
    this                                                         .955           .905  .940
    without the trail                                            .955           .779  .902
    in the trail JSON-LD's alone / the `h2`'s alone         .955 .955      .863 .874  .927 .930
    a vote of the `h1`, JSON-LD and og:title, else the `h1`      .945           .789  .898
    JSON-LD's / og:title's, else the `h1`                   .859 .823      .821 .758  .848 .803
    six weights, each site by those fitted to the others         .950           .905  .937

Nothing in this way is fitted, so there is nothing to cross-validate; the trail is found at outlets of eight houses.
The weights are a logistic regression on who says a headline: `h1`, trail, `h2`, JSON-LD, og:title, `<title>`. They
believe least what `<title>` repeats, so that og:title alone wins over an `h1` and a `<title>` that agree, and JSON-LD's
over all three. That is not what readers see, and gains nothing on sites that the weights were not fitted to.

Of the 19 pages that are wrong, 11 state the gold title nowhere: a year that changed after the page was saved, the
rubric above the headline taken into it or left out of it. On the other 8, all of publishers, gold is og:title's or
JSON-LD's against the printed `h1`; on 60 pages it is the `h1` against one of the two. AP, Daily Mail and Daily Star
have pages of both kinds, and no sign was found that tells them apart.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

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
_LONGEST_KICKER = 40  # characters; from 30 to 70 the same titles are right, at 20 one page fewer
_LONGEST_SUFFIX = 45  # characters; "The Washington Post" has 19, "Northern Harbour Daily and Weekly News Online" 45


def page_title(markup: Markup, headline: HtmlElement | None) -> tuple[str, list[Evidence]]:
    """The headline and, as evidence, the ones that the page says elsewhere in other words.

    `headline` is the heading that is printed, None where there is none: then JSON-LD's headline, og:title,
    twitter:title and the like, and `<title>` last.
    """
    outlet = outlet_names(markup)
    shown = without_outlet(tidy(headline.text_content()), outlet) if headline is not None else ""
    claims = [Claim(without_outlet(text, outlet), how) for text, how in _claims(markup) if text]
    claims = [Claim(_whole(text, [shown, *(said for said, _ in claims)]), how) for text, how in claims]
    if shown and not (claims and _squeezed(shown) in outlet):
        claims.insert(0, Claim(_mended(shown, claims), "h1"))
    if not claims:
        return "", []
    title = _believed(claims, headline)
    others = {claim.folded: claim for claim in reversed(claims) if claim.folded != title.folded}
    return title.text, [
        Evidence("title", title.text, title.how, True),
        *(Evidence("title", text, how, False) for text, how in reversed(others.values())),
    ]


class Claim(NamedTuple):
    """A headline, without the outlet's name, and where the page says it: "h1", "json-ld headline", "meta og:title"."""

    text: str
    how: str

    @property
    def folded(self) -> str:
        return folded_name(self.text)


_NEWSROOM = ("json-ld headline", "meta og:title")
_CRUMB = re.compile("crumb", re.IGNORECASE)
_CUT_OFF = ("…", "...")
_TRAIL_DEPTH = 4  # elements around the `h1`; from 1 to 12 the same titles are right


def _believed(claims: Sequence[Claim], headline: HtmlElement | None) -> Claim:
    first, others = claims[0], claims[1:]
    ranked = [claim for claim in others if claim.how in _NEWSROOM]
    if headline is None or first.how != "h1" or all(claim.folded == first.folded for claim in ranked):
        return first
    if _in_trail(headline):
        return next((claim for claim in _below_trail(headline, ranked) if claim.folded != first.folded), first)
    return others[0] if _all_against(first, others) else first


def _in_trail(headline: HtmlElement) -> bool:
    """Whether it is the last step of the way to the page. So it is on 21 of 95 pages of large publishers, all of them
    German, and on none of 220 others."""
    for element in (headline, *islice(headline.iterancestors(), _TRAIL_DEPTH)):
        if next(element.iter("p", "h2"), None) is not None:
            return False  # the article, or all of the page: its names do not tell of the `h1`
        if element.tag in ("li", "nav") or any(_CRUMB.search(value) for key, value in element.items() if key != "href"):
            return True
    return False


def _below_trail(headline: HtmlElement, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The headline that is printed next, as JSON-LD or og:title spell it, then JSON-LD's."""
    for element in _NEXT_H2(headline):
        printed = folded_name(_mended(tidy(element.text_content()), claims))
        yield from (claim for claim in claims if claim.folded == printed)
    yield from (claim for claim in claims if claim.how == "json-ld headline")


def _all_against(shown: Claim, claims: Sequence[Claim]) -> bool:
    """Whether JSON-LD and og:title say the same, all the rest has it in it, and none says what the `h1` says."""
    said = claims[0].folded
    return (
        tuple(claim.how for claim in claims[:2]) == _NEWSROOM
        and claims[1].folded == said
        and all(said in claim.folded != shown.folded for claim in claims)
    )


def _mended(shown: str, claims: Sequence[Claim]) -> str:
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


def _whole(text: str, said: Sequence[str]) -> str:
    """What was cut off in the middle ("Boy killed while..."), as the page says it elsewhere in full."""
    if not text.endswith(_CUT_OFF):
        return text
    begun = folded_name(text)
    return next((full for full in said if full != text and folded_name(full).startswith(begun)), text)


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
