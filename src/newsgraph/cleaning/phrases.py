"""Which words give a line away? Phrases that pages print around their articles, and the words of ordinary prose."""

import re

# The most frequent words of English, German, French, Spanish, Italian, Dutch and Portuguese: prose is full of them,
# menus are not.
COMMON_WORDS = frozenset(
    "the of and to a in that is was he for it with as his on be at by i this had not are but from or have an they "  # noqa: SIM905
    "which one you were her all she there would their we him been has when who will more no if out so said what up "
    "its about into than them can only other some could these two may then do any my now such like our over me even "
    "most after also did many before must through where much your way well down should because each just those how "
    "too very still own see here between both being under never same another while last us great off since against "
    "der die das und zu den von mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass "
    "sie nach wird bei einer um am sind noch wie einem über einen zum war haben nur oder aber vor zur bis mehr durch "
    "man sein wurde sei el la de que y en los del se las por un para con una su al lo como más pero sus le ya este sí "
    "porque esta entre cuando muy sin sobre también hasta hay donde quien desde todo nos les et est dans pour qui pas "
    "sur ce par avec plus sont au il elle di che non per uno della sono gli nel het van een dat op te zijn voor met "
    "aan door maar ook niet naar bij wordt o e os um uma não na no da do dos das em é ao mais foi".split()
)
# The patterns are for lower-case text: ignoring case takes several times longer.
# How lines begin that lead away from the article, sign up readers, or speak about the page.
FURNITURE_OPENINGS = re.compile(
    r"(?:read (?:more|also|next|on\b|the full)|more (?:from|on|in|stories|news|like|about|coverage)|related|see also|"
    r"also (?:read|see|on)|recommended|trending|watch(?: now|:| the| more| this| live)|listen|click (?:here|to)|tap |"
    r"sign up|subscribe|follow |join (?:us|our|the)|download|get (?:the|our|more|all)|share|print|e-?mail|advertis|"
    r"sponsored|story continues|article continues|continue reading|scroll|loading|photos?\b|images?\b|picture|foto|"
    r"bild|video|credits?|source\b|quelle|copyright|©|\(c\)|all rights|this (?:article|story|post|content|site|"
    r"material|report)|(?:the )?post |originally|first published|published|updated|last (?:updated|modified)|posted|"
    r"tags?\b|topics?\b|categor|filed under|in this (?:article|story)|\d* ?comments?\b|leave a|log ?in|don.t miss|"
    r"you (?:may|might)|up next|next (?:article|story|up)|previous|what (?:do you think|to read)|have (?:a |you )|"
    r"got a |contact|corrections?\b|editor.s note|note:|disclaimer|disclosure|about (?:the author|us)|by\b|"
    r"written by|reporting by|editing by|additional reporting|with files|most (?:read|popular|viewed)|latest|"
    r"top stories|best of|shop|buy|view (?:all|more|gallery|comments)|show (?:more|comments)|open|close|skip|jump|"
    r"back to|home\b|for more|learn more|find out|discover|enjoy|support|donate|become a|lesen sie|lesetipp|"
    r"mehr (?:zum|zu|aus|von|dazu)|auch interessant|weiterlesen|das könnte|newsletter|anzeige|lire aussi|à lire|"
    r"lee también|te puede|más (?:información|noticias)|suscr|sigue|stand:|von\b|par\b|por\b)"
)
# What such lines say somewhere inside.
FURNITURE_PHRASES = tuple(
    "newsletter|subscri|sign up|click here|terms of|privacy policy|cookie|rights reserved|copyright|affiliate|"  # noqa: SIM905
    "commission|getty images|afp via|shutterstock|facebook|twitter|instagram|whatsapp|http://|https://|www.|"
    "contributed to|contributed reporting|read more|your inbox|our app|advertisement|may not be published|"
    "may not be reproduced|associated press|follow us|follow him|follow her|follow them|our journalism|"
    "correspondent|columnist| reporter| editor | journalist| contributor".split("|")
)
# What stands over or instead of an advertisement, as the words of the whole block.
ADVERT_LABELS = frozenset(
    (
        "ad",
        "ads",
        "advert",
        "advertisement",
        "advertisements",
        "advertising",
        "advertisement continue reading the main story",
        "advertisement scroll to continue",
        "article continues after advertisement",
        "article continues below",
        "article continues below advertisement",
        "article continues below this ad",
        "continue reading below",
        "scroll to continue",
        "scroll to continue with content",
        "sponsored",
        "sponsored content",
        "story continues below",
        "story continues below ad",
        "story continues below advertisement",
        "anzeige",
        "werbung",
        "publicité",
        "la suite après la publicité",
        "publicidad",
        "publicidade",
        "continua após a publicidade",
        "pubblicità",
        "advertentie",
        "annons",
        "annonce",
        "annonse",
        "mainos",
        "reklam",
        "reklama",
        "reklame",
    )
)
# How a paragraph begins that is a link to another article.
READ_MORE = re.compile(
    r"(?:read (?:more|also|next)|also read|see also|related(?: (?:article|post|stor(?:y|ies)))?|must read|"
    r"lesen sie auch|mehr zum thema|auch interessant|(?:à )?lire aussi|lire également|lee también|leer también|"
    r"leggi anche|lees ook|leia (?:também|mais)|läs också|les også|læs også)\s?[:»]\s?\S"
)
# Where a copy says that it is one, in a line of its own.
ORIGIN_LINES = re.compile(
    r"original (?:source|article)\s?:|(?:source|quelle|fuente|fonte)\s?: ?(?:https?://|www\.|\S+$)|"
    r"the post .{3,300} appeared first on |(?:der beitrag|l[’']article|la entrada|el artículo) .{3,300} "
    r"(?:erschien zuerst auf|est apparu en premier sur|se publicó primero en|apareció primero en) "
)
# What the forms under articles say.
COMMENT_FORM = re.compile(
    r"leave (?:a|your) (?:reply|comment)|your e?-?mail address will not be published|required fields are marked|"
    r"(?:post|add|write) a comment|join the (?:discussion|conversation)|save my name, e?-?mail|"
    r"(?:log|sign) in to comment|no comments yet|kommentar schreiben|schreiben sie einen kommentar|"
    r"laisser un commentaire|deja (?:una respuesta|un comentario)|lascia un commento"
)
# One of these is in whatever the form says.
_FORM_STEMS = ("ment", "reply", "mail", "required", "discussion", "conversation", "respuesta")
# A date or a time of day.
WHEN = re.compile(
    r"\b(?:\d{1,2}[:.]\d\d|(?:19|20)\d\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ago|min read|[ap]\.?m\.?)\b"
)
# What a date or a time that stands alone is made of, besides numbers.
DATE_WORDS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul "  # noqa: SIM905
    "aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs "
    "fri sat sun januar februar märz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag "
    "samstag sonntag uhr janvier février mars avril juin juillet août septembre octobre novembre décembre enero "
    "febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre de del le am pm a p m at on um "
    "et est edt gmt utc bst pt pst pdt published updated posted modified last first date time stand st nd rd th "
    "ago hour hours minute minutes min mins read day days h".split()
)
# How bylines begin.
BY = re.compile(r"(?:by|von|par|por|words by|story by|text:)\s+\S")


def says_furniture(lower: str) -> bool:
    """Whether it says one of FURNITURE_PHRASES."""
    for phrase in FURNITURE_PHRASES:  # noqa: SIM110  # any() takes a fifth longer
        if phrase in lower:
            return True
    return False


def says_comment_form(lower: str) -> bool:
    """Whether it says what COMMENT_FORM knows."""
    return any(map(lower.__contains__, _FORM_STEMS)) and bool(COMMENT_FORM.search(lower))
