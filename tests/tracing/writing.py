"""Articles of the fictional world, in a few words each."""

from collections.abc import Sequence
from datetime import UTC, datetime

from newsgraph.article import Article, ArticleId, Evidence, Hyperlink, Part, ZoneKind, compose

STRIKE = (
    "PORT AVERIN (Halyard) - Dockers at Port Averin walked off the quays on Tuesday after the harbour company "
    "refused to restore the night allowance that it cut in the spring.",
    "About four hundred men and women left the container terminal at noon, and by evening eleven ships lay at "
    "anchor outside the breakwater with nobody to unload them.",
    "“We asked for a date and they gave us a shrug,” said Marta Quillan, who leads the stevedores, to a crowd "
    "in front of the customs house.",
    "The company said in a letter to its staff that the allowance had become a habit rather than a need, and "
    "that it would talk when work began again.",
    "The last strike in the port, nineteen years ago, ended after six days when the council paid the "
    "difference from its ferry fund.",
)
MINE = (
    "Water broke into the lower gallery of the Skarrow tin mine early on Friday, and the morning shift was "
    "brought up through the old ventilation shaft one by one.",
    "Nobody was hurt, but the pumps that the owner had promised after last winter's flood stood unpacked in a "
    "shed by the gate, miners told the Radio.",
    "An inspector from the valley authority will go down as soon as the level falls below the second ladder, "
    "which may take until the middle of next week.",
    "Colm Tarrant, who has worked there for thirty years, said that he had never seen the water come so fast "
    "or so quiet.",
)


def article(
    name: str,
    *paragraphs: str,
    source: str = "",
    day: int | None = None,
    title: str = "A headline",
    origin: str | None = None,
    how: str = "line 'Original Source:'",
    authors: Sequence[str] = (),
    links: Sequence[tuple[str, str]] = (),
) -> Article:
    """An article named `article/NAME` at https://SOURCE/NAME, of that day in June. `links` are (words in it, URL)."""
    text, zones = compose([Part(ZoneKind.TITLE, title), *(Part(ZoneKind.BODY, one) for one in paragraphs)])
    return Article(
        id=ArticleId(f"article/{name}"),
        text=text,
        zones=zones,
        url=f"https://{source}/{name}" if source else "",
        source=source,
        authors=tuple(authors),
        published=None if day is None else datetime(2024, 6, day, 9, tzinfo=UTC),
        origin=origin,
        evidence=(Evidence("origin", origin, how, True),) if origin else (),
        links=tuple(Hyperlink(url, text.index(words), text.index(words) + len(words)) for words, url in links),
    )
