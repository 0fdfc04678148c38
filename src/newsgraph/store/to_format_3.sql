-- Format 3 of archive.db: what telling a name apart needs stands in its blocks, and articles hear what the others say of
-- names. What each column holds is told in schema.sql. Names are found anew when the archive is next written to: nothing
-- says how the articles used them by themselves.
CREATE TABLE naming_3 (
    article INTEGER PRIMARY KEY REFERENCES article (key), rules TEXT NOT NULL,
    doubtful INTEGER NOT NULL CHECK (doubtful IN (0, 1)), unaided TEXT NOT NULL, beside TEXT NOT NULL,
    weights TEXT NOT NULL, ballot TEXT NOT NULL, doubts TEXT NOT NULL, heard INTEGER NOT NULL CHECK (heard IN (0, 1, 2)),
    entities TEXT NOT NULL
) STRICT;
INSERT INTO naming_3
    SELECT article, '', doubtful, unaided, coalesce((
        SELECT group_concat(id, char(10)) FROM (
            SELECT json_extract(value, '$[0]') AS id FROM json_each(naming.entities) ORDER BY id
        )
    ), ''), '', '[]', '[]', 0, entities FROM naming;
DROP TABLE naming;
ALTER TABLE naming_3 RENAME TO naming;
CREATE INDEX naming_unheard ON naming (article) WHERE heard = 0;
CREATE TABLE block_3 (
    name TEXT NOT NULL, article INTEGER NOT NULL REFERENCES article (key), number INTEGER NOT NULL,
    facts TEXT NOT NULL, PRIMARY KEY (name, article, number)
) STRICT, WITHOUT ROWID;
INSERT INTO block_3
    SELECT block.name, block.article, block.number,
           json_set(json_extract(naming.entities, '$[' || block.number || ']'), '$[4]', json('[]'))
    FROM block JOIN naming ON naming.article = block.article;
DROP TABLE block;
ALTER TABLE block_3 RENAME TO block;
CREATE INDEX block_article ON block (article, number);
CREATE TABLE usage (
    name         TEXT NOT NULL PRIMARY KEY,
    place        INTEGER NOT NULL,
    person       INTEGER NOT NULL,
    organisation INTEGER NOT NULL,
    "group"      INTEGER NOT NULL,
    heard        TEXT NOT NULL,
    changed      INTEGER NOT NULL
                 CHECK (changed IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX usage_changed ON usage (changed) WHERE changed;
CREATE TABLE doubt (
    name    TEXT NOT NULL,
    article INTEGER NOT NULL
            REFERENCES article (key),
    PRIMARY KEY (name, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX doubt_article ON doubt (article);
CREATE TABLE traced (
    article INTEGER PRIMARY KEY
            REFERENCES article (key),
    version INTEGER NOT NULL,
    day     INTEGER,
    sketch  INTEGER NOT NULL,
    outlet  TEXT NOT NULL,
    claims  TEXT NOT NULL
) STRICT;
CREATE INDEX traced_outlet ON traced (outlet, day);
CREATE INDEX traced_claims ON traced (claims) WHERE claims <> '';
CREATE TABLE bucket (
    number  INTEGER PRIMARY KEY,
    entries BLOB NOT NULL
) STRICT;
CREATE TABLE stop (
    number INTEGER PRIMARY KEY
) STRICT;
CREATE TABLE shared (
    one          INTEGER NOT NULL
            REFERENCES article (key),
    other        INTEGER NOT NULL
            REFERENCES article (key),
    kind         TEXT NOT NULL,
    words        INTEGER NOT NULL,
    other_words  INTEGER NOT NULL,
    shared       INTEGER NOT NULL,
    other_shared INTEGER NOT NULL,
    longest      INTEGER NOT NULL,
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX shared_other ON shared (other);
CREATE TABLE origin (
    article INTEGER PRIMARY KEY
            REFERENCES article (key),
    lead    INTEGER NOT NULL
            REFERENCES article (key),
    source  INTEGER
            REFERENCES article (key),
    outlet  TEXT NOT NULL,
    certain INTEGER NOT NULL
            CHECK (certain IN (0, 1)),
    clues   TEXT NOT NULL
) STRICT;
CREATE INDEX origin_lead ON origin (lead);
CREATE TABLE untold (
    article INTEGER PRIMARY KEY
            REFERENCES article (key)
) STRICT;
