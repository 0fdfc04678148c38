-- archive.db, format 3: what an archive knows for certain. Everything else in its folder is made from this.
-- Dates are UTC in ISO 8601 ('2019-06-01T08:00:00+00:00'), NULL where nothing states one. Lists are JSON arrays.
-- Offsets count code points of `words.text` and are half-open.

CREATE TABLE setting (
    name  TEXT NOT NULL PRIMARY KEY,  -- 'engine'
    value TEXT NOT NULL               -- 'tantivy'
) STRICT, WITHOUT ROWID;

-- One row for each committed batch that changed something.
CREATE TABLE revision (
    number   INTEGER PRIMARY KEY,     -- 1, 2, 3, …
    recorded TEXT NOT NULL            -- when it was committed, by this machine's clock
) STRICT;

-- One row for each article that ever was in the archive, also the withdrawn ones.
CREATE TABLE article (
    key     INTEGER PRIMARY KEY,      -- stands for the id inside this file, in the order of arrival
    id      TEXT NOT NULL UNIQUE,     -- 'article/3f9a…', the name that it has everywhere else
    current INTEGER NOT NULL,         -- the key of the version that is shown; one without a hash: it is withdrawn
    changed INTEGER NOT NULL          -- the revision in which `current` last changed: what derived indexes follow
            REFERENCES revision (number)
) STRICT;

CREATE INDEX article_changed ON article (changed, key);

-- One row for each state that an article was in: the light facts, which lists and counts read.
CREATE TABLE version (
    key         INTEGER PRIMARY KEY,  -- stands for the version inside this file
    article     INTEGER NOT NULL      -- whose state it is
                REFERENCES article (key),
    number      INTEGER NOT NULL,     -- 1 is the first that arrived
    revision    INTEGER NOT NULL      -- the batch that it arrived with
                REFERENCES revision (number),
    hash        BLOB,                 -- SHA-256 of its content (rows.py tells how); NULL: the article was withdrawn
    location    TEXT NOT NULL,        -- where it was first read: 'news.zip/a.html', 'dump.jsonl:17'
    url         TEXT NOT NULL,        -- its address as first given, '' where it has none
    external_id TEXT NOT NULL,        -- the name that its source gave it, ''
    source      TEXT NOT NULL,        -- the outlet: a host without www., else a name, else ''
    published   TEXT,                 -- when it says that it was published
    updated     TEXT,                 -- when it says that it was last changed
    title       TEXT NOT NULL,        -- the words of its title zones, so that a list needs no text
    authors     TEXT NOT NULL,        -- people, in the order printed: '["Ana Ruiz"]'
    agencies    TEXT NOT NULL,        -- '["Reuters"]'
    origin      TEXT,                 -- the host or URL that it says it was copied from
    language    TEXT NOT NULL,        -- ISO 639-1, or ''
    section     TEXT NOT NULL,        -- the outlet's own section, or ''
    tags        TEXT NOT NULL,        -- the outlet's own tags
    partial     INTEGER NOT NULL      -- 1 when only a summary of the article arrived, else 0
                CHECK (partial IN (0, 1)),
    UNIQUE (article, number)
) STRICT;

CREATE INDEX version_external_id ON version (external_id) WHERE external_id <> '';

-- The heavy part of a version. A withdrawn article has no row here for any version from before: its words are gone.
CREATE TABLE words (
    version  INTEGER PRIMARY KEY      -- whose words they are
             REFERENCES version (key),
    text     TEXT NOT NULL,           -- the whole text, NFC, every zone in it
    zones    TEXT NOT NULL,           -- [[kind, start, end, about], …] in the order of the text
    links    TEXT NOT NULL,           -- [[url, start, end], …] inside the body
    evidence TEXT NOT NULL            -- [[field, value, how, used], …]: what the page says about itself
) STRICT;

-- Who and what the shown version of an article names, found in its words by `rules`. Derived: `rebuild` makes it again.
CREATE TABLE naming (
    article  INTEGER PRIMARY KEY      -- whose words name them; a withdrawn article has no row
             REFERENCES article (key),
    rules    TEXT NOT NULL,           -- which finder and gazetteer found them
    doubtful INTEGER NOT NULL         -- 1 where a place in it might be another one, by where its outlet is at home
             CHECK (doubtful IN (0, 1)),
    unaided  TEXT NOT NULL,           -- where its places lie by itself: ['region place/gn-206938', 'town place/…', …]
    beside   TEXT NOT NULL,           -- the ids of all that it names, a line each, in order
    weights  TEXT NOT NULL,           -- how much it is about each, in 1/1024 and in their order: '1024,310,0'
    ballot   TEXT NOT NULL,           -- how it uses names by itself: [[name, kind from 0, times up to 3], …]
    doubts   TEXT NOT NULL,           -- what it is in doubt about: [[start, end, name, role, [sum of each kind]], …]
    heard    INTEGER NOT NULL         -- 0 where it has not heard the archive yet, 1 where that changes nothing, 2 where
             CHECK (heard IN (0, 1, 2)), -- its names are other ones by what it has heard
    entities TEXT NOT NULL            -- [[id, kind, name, confidence, mentions, …], …]: names.py tells
) STRICT;

