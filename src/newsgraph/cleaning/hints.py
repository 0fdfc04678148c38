"""What do class names and tags say about a part of a page? The vocabulary of page builders, as bits."""

import re
from functools import lru_cache
from typing import Final


class Hint:
    """Bits that add up in an int. An enum would read the same and take twenty times as long in the walk."""

    BODY: Final = 1 << 0
    NAVIGATION: Final = 1 << 1
    RELATED: Final = 1 << 2
    ADVERT: Final = 1 << 3
    SHARE: Final = 1 << 4
    COMMENTS: Final = 1 << 5
    AUTHOR: Final = 1 << 6
    BIO: Final = 1 << 7
    SIGNUP: Final = 1 << 8
    META: Final = 1 << 9
    CAPTION: Final = 1 << 10
    HIDDEN: Final = 1 << 11
    CONSENT: Final = 1 << 12
    EMBED: Final = 1 << 13
    STANDFIRST: Final = 1 << 14
    FACTS: Final = 1 << 15
    NOTE: Final = 1 << 16
    PULLQUOTE: Final = 1 << 17
    FOOTER: Final = 1 << 18
    MEDIA: Final = 1 << 19
    HEADLINE: Final = 1 << 20
    # from the tag alone
    ASIDE: Final = 1 << 21
    FIGURE: Final = 1 << 22
    FORM: Final = 1 << 23
    HEADER: Final = 1 << 24
    LIST: Final = 1 << 25
    TABLE: Final = 1 << 26
    QUOTE: Final = 1 << 27
    BUTTON: Final = 1 << 28
    BOLD: Final = 1 << 29
    ITALIC: Final = 1 << 30
    TEASER: Final = 1 << 31
    WIDGET: Final = 1 << 32
    PARAGRAPH: Final = 1 << 33
    FOOT: Final = 1 << 34
    # from what it holds
    ASKING: Final = 1 << 35


BIT_NAMES: Final = [(bit, name) for name, bit in vars(Hint).items() if name.isupper()]
BY_TAG: Final = {
    "nav": Hint.NAVIGATION,
    "menu": Hint.NAVIGATION,
    "aside": Hint.ASIDE,
    "figure": Hint.FIGURE,
    "figcaption": Hint.FIGURE | Hint.CAPTION,
    "picture": Hint.FIGURE,
    "form": Hint.FORM,
    "fieldset": Hint.FORM,
    "footer": Hint.FOOTER | Hint.FOOT,
    "header": Hint.HEADER,
    "ul": Hint.LIST,
    "ol": Hint.LIST,
    "dl": Hint.LIST,
    "table": Hint.TABLE,
    "blockquote": Hint.QUOTE,
    "button": Hint.BUTTON,
    "b": Hint.BOLD,
    "strong": Hint.BOLD,
    "em": Hint.ITALIC,
    "i": Hint.ITALIC,
    "address": Hint.AUTHOR,
}

