"""A site's folder: what is in it, and what becomes of it when the archive changes."""

import gzip
import json
import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

import newsgraph
from newsgraph.boxes import Box, Boxed, Rulings
from newsgraph.errors import UsageError
from newsgraph.listing import Asked
from newsgraph.serving import SiteOptions, build_site
from newsgraph.serving.site.folder import LOG, Folder
from newsgraph.serving.site.pages import Press
from newsgraph.serving.site.state import STATE
from newsgraph.serving.site.template import read_template

TOP = Path(__file__).parents[2]
CORRECTIONS = TOP / "examples" / "corrections"
SHIPPED = TOP / "src" / "newsgraph" / "serving" / "site"
NOT_OF_PAGES = {STATE, "changed.txt", "pages.json"}


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def shown(folder: Path, id: str) -> dict[str, object]:
    """The JSON of a page, as a browser comes to it."""
    key = id.removeprefix("article/")
    place = folder / "related" / key[:2]
    pointer = json.loads((place / f"{key}.json").read_text(encoding="utf-8"))
    found: dict[str, object] = json.loads((place / pointer["json"]).read_text(encoding="utf-8"))
    return found


def fragments(folder: Path) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("related/*/*.html")}


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_every_page_lists_what_related_lists_with_its_line(archive: newsgraph.Archive, tmp_path: Path) -> None:
    build_site(archive, tmp_path / "out")
    as_they_are = list[bool]()
    for article in archive.articles():
        page = shown(tmp_path / "out", article.id)
        listed = archive.related(article.id, limit=3)
        told = [(one["id"], one["line"]) for one in page["related"]]  # type: ignore[attr-defined]
        if told_all := all(one.url for one in archive.related(article.id, limit=60, collapse=False)):
            assert told == [(one.id, one.line) for one in listed]
        as_they_are.append(told_all)
    assert sum(as_they_are) > len(as_they_are) // 4


def test_what_has_no_url_takes_nobodys_place(archive: newsgraph.Archive, tmp_path: Path) -> None:
    unlinked = frozenset(article.id for article in archive.articles() if not article.url)
    pages = [article.id for article in archive.articles()]
    as_hidden = Asked(rulings=Rulings(nowhere=unlinked))
    expected = {box.article: [one.id for one in box.entries] for box in archive.boxes(pages, as_hidden, then=_itself)}
    build_site(archive, tmp_path / "out")
    listed = {id: [one["id"] for one in shown(tmp_path / "out", id)["related"]] for id in pages}  # type: ignore[attr-defined]
    assert listed == expected
    displaced = [id for id in pages if any(not one.url for one in archive.related(id, limit=3))]
    assert any(len(listed[id]) == 3 for id in displaced)


def test_what_is_pinned_without_a_url_takes_nobodys_place(archive: newsgraph.Archive, tmp_path: Path) -> None:
    page = next(article.id for article in archive.articles() if article.url)
    shown_id = next(article.id for article in archive.articles() if not article.url)
    rules = tmp_path / "rules.toml"
    rules.write_text(f'[[pin]]\npage = "{page}"\nshow = "{shown_id}"\n', encoding="utf-8")
    build_site(archive, tmp_path / "plain")
    build_site(archive, tmp_path / "ruled", SiteOptions(rules=rules))
    assert shown(tmp_path / "ruled", page)["related"] == shown(tmp_path / "plain", page)["related"]


def test_a_copy_that_has_a_url_stands_for_an_original_that_has_none(tmp_path: Path) -> None:
    told = [
        {
            "id": f"strike-{at}",
            "title": f"Dockers of Port Averin strike, day {at}",
            "published": f"2024-03-0{at}",
            "url": f"https://averincourier.example/{at}" if at != 2 else "",
            "text": f"Dockers in Port Averin walked out on day {at} of the strike over pay. {part}",
        }
        for at, part in PARTS.items()
    ]
    copy = {**told[1], "id": "copy", "published": "2024-03-05", "url": "https://merringazette.example/2"}
    with newsgraph.open_archive(tmp_path / "archive", create=True) as archive:
        for some in (told, [copy]):
            (tmp_path / "some.jsonl").write_text("\n".join(map(json.dumps, some)), encoding="utf-8")
            archive.add([tmp_path / "some.jsonl"])
            build_site(archive, tmp_path / "out", SiteOptions(full=True))
            build_site(archive, tmp_path / str(len(some)), SiteOptions(full=True))
            (first, *_) = (article.id for article in archive.articles() if article.external_id == "strike-1")
            page = shown(tmp_path / "out", first)
            assert page == shown(tmp_path / str(len(some)), first)
    listed = {one["url"] for one in page["related"]}  # type: ignore[attr-defined]
    assert listed == {"https://averincourier.example/3", "https://merringazette.example/2"}


PARTS = {
    1: "Marta Quillan told the council that the cranes would stand still until the mine paid its share of the harbour.",
    2: "Ship owners sent two vessels on to Calder, and the mayor asked the ministry for a mediator by the weekend.",
    3: "A mediator came by the night train, and both sides sat down in the old customs house before noon.",
}


