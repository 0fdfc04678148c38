"""The examples of sites run: what can be tried here is, the rest says why not."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

import pytest

import newsgraph
from newsgraph.ruling import read_book
from newsgraph.serving import SiteOptions, build_site, checked_rules

SITES = Path(__file__).parents[2] / "examples" / "sites"
SURVEYOR = "https://www.averincourier.example/courts/surveyor-never-went-down-shaft-inquiry-hears-40790"
DEAL = "https://www.averincourier.example/harbour/deal-at-dawn-ends-the-strike-40611"


@pytest.fixture(scope="module")
def made(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the examples' archive."""
    folder = tmp_path_factory.mktemp("site") / "newsgraph"
    with newsgraph.open_archive(Path(shutil.copytree(corpus, folder.parent / "archive"))) as archive:
        build_site(archive, folder)
    return folder


def fragment(made: Path) -> str:
    key = json.loads((made / "pages.json").read_text(encoding="utf-8"))[DEAL]
    return (made / "related" / key[:2] / f"{key}.html").read_text(encoding="utf-8")


def headlines(text: str) -> list[str]:
    return re.findall(r'itemprop="name">([^<]+)', text)


def run(*words: str, folder: Path) -> str:
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_folder_of_pages_gets_its_boxes_once(made: Path, tmp_path: Path) -> None:
    pages = shutil.copytree(SITES / "static", tmp_path / "pages", ignore=shutil.ignore_patterns("*.py"))
    shutil.copytree(made, Path(pages) / "newsgraph")
    script = str(SITES / "static" / "include.py")
    assert run(sys.executable, script, str(pages), folder=tmp_path) == "1 pages changed\n"
    text = (Path(pages) / "deal-at-dawn.html").read_text(encoding="utf-8")
    assert headlines(text) == headlines(fragment(made)) != []
    assert run(sys.executable, script, str(pages), folder=tmp_path) == "0 pages changed\n"


@pytest.mark.skipif(not shutil.which("hugo"), reason="no hugo here: apt-get install hugo")
def test_hugo_puts_the_box_in_when_it_builds(made: Path, tmp_path: Path) -> None:
    place = Path(shutil.copytree(SITES / "hugo", tmp_path / "hugo"))
    shutil.copytree(made, place / "static" / "newsgraph")
    run("hugo", folder=place)
    text = (place / "public/posts/deal-at-dawn/index.html").read_text(encoding="utf-8")
    assert fragment(made).strip() in text
    assert (place / "public/newsgraph/newsgraph-related.js").is_file()


NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx") or ""


@pytest.mark.skipif(not NGINX, reason="no nginx here: apt-get install nginx-light")
def test_nginx_includes_the_box_and_says_how_long_what_may_be_kept(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made, tmp_path / "public" / "newsgraph")
    key = json.loads((made / "pages.json").read_text(encoding="utf-8"))[DEAL]
    page = f'<main><!--#include virtual="/newsgraph/related/{key[:2]}/{key}.html" --></main>'
    (tmp_path / "public" / "index.html").write_text(page, encoding="utf-8")
    shutil.copy(SITES / "nginx" / "nginx.conf", tmp_path)
    as_root = ["-g", "user root;"] if os.geteuid() == 0 else []  # whose workers else may not read a test's folder
    with subprocess.Popen([NGINX, "-p", str(tmp_path), "-c", "nginx.conf", *as_root], stderr=subprocess.PIPE) as server:
        try:
            text, headers = fetched("/index.html")
            assert headlines(text) == headlines(fragment(made)) != []
            assert "script-src 'self'" in headers["Content-Security-Policy"]
            pointer, headers = fetched(f"/newsgraph/related/{key[:2]}/{key}.json")
            assert "max-age=60" in headers["Cache-Control"]
            _, headers = fetched(f"/newsgraph/related/{key[:2]}/{json.loads(pointer)['json']}")
            assert "immutable" in headers["Cache-Control"]
            with pytest.raises(URLError):
                fetched("/newsgraph/.newsgraph-site.json", tries=1)
        finally:
            server.terminate()


def fetched(path: str, *, tries: int = 50) -> tuple[str, dict[str, str]]:
    for left in range(tries, 0, -1):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:8089{path}", timeout=10) as answer:
                return answer.read().decode("utf-8"), dict(answer.headers)
        except URLError:
            if left == 1:
                raise
            time.sleep(0.1)
    raise AssertionError


@pytest.mark.skipif(not shutil.which("php"), reason="no php here: apt-get install php-cli")
def test_the_plugin_prints_the_box_and_hands_changes_over(made: Path, tmp_path: Path) -> None:
    plugin, spool = SITES / "wordpress" / "newsgraph" / "newsgraph.php", tmp_path / "spool"
    stubs = Path(__file__).with_name("wordpress.php")
    told = run("php", "-d", "display_errors=1", str(stubs), str(plugin), str(made), str(spool), DEAL, folder=tmp_path)
    assert told.startswith('CONTENT<newsgraph-related article="article/')
    assert headlines(told) == headlines(fragment(made)) != []
    assert "Warning" not in told
    published = (spool / "published").rename(spool / "published.jsonl")
    with newsgraph.open_archive(tmp_path / "archive", create=True) as archive:
        assert archive.add([published]).added == 1
        (article,) = archive.articles()
        assert (article.title, article.url, article.tags) == ("Cranes turn again", DEAL, ("port",))
        assert archive.add([spool / "7.jsonl"]).withdrawn == 1


def test_the_rules_are_read_and_change_the_pages_that_they_name(archive: newsgraph.Archive, tmp_path: Path) -> None:
    build_site(archive, tmp_path / "out")
    told = {one.id: one for one in checked_rules(archive, tmp_path / "out", SITES / "rules.toml")}
    page = archive.article(DEAL).id
    assert told[page].after[1] == archive.article(SURVEYOR).id
    assert {rule.kind for rule in read_book(SITES / "rules.toml").rules} == {
        *("pin", "block", "expire", "never_beside", "embargo"),
    }
    build_site(archive, tmp_path / "out", SiteOptions(rules=SITES / "rules.toml"))
    assert checked_rules(archive, tmp_path / "out", SITES / "rules.toml") == []
