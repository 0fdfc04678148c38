"""How much each sign counts: natural log-odds, added up.

Where they come from: `evals/fit_votes.py` fitted the signs of form and of neighbourhood to gold (all kinds on a part
of gmb and wikigold that its tagger had not seen, "a place or not" on LGL and GeoWebNews), and most stand within 0.4 of
what it gave. By hand, and why:

- what gold hardly has: groups, ages, honorifics, datelines, regions and organisations by name. gmb and wikigold name
  few of them, or name them otherwise ("Mr" is part of the name in gmb), so the fit has no opinion or a wrong one;
- "unseen" and "no tagger" (fit: -3.7 and -3.4): invented and rare names are what the tagger does not see. At -1.5 the
  corpus of this project gains .03 of recall, LGL and GeoWebNews lose less than .002;
- "tagger": .6, .65, .7, .8 give names on conllpp-dev .843, .845, .846, .847 (the tagger alone .844), places on LGL
  .756, .754, .753, .749, on GeoWebNews .829, .829, .828, .819;
- "same name" .3 to 1, "same name for the tagger" .5 to 1, "sure elsewhere" .5 to .9, "listed with" 0 or 1: all within
  .003. Without "surname" people on conllpp-dev lose .025, places on LGL .005.

How flat: of some thirty single changes by a third, none moved a set by more than .005, "prior organisation" excepted.
So the second decimal is not worth anybody's time; to sweep again, change a line and run `python -m evals.place_names`.
GeoVirus, which nothing was tuned on, gives .925.
"""

from typing import Final

_FORM = {
    "organisation word": 1.1,
    "capitals": 1.3,
    "digits": 0.6,
    "given name": 0.8,
    "given name alone": 0.9,
    "full name shape": -0.2,
    "initial": 1.0,
    "place part": 2.1,
    "sure place part": 1.5,
    "facility": 0.3,
    "in gazetteer": 0.6,
    "population": 0.3,  # for each power of ten
    "abbreviated place": 2.3,
    "letters of a state": 3.0,  # by hand: gmb writes "U.S.", and its tagger holds "US" for an organisation; not swept
    "known region": 1.0,
    "known organisation": 2.5,
    "known group": 8.5,
    "known name": 3.0,
    "group part": 7.0,
    "common word": -1.9,
    "in gazetteer, no tagger here": 1.0,
    "given name, no tagger here": 1.5,
}
"""What a name's own words say."""

_CONTEXT = {
    "honorific": 3.5,
    "title": 2.8,
    "role": 1.3,
    "speech verb": 1.1,
    "age": 2.0,
    "article": -1.6,  # "the", before a person
    "in": 1.3,
    "preposition": 0.7,
    "place of": 1.3,
    "place word before": 2.0,
    "place word behind": 2.3,
    "local word": 1.4,
    "its government": 1.0,
    "at a facility": 1.0,
    "contained": 1.2,
    "container": 1.4,
    "dateline": 3.5,
    "group word": 3.0,
    "headline": -0.1,
    "written small": -2.1,
    "one word opens": -0.6,
}
"""What stands beside it, or in the way of its capital."""

_TAGGER = {
    "tagger": 0.65,  # times its log-odds
    "unseen": -1.5,
    "no tagger": -3.0,
    "no tagger here": -0.5,
    "capitals of nouns": -1.5,
}
"""What the tagger says, or its silence."""

_ARTICLE = {
    "same name": 0.5,  # times what stands beside the other mentions
    "same name for the tagger": 0.7,  # times the mean of what the tagger says of them
    "sure elsewhere": 0.9,  # times the lead of the surest mention
    "listed with": 1.0,
    "surname": 3.0,
    "part of a place": 1.5,
    "first word of organisation": 0.5,
    "kin of an organisation": 1.5,
    "acronym": 4.0,
    "archive": 0.3,  # times the logarithm of its counts
}
"""What the article's other names say, and other articles."""

_PRIORS = {"prior place": 0.2, "prior person": 1.2, "prior organisation": 1.2, "prior group": -3.0}

WEIGHTS: Final[dict[str, float]] = {**_FORM, **_CONTEXT, **_TAGGER, **_ARTICLE, **_PRIORS}
