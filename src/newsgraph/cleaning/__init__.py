"""What does the article say, without the page around it?

Takes what came through the door apart into title, standfirst, body, captions, byline, biographies, comments
and furniture, and finds who wrote it, when, where, in which language and after whom. Nothing is invented:
what was found, how, and what disagrees with it stands in the article's evidence.
"""

from newsgraph.article import Article
from newsgraph.errors import ArticleRejected
from newsgraph.raw import RawArticle

__all__ = ["clean"]


def clean(raw: RawArticle) -> Article:
    """The clean article. Raises ArticleRejected where there is no text in it. A withdrawn one has none, so it
    never comes here."""
    raw = _encodable(raw)
    if raw.body_text is not None:
        from newsgraph.cleaning.records import clean_record

        return clean_record(raw)
    if raw.page is not None:
        from newsgraph.cleaning.web_page import clean_page

        return clean_page(raw)
    if raw.body_html is not None:
        from newsgraph.cleaning.web_page import clean_fragment

        return clean_fragment(raw)
    if raw.plain_page is not None:
        from newsgraph.cleaning.plain_article import clean_plain_page

        return clean_plain_page(raw)
    raise ArticleRejected("was withdrawn by its publisher and has no text")


# The parser replaces what is no character by itself, and spans have none.
_AS_IT_IS = ("page", "body_html", "spans")


def _encodable(raw: RawArticle) -> RawArticle:
    """Without half characters: JSON may spell "\\ud800", which no file, database or terminal can hold."""
    broken: dict[str, object] = {}
    for name, value in vars(raw).items():
        if not value or name in _AS_IT_IS:
            continue
        if isinstance(value, str):
            if not _is_sound(value):
                broken[name] = _mended(value)
        elif isinstance(value, tuple) and not all(map(_is_sound, value)):
            broken[name] = tuple(map(_mended, value))
    return raw.model_copy(update=broken) if broken else raw


def _is_sound(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _mended(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