-- How the shown articles use names, each by itself: what all together say of a name is heard by those in doubt about it.
CREATE TABLE usage (
    name         TEXT NOT NULL PRIMARY KEY, -- as printed, without accents: 'Walikale'
    place        INTEGER NOT NULL,    -- votes of articles in which it is one, at most three an article
    person       INTEGER NOT NULL,    -- likewise
    organisation INTEGER NOT NULL,    -- likewise
    "group"      INTEGER NOT NULL,    -- likewise
    heard        TEXT NOT NULL,       -- the verdict that the articles in doubt have heard, '' for none: [64,0,2,0]
    changed      INTEGER NOT NULL     -- 1 where the votes have changed since
                 CHECK (changed IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE INDEX usage_changed ON usage (changed) WHERE changed;

-- Which articles are in doubt about a name.
CREATE TABLE doubt (
    name    TEXT NOT NULL,            -- as in usage
    article INTEGER NOT NULL          -- who is in doubt
            REFERENCES article (key),
    PRIMARY KEY (name, article)
) STRICT, WITHOUT ROWID;

CREATE INDEX doubt_article ON doubt (article);

CREATE INDEX naming_unheard ON naming (article) WHERE heard = 0;

-- Where outlets are at home, as their articles tell or a person said: it decides what "Springfield" means to them.
CREATE TABLE home (
    source  TEXT NOT NULL PRIMARY KEY, -- the outlet, as in version.source
    lat     REAL NOT NULL,             -- WGS 84 degrees
    lon     REAL NOT NULL,             -- likewise
    country TEXT NOT NULL,             -- ISO 3166-1 alpha-2
    admin1  TEXT NOT NULL              -- the id of its first-level region, '' where it is at home in a country
) STRICT, WITHOUT ROWID;

-- A block is a set of names that may mean one actor or author. Names that share no block, not even through others,
-- cannot concern each other, so that an article that arrives asks only about the blocks that it touches.
CREATE TABLE block (
    name    TEXT NOT NULL,            -- 'tshskd'
    article INTEGER NOT NULL          -- one that has a name in it
            REFERENCES article (key),
    number  INTEGER NOT NULL,         -- that name's place in naming.entities, from 0
    facts   TEXT NOT NULL,            -- that name as in naming.entities, its mentions left out
    PRIMARY KEY (name, article, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX block_article ON block (article, number);

-- Blocks that lost names since who is who was last told: those who are left in them are told apart anew.
CREATE TABLE unsettled (
    name TEXT NOT NULL PRIMARY KEY    -- as in block
) STRICT, WITHOUT ROWID;

-- Every place, actor, author and source that the shown articles name, told apart across articles.
CREATE TABLE entity (
    key     INTEGER PRIMARY KEY,      -- stands for the id inside this file
    id      TEXT NOT NULL UNIQUE,     -- 'place/gn-203112', 'actor/felix-tshisekedi'
    kind    TEXT NOT NULL,            -- place, person, organisation, group, author or source
    name    TEXT NOT NULL,            -- the form that it is shown by
    hidden  INTEGER NOT NULL          -- 1 when a decision keeps it out of every list, else 0
            CHECK (hidden IN (0, 1)),
    facts   TEXT NOT NULL             -- [location, within, provisional, aliases, roles]: names.py tells
) STRICT;

-- Which entity each of an article's names is.
CREATE TABLE appearance (
    article INTEGER NOT NULL          -- the article that names it
            REFERENCES article (key),
    number  INTEGER NOT NULL,         -- its place in naming.entities, from 0
    entity  INTEGER NOT NULL          -- whom it names
            REFERENCES entity (key),
    PRIMARY KEY (article, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX appearance_entity ON appearance (entity, article);

-- Every way of writing an entity's name, folded, so that a person finds it by any of them.
CREATE TABLE alias (
    folded TEXT NOT NULL,             -- 'felix tshisekedi'
    entity INTEGER NOT NULL           -- whose name it is
           REFERENCES entity (key),
    PRIMARY KEY (folded, entity)
) STRICT, WITHOUT ROWID;

CREATE INDEX alias_entity ON alias (entity);

-- An id that an entity had before it was joined with another or renamed; links that people kept still lead somewhere.
CREATE TABLE redirect (
    old TEXT NOT NULL PRIMARY KEY,    -- 'actor/tshisekedi'
    new TEXT NOT NULL                 -- 'actor/felix-tshisekedi'
) STRICT, WITHOUT ROWID;

-- Who ran it first, and who ran it too. Derived: `rebuild` makes it again.

-- What is known of a shown article for finding its copies.
CREATE TABLE traced (
    article INTEGER PRIMARY KEY       -- who it is; a withdrawn article has no row
            REFERENCES article (key),
    version INTEGER NOT NULL,         -- the state of it whose words were compared
    day     INTEGER,                  -- the day of `published`, 1 is the first of January of the year 1
    sketch  INTEGER NOT NULL,         -- one number for its words, the same for most of its copies
    outlet  TEXT NOT NULL,            -- as version.source
    claims  TEXT NOT NULL             -- the host that it says it was copied from, '' for none
) STRICT;

CREATE INDEX traced_outlet ON traced (outlet, day);

CREATE INDEX traced_claims ON traced (claims) WHERE claims <> '';

-- The fingerprints of the traced articles, those with the same first 16 bits together.
CREATE TABLE bucket (
    number  INTEGER PRIMARY KEY,      -- the 16 bits
    entries BLOB NOT NULL             -- 8 bytes each, little end first, ascending: fingerprint (36 bits), article (28)
) STRICT;

-- Fingerprints that too many texts hold to tell anything.
CREATE TABLE stop (
    number INTEGER PRIMARY KEY        -- 36 bits
) STRICT;

-- Two articles that share something.
CREATE TABLE shared (
    one          INTEGER NOT NULL     -- the one whose id is smaller
                 REFERENCES article (key),
    other        INTEGER NOT NULL     -- the other
                 REFERENCES article (key),
    kind         TEXT NOT NULL,       -- copy, edited copy, excerpt, follow-up, shares passages or quotes
    words        INTEGER NOT NULL,    -- how many words the first has
    other_words  INTEGER NOT NULL,    -- likewise the other
    shared       INTEGER NOT NULL,    -- how many words of the first stand in three in a row that the other has too
    other_shared INTEGER NOT NULL,    -- likewise of the other
    longest      INTEGER NOT NULL,    -- the longest run of words that both have
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;

CREATE INDEX shared_other ON shared (other);

-- Where the text of an article is from that has copies, or that says it is from elsewhere; others have no row.
CREATE TABLE origin (
    article INTEGER PRIMARY KEY       -- whose text it is
            REFERENCES article (key),
    lead    INTEGER NOT NULL          -- the article that stands for it and for all of the same text
            REFERENCES article (key),
    source  INTEGER                   -- the article that it is from, itself for an original; NULL: the outlet
            REFERENCES article (key),
    outlet  TEXT NOT NULL,            -- the outlet that it is from where that article is not held: 'source/halyard.example'
    certain INTEGER NOT NULL          -- 1 where a line says so, 0 where it is only probable
            CHECK (certain IN (0, 1)),
    clues   TEXT NOT NULL             -- what it says itself of origins: [[of, kind, weight, words], …]
) STRICT;

CREATE INDEX origin_lead ON origin (lead);

-- Articles whose origin is to be told anew, because what they share with others has changed.
CREATE TABLE untold (
    article INTEGER PRIMARY KEY       -- who it is
            REFERENCES article (key)
) STRICT;

-- What people decided about entities: only ever added to, replayed in order on every rebuild.
CREATE TABLE decision (
    number   INTEGER PRIMARY KEY,     -- 1, 2, 3, …
    recorded TEXT NOT NULL,           -- when, by this machine's clock
    who      TEXT NOT NULL,           -- the name that the person gave, else that of the account
    kind     TEXT NOT NULL,           -- same, different, rename, hide, place, home or undo
    ids      TEXT NOT NULL,           -- the entities that it is about
    name     TEXT NOT NULL,           -- the new name of a rename, the place of a place or home, the number of an undo
    articles TEXT NOT NULL,           -- the articles that a `different` is about, where it is about some only
    because  TEXT NOT NULL            -- why
) STRICT;