# Words of class names, ids and roles, lower case: camelCase and punctuation part words, a final "s" does not count,
# "-" joins words that count only together. From the names that page builders document or share (WordPress, Drupal,
# Arc, AMP, schema.org, BEM habits; English, German, French, Spanish), not from single sites.
VOCABULARY: Final = {
    Hint.BODY: "article-body article-content article-text article-main article-copy article-story article-entry "
    "articlebody articlecontent articletext entry-content entry-body entry-text entrycontent post-content post-body "
    "post-text post-entry postcontent postbody story-body story-content story-text storybody storycontent storytext "
    "news-content news-body news-text single-content main-content main-text maincontent body-content body-text "
    "body-copy bodytext bodycopy page-content text-content content-body content-text content-article content-main "
    "richtext wysiwyg field-body prose articulo-cuerpo artikel-text artikeltext corps cuerpo fulltext "
    "text-block",
    Hint.PARAGRAPH: "paragraph para content-block article-section article-paragraph article-block text-component",
    Hint.NAVIGATION: "nav navi navbar navigation menu submenu breadcrumb crumb pagination pager paging skip-link "
    "skiplink topbar toolbar masthead sitemap toc search language-switcher lang-switcher hamburger drawer tab-list",
    Hint.RELATED: "related relacionado relacionada relatednew recommend recommended recommendation recommender "
    "trending popular mostpopular most-read most-viewed mostread similar suggested suggestion outbrain taboola zergnet "
    "revcontent recirc recirculation read-also readmore read-more readnext read-next read-on also see-also more-from "
    "more-on more-story more-new more-article more-link more upnext next previous prev latest linkbox inline-link "
    "internal-link weitere mehr you-may like-this infinite nextup topstorie topstory headline-list feed river other "
    "discover further crosslink onward must-read dont-miss related-link lesen-sie",
    Hint.TEASER: "teaser teaserlist promo card rail carousel slider swiper tile playlist listing archive stream thumb "
    "thumbnail ranking item-list loop",
    Hint.ADVERT: "ad ads adv advert advertisement advertising advertorial adslot adunit adbox dfp gpt sponsor "
    "sponsored banner commercial affiliate werbung anzeige publicidad publicite pub mpu leaderboard billboard adsense "
    "adsbygoogle shopping shop deal product buy coupon partner commerce",
    Hint.SHARE: "share sharing shared sharer sharebar sharetool social follow facebook twitter whatsapp pinterest "
    "linkedin sociable addthi addtoany sharedaddy tool action bookmark viral follow-us",
    Hint.COMMENTS: "comment commentlist commentform disqu disqus dsq respond reply replie livefyre coral spotim "
    "spot-im openweb discussion conversation kommentar kommentare commentaire comentario hyvor viafoura commento "
    "akismet",
    Hint.AUTHOR: "author byline contributor writer journalist reporter autor autoren autore auteur posted-by "
    "vcard creator verfasser redakteur staff by-line firma signature",
    Hint.BIO: "bio biography author-box author-info author-card author-about author-description author-profile "
    "author-desc author-detail author-bio authorbox authorbio authorinfo about-author about-the-author abouttheauthor "
    "about-writer aboutauthor profile guest-author autorenbox post-author byline-bio tagline author-end author-footer",
    Hint.SIGNUP: "newsletter subscribe subscriber subscription signup sign-up signin login register registration "
    "paywall piano membership donate donation support offer abo regwall metered mailing cta call-to-action contribute "
    "mailchimp mc4wp optin campaign promotion app-promo app-banner app-download notification subscribebox",
    Hint.META: "meta metadata timestamp date datetime time published updated modified pubdate tag taglist topic "
    "category categorie categorias cat-link kicker eyebrow keyword read-time reading-time readtime rubrik overline "
    "dateline section-name section-label section-title label channel source schlagwort rating view tags-link",
    Hint.CAPTION: "caption figcaption credit photocredit wp-caption copyright photographer bildunterschrift legend "
    "legende bildquelle cutline attribution image-source photo-source photo-by",
    Hint.HIDDEN: "hidden hide sr-only visually-hidden visuallyhidden screen-reader d-none display-none is-hidden "
    "noprint no-print print-only offscreen collapsed element-invisible assistive-text sronly",
    Hint.CONSENT: "cookie consent gdpr onetrust cmp modal popup popover overlay lightbox dialog tooltip toast ccpa "
    "privacy interstitial dropdown flyout alert",
    Hint.EMBED: "embed embedded tweet oembed iframe instagram tiktok datawrapper infogram quiz poll survey player "
    "videoplayer jwplayer brightcove podcast transcript fb-post youtube",
    Hint.STANDFIRST: "standfirst subtitle sub-title subhead sub-head subheadline sub-headline subheading sub-heading "
    "dek deck lede lead leadtext excerpt summary intro introduction strapline abstract chapo chapeau entradilla bajada "
    "teaser-text vorspann synopsi description bullet sapo perex sumario header-text",
    Hint.FACTS: "infobox info-box factbox fact-box fact sidebar side key-point key-takeaway highlight in-this-article "
    "box callout breakout inset glossary timeline stat scoreboard table-of-content faq secondary complementary "
    "supplement aside",
    Hint.NOTE: "footnote foot-note disclaimer correction editor-note editors-note note disclosure legal reference "
    "contact ethic trust license licence permission about feedback report syndication",
    Hint.PULLQUOTE: "pullquote pull-quote quotebox quote-box quote-block zitat blockquote quote",
    Hint.FOOTER: "footer foot colophon bottom article-footer end after below contentinfo",
    Hint.MEDIA: "gallery gallerie slideshow slide media video audio image img photo picture bild bilder foto figure "
    "infographic hero featured",
    Hint.HEADLINE: "headline title heading hed hdl titulo",
    Hint.WIDGET: "widget plugin module shortcode textwidget dynamic injected",
}
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LETTERS = re.compile(r"[a-z]+(?:\d[a-z]+)*")


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] == "s" else word


def _vocabulary() -> dict[str, int]:
    bits: dict[str, int] = {}
    for bit, phrases in VOCABULARY.items():
        for phrase in phrases.split():
            key = "-".join(map(_singular, phrase.split("-")))
            bits[key] = bits.get(key, 0) | bit
    return bits


_BITS: Final = _vocabulary()
_BEGINNINGS: Final = frozenset(phrase.partition("-")[0] for phrase in _BITS if "-" in phrase)
# Every word that can hint at something, as pages spell it: most names have none of them.
_TELLING: Final = frozenset(
    spelled
    for word in _BEGINNINGS.union(_BITS)
    for spelled in (word, f"{word}s")
    if "-" not in word and _singular(spelled) == word
)


@lru_cache(maxsize=16_384)
def hints_of(names: str) -> int:
    """The bits that these class names, ids and roles hint at."""
    found = 0
    for name in names.split():
        found |= _hints_of_name(name)
    return found


@lru_cache(maxsize=65_536)
def _hints_of_name(name: str) -> int:
    """A page has about 200 names that no page before it had, so this is in the way of every page."""
    name = name[:200]
    if not name.islower():
        name = _CAMEL.sub("-", name).lower()
    words = _LETTERS.findall(name)
    if _TELLING.isdisjoint(words):
        return 0
    words = list(map(_singular, words))
    found = 0
    for at, word in enumerate(words):
        if word in _BITS:
            found |= _BITS[word]
        if word in _BEGINNINGS:
            for end in range(at + 2, min(at + 4, len(words)) + 1):
                found |= _BITS.get("-".join(words[at:end]), 0)
    return found