def _itself(box: Box) -> Box:
    return box


def test_a_fragment_is_a_labelled_list_of_headlines_with_a_reason_each(
    archive: newsgraph.Archive, tmp_path: Path
) -> None:
    build_site(archive, tmp_path / "out")
    some = [text for text in fragments(tmp_path / "out").values() if text]
    assert some
    for text in some:
        tags = Tags(text).tags
        names = [name for name, _ in tags]
        (aside,) = [attributes for name, attributes in tags if name == "aside"]
        assert ("h2", {"id": aside["aria-labelledby"]}) in tags
        assert names.count("li") == names.count("a") > 0
        assert names.count("details") == names.count("summary") == names.count("blockquote")  # nothing opens to nothing
        assert names.count("p") == names.count("li") + names.count("li") - names.count("details")
        assert any(attributes.get("itemtype") == "https://schema.org/ItemList" for _, attributes in tags)
        assert not {"script", "style"} & set(names)
        assert not any(
            "style" in attributes or any(key.startswith("on") for key in attributes) for _, attributes in tags
        )


def test_typed_again_it_changes_nothing(archive: newsgraph.Archive, tmp_path: Path) -> None:
    first = build_site(archive, tmp_path / "out")
    before = files(tmp_path / "out")
    again = build_site(archive, tmp_path / "out")
    assert (again.made, again.lists, again.changed) == (0, (), ())
    assert first.pages == again.pages == archive.stats().articles
    assert files(tmp_path / "out") | {"changed.txt": b""} == before | {"changed.txt": b""}


def test_every_file_that_changed_is_told_by_its_url(archive: newsgraph.Archive, tmp_path: Path) -> None:
    report = build_site(archive, tmp_path / "out", SiteOptions(base_url="https://courier.example/ng"))
    told = (tmp_path / "out" / "changed.txt").read_text(encoding="utf-8").split()
    assert tuple(told) == report.changed
    made = {f"https://courier.example/ng/{name}" for name in files(tmp_path / "out") if name not in NOT_OF_PAGES}
    assert set(told) == made


def test_after_what_came_was_corrected_and_was_withdrawn_it_is_as_if_made_anew(
    archive: newsgraph.Archive, tmp_path: Path
) -> None:
    build_site(archive, tmp_path / "out")
    for change in sorted(CORRECTIONS.iterdir()):
        archive.add([change])
        build_site(archive, tmp_path / "out")
        fresh = tmp_path / f"fresh-{change.name}"
        build_site(archive, fresh)
        assert fragments(tmp_path / "out") == fragments(fresh)
        for article in archive.articles():
            assert shown(tmp_path / "out", article.id) == shown(fresh, article.id)
        found, anew = searchable(tmp_path / "out"), searchable(fresh)
        assert {word: found[word] for word in anew} == anew  # words that nobody has written since lead to their stems


def searchable(folder: Path) -> dict[str, dict[str, int]]:
    """Of each word, which pages it finds and what it weighs there."""
    manifest = json.loads((folder / "search/manifest.json").read_text(encoding="utf-8"))
    rows = [
        row for name in manifest["pages"] for row in json.loads((folder / "search/pages" / name).read_text("utf-8"))
    ]
    found: dict[str, dict[str, int]] = {}
    for name in manifest["words"].values():
        shard = json.loads((folder / "search/words" / name).read_text(encoding="utf-8"))
        for word, stems in shard["words"].items():
            for stem in [stems] if isinstance(stems, str) else stems:
                number, pairs = 0, shard["stems"][stem]
                for step, weight in zip(pairs[::2], pairs[1::2], strict=True):
                    number += step
                    found.setdefault(word, {})[rows[number][0]] = weight
    return found


def test_the_search_finds_a_word_under_every_ending(archive: newsgraph.Archive, tmp_path: Path) -> None:
    build_site(archive, tmp_path / "out")
    found = searchable(tmp_path / "out")
    assert found["cranes"] == found["crane"]
    (hit, *_) = archive.search("title:strike").hits
    assert found["strike"][hit.url] >= 4


def test_a_withdrawn_article_leaves_no_trace(archive: newsgraph.Archive, tmp_path: Path) -> None:
    build_site(archive, tmp_path / "out")
    before = {article.id: article for article in archive.articles()}
    archive.add([CORRECTIONS / "halyard-kill-notice.json"])
    gone = before.keys() - {article.id for article in archive.articles()}
    assert gone
    report = build_site(archive, tmp_path / "out")
    left = b"\n".join(content for name, content in files(tmp_path / "out").items() if name != "changed.txt")
    for id in gone:
        key = id.removeprefix("article/")
        assert not list(tmp_path.glob(f"out/related/*/{key}*"))
        assert key.encode() not in left
        assert before[id].url.encode() not in left
        assert id in report.lists


