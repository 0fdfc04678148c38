import base64
from collections.abc import Callable

from newsgraph.raw import RawArticle

PAGE = "<!DOCTYPE html><html><head><title>Quay reopens</title></head><body><p>Ferries sail again.</p></body></html>"


def test_a_page_comes_whole(read_one: Callable[..., RawArticle]) -> None:
    article = read_one(PAGE)
    assert (article.format, article.page, article.url, article.location) == ("html", PAGE, "", "-")


def test_a_saved_page_knows_where_it_came_from(read_one: Callable[..., RawArticle]) -> None:
    saved = "<!-- saved from url=(0036)https://www.brennick.example/quay -->\n" + PAGE
    assert read_one(saved).url == "https://www.brennick.example/quay"
    single = "<!DOCTYPE html><!--\n Page saved with SingleFile \n url: https://brennick.example/quay \n-->" + PAGE
    assert read_one(single).url == "https://brennick.example/quay"


def test_mhtml_gives_its_page_with_its_address(read_one: Callable[..., RawArticle]) -> None:
    mail = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://brennick.example/quay\r\nSubject: Quay\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--b"\r\n\r\n'
        "----b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Location: https://brennick.example/quay\r\n\r\n{base64.b64encode(PAGE.encode()).decode()}\r\n"
        "----b\r\nContent-Type: image/png\r\n\r\nxx\r\n----b--\r\n"
    )
    article = read_one(mail)
    assert (article.page, article.url) == (PAGE, "https://brennick.example/quay")


def test_mhtml_without_a_page_is_said(refusal: Callable[..., str]) -> None:
    assert "without a page" in refusal(
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n\nx\n--b--"
    )


def test_a_page_in_windows_encoding_is_read_as_its_meta_says(read_one: Callable[..., RawArticle]) -> None:
    page = '<html><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>Порт</p></html>'
    assert read_one(page.encode("cp1251")).page == page


def test_plain_text_comes_with_plain_line_ends(read_one: Callable[..., RawArticle]) -> None:
    article = read_one("The quay\r\n\r\nwas closed.\r")
    assert (article.format, article.plain_page) == ("text", "The quay\n\nwas closed.\n")


def test_a_page_larger_than_the_limit_is_refused(refusal: Callable[..., str]) -> None:
    assert "larger than 1 MiB" in refusal("<html>" + "rain " * 300_000, largest=1 << 20)
