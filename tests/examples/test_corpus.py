"""Does the corpus under examples/ agree with what it says about itself? Standard library only."""

import csv
import html
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

TOP = Path(__file__).parents[2] / "examples"
GOLD: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parent / "expected.jsonl").read_text(encoding="utf-8").splitlines()
]
LOCATIONS = {gold["location"] for gold in GOLD}
ADDED = [gold for gold in GOLD if not gold["location"].startswith("corrections/")]
PAGES = [gold for gold in GOLD if gold["location"].endswith(".html")]
TEXTS = [gold for gold in GOLD if gold["location"].endswith(".txt")]
README = (TOP / "README.md").read_text(encoding="utf-8")
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
WP = "{http://wordpress.org/export/1.2/}"
LAYOUTS = {  # what only this layout has
    "newspaper": '"@type": "NewsArticle"',
    "gazette": "XHTML 1.0 Transitional",
    "weblog theme": '<meta name="generator" content="WordPress',
}
# Hosts that stand in namespaces, not in articles.
STANDARDS = {
    "schema.org",
    "www.w3.org",
    "purl.org",
    "wordpress.org",
    "wellformedweb.org",
}


def by_location(gold: dict[str, Any]) -> str:
    return str(gold["location"])


def path_of(location: str) -> Path:
    return TOP / re.split(r"[#:]", location)[0]


def page_of(gold: dict[str, Any]) -> str:
    encoding = "windows-1252" if "windows-1252" in gold["traps"] else "utf-8"
    return path_of(gold["location"]).read_bytes().decode(encoding)


def words_of(markup: str) -> str:
    """The text of a piece of HTML with every run of white space as one space."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", markup)).split())


def body_of(gold: dict[str, Any]) -> list[str]:
    """The paragraphs as they stand in the file, by the simplest reading that is right for this corpus."""
    location = gold["location"]
    if location.endswith(".html"):
        lines = [line for line in page_of(gold).splitlines() if line.startswith("<p>")]
        return [words for words in map(words_of, lines) if not words.startswith("Original Source:")]
    if location.endswith(".txt"):
        blocks = page_of(gold).strip().split("\n\n")
        ends = ["Leave a Reply", *gold["authors"]]
        last = min(n for n, b in enumerate(blocks) if b in ends or b.startswith("Original Source:"))
        first = blocks.index(gold["standfirst"] or gold["title"]) + 1
        return [block for block in blocks[first:last] if not block.startswith("Posted on ")]
    return record_of(gold)


def sentences_of(gold: dict[str, Any]) -> set[str]:
    body = " ".join(body_of(gold)).replace("’", "'")
    return set(re.split(r"(?<=[.?!]) +", re.sub("[“”]", '"', body)))


def record_of(gold: dict[str, Any]) -> list[str]:
    path = path_of(gold["location"])
    if path.suffix == ".jsonl":
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    elif path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    else:
        return [words for words in item_paragraphs(gold) if not words.startswith("The post ")]
    text = next(str(row["text"]) for row in rows if row["url"] == gold["url"])
    return text.replace("\r\n", "\n").split("\n\n")


def item_paragraphs(gold: dict[str, Any]) -> list[str]:
    items = ElementTree.parse(path_of(gold["location"])).iter("item")
    content = next(item.findtext(CONTENT) or "" for item in items if item.findtext("link") == gold["url"])
    content = re.sub(r"<!--.*?-->", "", content)
    content = re.sub(r"\[caption\].*?\[/caption\]|\[\w[^\]]*\]", "", content)
    return [words for words in map(words_of, re.split(r"\n\n+|(?<=</p>)\n", content)) if words]


def utc(stamp: str) -> str:
    moment = datetime.fromisoformat(stamp)
    assert moment.tzinfo is not None, f"{stamp} has no offset"
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def structured(page: str) -> dict[str, Any] | None:
    """The NewsArticle of a page's JSON-LD."""
    for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL):
        data = json.loads(block)
        for node in data.get("@graph", [data]):
            if node.get("@type") == "NewsArticle":
                return dict(node)
    return None


def test_there_are_enough_articles() -> None:
    assert len(ADDED) >= 55
    assert f"# {len(ADDED)} articles" in README


def test_the_table_of_folders_adds_up() -> None:
    table = README.split("## What each folder holds")[1].split("##")[0]
    counts = [int(n) for n in re.findall(r"\| (\d+)(?: of its own)? \|$", table, re.MULTILINE)]
    total = re.search(r"\*\*together\*\*.*\*\*(\d+)\*\*", table)
    assert total is not None
    assert sum(counts) == int(total[1]) == len(ADDED)


def test_every_expected_place_exists() -> None:
    named = LOCATIONS | {place for gold in GOLD for place in gold["also_at"]}
    named |= {gold[key] for gold in GOLD for key in ("copy_of", "replaces", "withdrawn_by") if gold.get(key)}
    assert [place for place in sorted(named) if not path_of(place).is_file()] == []


def test_every_page_is_expected() -> None:
    files = {path.relative_to(TOP).as_posix() for path in (TOP / "news").rglob("*") if path.is_file()}
    assert files == {place for place in LOCATIONS if place.startswith("news/")}


def test_a_url_names_one_article_and_its_correction() -> None:
    first = [gold["url"] for gold in GOLD if gold["url"] and "replaces" not in gold]
    assert len(first) == len(set(first))
    for gold in GOLD:
        if "replaces" in gold:
            assert gold["url"] in first


