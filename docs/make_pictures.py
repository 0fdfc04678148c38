"""Make the pictures of the introduction from the archive of the examples.

    make demo && pip install --group browser && python docs/make_pictures.py      # with Debian's chromium installed

A served archive is looked at in Chromium, and a page with a box; the pictures go to docs/pictures. No test looks at
them: how letters are drawn is each machine's own affair.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

import newsgraph
from newsgraph.serving import SiteOptions, build_site

TOP = Path(__file__).parents[1]
ARCHIVE, PICTURES = TOP / "indexes" / "demo", TOP / "docs" / "pictures"
VIEWS = {
    "search": "search?q=strike",
    "graph": "graph?name=Marta%20Quillan",
    "connect": "connect?name=Marta%20Quillan&name=Zoë%20Malherbe",
}
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="stylesheet" href="newsgraph.css">
<style>body {{ max-width: 720px; margin: 2em auto; font: 18px/1.5 serif }}</style></head>
<body><h1>{title}</h1><p>{standfirst}</p>{box}</body></html>"""


def of_the_explorer(page: Page) -> None:
    words = [sys.executable, "-m", "newsgraph_cli", "serve", "--port", "0", "--index", str(ARCHIVE)]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as server:
        try:
            found = re.search(r"http://[\w.:]+/", server.stderr.readline() if server.stderr else "")
            if found is None:
                raise SystemExit(f"{ARCHIVE} is not served: make demo")
            for name, view in VIEWS.items():
                page.goto(found.group() + view)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=PICTURES / f"{name}.png")
        finally:
            server.terminate()


def of_the_box(page: Page) -> None:
    with tempfile.TemporaryDirectory() as folder, newsgraph.open_archive(ARCHIVE) as archive:
        build_site(archive, Path(folder), SiteOptions())
        article = archive.article(archive.search("deal at dawn", limit=1).hits[0].id)
        box = next(
            one for one in sorted(Path(folder).rglob("*.html")) if article.id.removeprefix("article/") in one.name
        )
        shown = PAGE.format(title=article.title, standfirst=article.standfirst, box=box.read_text(encoding="utf-8"))
        (Path(folder) / "page.html").write_text(shown, encoding="utf-8")
        page.set_viewport_size({"width": 820, "height": 460})
        page.goto((Path(folder) / "page.html").as_uri())
        page.screenshot(path=PICTURES / "box.png")


def main() -> int:
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1180, "height": 760})
        of_the_explorer(page)
        of_the_box(page)
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