def test_a_dry_run_tells_the_same_and_writes_nothing(archive: newsgraph.Archive, tmp_path: Path) -> None:
    dry = build_site(archive, tmp_path / "out", SiteOptions(dry=True))
    assert not (tmp_path / "out").exists()
    done = build_site(archive, tmp_path / "out")
    assert set(dry.changed) == set(done.changed)
    assert dry.lists == done.lists


def test_what_a_killed_run_wrote_is_told_by_the_next(archive: newsgraph.Archive, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build_site(archive, out)
    (out / LOG).write_text("related/3f/3f9a0c5e7d21b846.html\n", encoding="utf-8")
    assert build_site(archive, out).changed == ("related/3f/3f9a0c5e7d21b846.html",)
    assert not (out / LOG).exists()


def test_an_account_that_is_lost_is_made_again_and_nothing_old_stays(
    archive: newsgraph.Archive, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    build_site(archive, out)
    before = files(out)
    (out / STATE).write_text("{", encoding="utf-8")
    (out / "related/00").mkdir(exist_ok=True)
    (out / "related/00/0000000000000000.html").write_text("an article that is gone", encoding="utf-8")
    report = build_site(archive, out)
    assert report.changed == ("related/00/0000000000000000.html",)
    assert files(out) | {"changed.txt": b""} == before | {"changed.txt": b""}


def test_a_folder_of_something_else_is_left_alone(archive: newsgraph.Archive, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("my page", encoding="utf-8")
    with pytest.raises(UsageError, match="no site"):
        build_site(archive, tmp_path)


def test_what_articles_say_is_text_and_their_addresses_are_web_addresses(tmp_path: Path) -> None:
    entry = Boxed(
        id=newsgraph.ArticleId("article/2"),
        title="<script>alert(1)</script>",
        url="https://averincourier.example/2'\"><b>",
        source="<i>",
        published=None,
        language='en" onload="alert(1)',
        relation="",
        line="Also about <u>",
        quote="<img src=x>",
    )
    other = replace(entry, url="javascript:alert(1)")
    box = Box(article=newsgraph.ArticleId("article/1"), title="<b>", url="", language="fr", entries=(entry, other))
    Press(Folder(tmp_path), read_template(None), "<h1>")(box)
    (text,) = fragments(tmp_path).values()
    tags = Tags(text).tags
    assert not {"script", "b", "i", "u", "img", "h1"} & {name for name, _ in tags}
    assert [attributes["href"] for name, attributes in tags if name == "a"] == [entry.url]
    assert not any(name.startswith("on") for _, attributes in tags for name in attributes)
    assert [one["url"] for one in shown(tmp_path, box.article)["related"]] == [entry.url]  # type: ignore[attr-defined]


def test_a_template_of_ones_own_is_filled(archive: newsgraph.Archive, tmp_path: Path) -> None:
    file = tmp_path / "box.html"
    file.write_text(
        "<nav>{{heading}}:\n<!-- item --><a href='{{url}}'>{{title}}</a> <!-- /item --></nav>", encoding="utf-8"
    )
    build_site(archive, tmp_path / "out", SiteOptions(template=file, heading="More & more"))
    (text, *_) = [text for text in fragments(tmp_path / "out").values() if text]
    assert text.startswith("<nav>More &amp; more:\n<a href='http")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<nav>\n{{heading}}\n</nav>", "line 3: found no <!-- item -->"),
        ("<nav>\n<!-- item -->{{title}}\n", "line 3: found no <!-- /item -->"),
        ("<nav>\n<!-- item -->\n{{name}}<!-- /item -->", "line 3: found {{name}}"),
        ("<nav><!-- item --><!-- /item -->\n\n{{url}}", "line 3: found {{url}}"),
    ],
)
def test_what_is_wrong_with_a_template_is_told_with_its_line(
    archive: newsgraph.Archive, tmp_path: Path, text: str, told: str
) -> None:
    file = tmp_path / "box.html"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=re.escape(told)):
        build_site(archive, tmp_path / "out", SiteOptions(template=file))


@pytest.mark.parametrize("name", ["newsgraph-related.js", "newsgraph-search.js"])
def test_an_element_is_one_small_module_that_needs_nothing(name: str) -> None:
    text = (SHIPPED / name).read_text(encoding="utf-8")
    assert len(gzip.compress(text.encode("utf-8"), 9)) <= 4096
    assert not re.search(r"^\s*import[ {*]|\bimport\(|\beval\(|new Function|innerHTML|\.style\b", text, re.MULTILINE)


def test_the_style_asks_for_nothing_from_elsewhere() -> None:
    text = (SHIPPED / "newsgraph.css").read_text(encoding="utf-8")
    assert not re.search(r"@import|url\(", text)


def test_two_processes_write_what_one_writes(corpus: Path, tmp_path: Path) -> None:
    for workers in (1, 2):
        with newsgraph.open_archive(Path(shutil.copytree(corpus, tmp_path / f"archive-{workers}"))) as archive:
            build_site(archive, tmp_path / f"out-{workers}", SiteOptions(workers=workers))
    assert files(tmp_path / "out-1") == files(tmp_path / "out-2")