def test_copies_point_at_articles_of_the_corpus() -> None:
    pointed = {gold[key] for gold in GOLD for key in ("copy_of", "replaces") if gold.get(key)}
    assert pointed <= LOCATIONS


def test_body_links_lead_to_articles_of_the_corpus() -> None:
    urls = {gold["url"] for gold in GOLD}
    assert {link for gold in GOLD for link in gold["links"]} <= urls


@pytest.mark.parametrize("layout", LAYOUTS)
def test_there_are_several_pages_of_each_layout(layout: str) -> None:
    assert sum(LAYOUTS[layout] in page_of(gold) for gold in PAGES) >= 5


def test_every_trap_of_the_readme_occurs_and_the_reverse() -> None:
    table = README.split("## Traps")[1].split("\n## ")[0]
    named = set(re.findall(r"^\| `([a-z0-9-]+)` \|", table, re.MULTILINE))
    assert named == {trap for gold in GOLD for trap in gold["traps"]}


@pytest.mark.parametrize("path", sorted(TOP.rglob("*.xml")), ids=lambda path: path.name)
def test_xml_is_well_formed(path: Path) -> None:
    assert list(ElementTree.parse(path).iter("item"))


@pytest.mark.parametrize("gold", [gold for gold in PAGES if structured(page_of(gold))], ids=by_location)
def test_structured_data_says_what_is_expected(gold: dict[str, Any]) -> None:
    data = structured(page_of(gold))
    assert data is not None
    assert [data["headline"], data["url"]] == [gold["title"], gold["url"]]
    assert data["inLanguage"] == gold["language"]
    assert (utc(data["datePublished"]) == gold["published"]) is ("disagreeing-dates" not in gold["traps"])
    assert (utc(data["dateModified"]) if "dateModified" in data else None) == gold["updated"]


@pytest.mark.parametrize("gold", [gold for gold in GOLD if gold["paragraphs"] is not None], ids=by_location)
def test_the_body_is_as_counted(gold: dict[str, Any]) -> None:
    paragraphs = body_of(gold)
    words = " ".join(paragraphs).split()
    assert (len(paragraphs), len(words)) == (gold["paragraphs"], gold["words"])
    assert (" ".join(words[:6]), " ".join(words[-6:])) == (gold["first_words"], gold["last_words"])


@pytest.mark.parametrize("gold", PAGES + TEXTS, ids=by_location)
def test_what_must_not_leak_is_there_to_leak(gold: dict[str, Any]) -> None:
    page, body = words_of(page_of(gold)) + page_of(gold), " ".join(body_of(gold))
    assert [text for text in gold["not_in_body"] if text not in page] == []
    assert [text for text in gold["not_in_body"] if text in body] == []


@pytest.mark.parametrize("gold", [gold for gold in GOLD if gold["copy_of"]], ids=by_location)
def test_a_copy_shares_every_sentence_and_a_rewritten_one_none(gold: dict[str, Any]) -> None:
    original = next(other for other in GOLD if other["location"] == gold["copy_of"])
    copied, first = sentences_of(gold), sentences_of(original)
    assert copied & first == (set() if "rewritten-copy" in gold["traps"] else copied)


def test_dates_are_in_utc_or_are_days_or_are_missing() -> None:
    stamp = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")
    dates = [gold[key] for gold in GOLD for key in ("published", "updated") if gold[key] is not None]
    assert all(stamp.fullmatch(date) for date in dates)
    assert {gold["location"] for gold in GOLD if gold["published"] is None} == {
        gold["location"] for gold in GOLD if "no-date" in gold["traps"]
    }


def test_drafts_and_pages_are_not_expected() -> None:
    kinds = {
        item.findtext("link"): (item.findtext(f"{WP}status"), item.findtext(f"{WP}post_type"))
        for item in ElementTree.parse(TOP / "exports/eskham-harbour-notes.xml").iter("item")
    }
    assert {("draft", "post"), ("publish", "page"), ("publish", "post")} == set(kinds.values())
    expected = {gold["url"] for gold in GOLD}
    assert {link for link in kinds if link in expected} == {
        link for link, kind in kinds.items() if kind == ("publish", "post")
    }


def test_the_kill_notice_names_a_record() -> None:
    notice = json.loads((TOP / "corrections/halyard-kill-notice.json").read_text(encoding="utf-8"))
    assert notice["pubstatus"] == "canceled"
    withdrawn = [gold for gold in GOLD if "withdrawn_by" in gold]
    assert [gold["url"] for gold in withdrawn] == [notice["uri"]]


def test_nothing_in_the_corpus_has_a_host_that_could_exist() -> None:
    hosts = set()
    for path in filter(Path.is_file, TOP.rglob("*")):
        text = path.read_bytes().decode("utf-8", "replace")
        hosts |= {urlsplit(url).hostname or "" for url in re.findall(r"https?://[^\s\"'<>)\]\\]+", text)}
    assert {host for host in hosts - STANDARDS if not host.endswith(".example")} == set()


def test_readers_comments_name_somebody_the_article_does_not() -> None:
    named = {
        "Mayor Ferrant": "dockers-strike-at-port-averin",
        "Rhona Pell": "what-we-owe-the-sulky-ones",
        "Tulk": "two-stones-out-of-five",
    }
    for name, slug in named.items():
        gold = next(gold for gold in PAGES if gold["location"].endswith(f"{slug}.html"))
        assert name in page_of(gold)
        assert name not in " ".join(body_of(gold))
