"""Which fields does a record have? The schema of JSONL and CSV input.

A record is a JSON object or a row under a header line. Names are compared without regard to case, spaces,
hyphens and underscores. Where a record has a field and a synonym of it, the field itself wins, then the
synonyms in the order given. Unknown names are ignored and told to `ReadOptions.notice`, once a file.
"""

# Field: (what it holds, synonyms). One of html and text is needed; with only a standfirst the article is
# partial.
SCHEMA: dict[str, tuple[str, tuple[str, ...]]] = {
    "id": (
        "the source's own id, kept and accepted wherever an article is named",
        ("external_id", "guid", "uri"),
    ),
    "title": ("headline", ("headline", "headlines", "name")),
    "text": (
        "the body, paragraphs parted by empty lines; HTML is recognised",
        ("body", "content", "article_body", "body_text", "maintext", "full_text", "article_text", "article"),
    ),
    "html": ("the body as HTML, or the whole page", ("body_html", "content_html", "raw_html", "page")),
    "url": ("address of the page", ("link", "permalink", "canonical_url", "href", "web_url")),
    "source": (
        "outlet: host, URL or name",
        ("publisher", "outlet", "publication", "site", "site_name", "domain"),
    ),
    "source_url": ("the outlet's address; wins over `source`", ("source_domain", "publisher_url")),
    "date": (
        "when it was published, in any form; numbers are seconds or milliseconds since 1970",
        (
            "published",
            "date_published",
            "published_at",
            "publish_date",
            "publication_date",
            "pub_date",
            "created",
            "created_at",
            "timestamp",
            "datetime",
        ),
    ),
    "updated": (
        "when it was last changed",
        ("date_modified", "modified", "updated_at", "last_modified", "date_modify"),
    ),
    "authors": (
        "a list, or names parted by ; or |, or a byline as printed",
        ("author", "creator", "writer", "writers"),
    ),
    "byline": ("the byline as printed", ()),
    "tags": (
        "a list, or words parted by ; | or commas",
        ("keywords", "topics", "topic", "categories", "subjects"),
    ),
    "section": ("part of the outlet", ("category", "desk", "rubric")),
    "language": ("ISO 639 code", ("lang", "locale", "language_code")),
    "standfirst": (
        "the sentence or two under the headline",
        ("summary", "description", "abstract", "excerpt", "lead", "lede", "subtitle", "teaser", "dek"),
    ),
    "dateline": ("place and day as printed in front of the text", ()),
    "origin": (
        "host or URL that published it first",
        ("original_source", "original_url", "is_based_on"),
    ),
    "toponyms": (
        "place names in `text` that are already known: a list of objects with `start` and `end` in code points,"
        " half-open; read by `extract --spans`",
        ("spans",),
    ),
    "withdrawn": ("true where the publisher took the article back", ("retracted", "deleted")),
}


def folded(name: str) -> str:
    """The name as it is compared."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


# Folded name: (field, rank); a lower rank wins.
SPELLINGS: dict[str, tuple[str, int]] = {
    folded(name): (field, rank)
    for field, (_, synonyms) in SCHEMA.items()
    for rank, name in enumerate((field, *synonyms))
}
