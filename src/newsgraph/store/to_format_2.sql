-- Format 2 of archive.db: names. What each column holds is told in schema.sql.
CREATE TABLE naming (
    article INTEGER PRIMARY KEY REFERENCES article (key), rules TEXT NOT NULL, entities TEXT NOT NULL,
    doubtful INTEGER NOT NULL CHECK (doubtful IN (0, 1)), unaided TEXT NOT NULL
) STRICT;
CREATE TABLE home (
    source TEXT NOT NULL PRIMARY KEY, lat REAL NOT NULL, lon REAL NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE block (
    name TEXT NOT NULL, article INTEGER NOT NULL REFERENCES article (key), number INTEGER NOT NULL,
    PRIMARY KEY (name, article, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX block_article ON block (article, number);
CREATE TABLE unsettled (name TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE entity (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL,
    hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)), facts TEXT NOT NULL
) STRICT;
CREATE TABLE appearance (
    article INTEGER NOT NULL REFERENCES article (key), number INTEGER NOT NULL,
    entity INTEGER NOT NULL REFERENCES entity (key), PRIMARY KEY (article, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX appearance_entity ON appearance (entity, article);
CREATE TABLE alias (
    folded TEXT NOT NULL, entity INTEGER NOT NULL REFERENCES entity (key), PRIMARY KEY (folded, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_entity ON alias (entity);
CREATE TABLE redirect (old TEXT NOT NULL PRIMARY KEY, new TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE decision (
    number INTEGER PRIMARY KEY, recorded TEXT NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL,
    ids TEXT NOT NULL, name TEXT NOT NULL, articles TEXT NOT NULL, because TEXT NOT NULL
) STRICT;
