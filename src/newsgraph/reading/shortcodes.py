"""What does a WordPress post look like once WordPress has shown it? Blocks, shortcodes and paragraphs."""

import re

from newsgraph.errors import ArticleRejected

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)  # Gutenberg's blocks, <!--more-->, <!--nextpage-->
UNSHOWN = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
CAPTION = re.compile(r"\[(caption|wp_caption)\b([^\]]*)\](.*?)\[/\1\]", re.DOTALL)
CAPTION_WORDS = re.compile(r"""\bcaption=(?:"([^"]*)"|'([^']*)')""")
PICTURE = re.compile(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", re.DOTALL)
# Shortcodes around something that is no text: an address, a script, coordinates.
HOLLOW = re.compile(
    r"\[(embed|audio|video|playlist|youtube|vimeo|soundcloud|googlemaps|map|wpvideo|iframe|tweet|twitter)\b[^\]]*\].*?\[/\1\]",
    re.DOTALL | re.IGNORECASE,
)
KNOWN = {
    "archives", "audio", "blip.tv", "caption", "code", "contact-field", "contact-form", "contact-form-7",
    "dailymotion", "embed", "facebook", "flickr", "gallery", "googleapps", "googlemaps", "googlevideo",
    "gravityform", "instagram", "jetpack", "playlist", "poll", "polldaddy", "presentation", "quote",
    "recipe", "scribd", "slideshare", "slideshow", "soundcloud", "spotify", "subscribe", "ted", "toc",
    "tweet", "twitter", "video", "videopress", "vimeo", "wp_caption", "wpvideo", "youtube",
}  # fmt: skip
ESCAPED = re.compile(r"\[(\[[A-Za-z][^\[\]]*\])\]")
SHORTCODE = re.compile(r"\[(/?)([A-Za-z][\w.-]*)((?:\s[^\[\]]*|=[^\[\]]*)?)/?\]")
BLOCK = (
    r"(?:address|article|aside|blockquote|dd|details|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|"
    r"hr|legend|li|main|nav|ol|option|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)\b"
)
BLOCK_START = re.compile(rf"\s*</?{BLOCK}", re.IGNORECASE)
BLOCK_OPENS = re.compile(rf"<{BLOCK}", re.IGNORECASE)
BLOCK_ENDS = re.compile(rf"</{BLOCK}\s*>", re.IGNORECASE)
BARE_LINK = re.compile(r"https?://\S+")  # alone in a paragraph it is shown as a film, a tweet, a card
PRE = re.compile(r"(<pre\b.*?</pre\s*>)", re.DOTALL | re.IGNORECASE)
EMPTY_LINE = re.compile(r"\n[ \t]*\n\s*")


def post_html(content: str) -> str:
    """The post's body as HTML with paragraphs. Raises ArticleRejected where nothing is left to be read.

    Brackets stay where they are words ("[sic]", "[the minister]"): a shortcode is a known name, or one that
    has attributes, an underscore in its name, or a closing partner.
    """
    blocks = "<!-- wp:" in content
    text = COMMENT.sub("", content.replace("\r\n", "\n").replace("\r", "\n"))
    text = _without_shortcodes(CAPTION.sub(_figure, UNSHOWN.sub("", text)))
    html = text.strip() if blocks else with_paragraphs(text)
    if not html:
        raise ArticleRejected("a post without text")
    return html


def _figure(found: re.Match[str]) -> str:
    """As WordPress has it: the picture, and under it the words behind it or in the attribute."""
    attributes, inside = found[2], found[3]
    picture = PICTURE.match(inside)
    said = CAPTION_WORDS.search(attributes)
    words = (said[1] or said[2] or "") if said else ""
    image, rest = (picture[1], picture[2]) if picture else ("", inside)
    caption = words or rest.strip()
    return f"\n\n<figure>{image}<figcaption>{caption}</figcaption></figure>\n\n"


def _without_shortcodes(text: str) -> str:
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[1])
        return f"\0{len(kept) - 1}\0"

    text = ESCAPED.sub(keep, text.replace("\0", ""))
    text = HOLLOW.sub("", text)
    closed = {found[2].lower() for found in SHORTCODE.finditer(text) if found[1]}
    text = SHORTCODE.sub(lambda found: "" if _is_shortcode(found, closed) else found[0], text)
    return re.sub("\0(\\d+)\0", lambda found: kept[int(found[1])], text)


def _is_shortcode(found: re.Match[str], closed: set[str]) -> bool:
    name, attributes = found[2].lower(), found[3]
    return bool(found[1]) or name in KNOWN or name in closed or "_" in name or "=" in attributes


def with_paragraphs(text: str) -> str:
    """Text as an editor typed it, empty lines between paragraphs, as HTML: what WordPress calls wpautop."""
    pieces: list[str] = []
    for part in PRE.split(text):
        if PRE.fullmatch(part):
            pieces.append(part)
        else:
            parted = BLOCK_ENDS.sub(r"\g<0>\n\n", BLOCK_OPENS.sub(r"\n\n\g<0>", part))
            pieces += [_paragraph(block) for block in EMPTY_LINE.split(parted.strip()) if block.strip()]
    return "\n".join(filter(None, pieces))


def _paragraph(block: str) -> str:
    if BLOCK_START.match(block):
        return block
    if BARE_LINK.fullmatch(block.strip()):
        return ""
    return f"<p>{block.strip().replace(chr(10), '<br>' + chr(10))}</p>"
