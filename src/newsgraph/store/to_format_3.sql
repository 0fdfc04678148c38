-- Format 3 of archive.db: what telling a name apart needs stands in its blocks. What each column holds is told in
-- schema.sql.
CREATE TABLE naming_3 (
    article INTEGER PRIMARY KEY REFERENCES article (key), rules TEXT NOT NULL,
    doubtful INTEGER NOT NULL CHECK (doubtful IN (0, 1)), unaided TEXT NOT NULL, beside TEXT NOT NULL,
    entities TEXT NOT NULL
) STRICT;
INSERT INTO naming_3
    SELECT article, rules, doubtful, unaided, coalesce((
        SELECT group_concat(id, char(10)) FROM (
            SELECT json_extract(value, '$[0]') AS id FROM json_each(naming.entities) ORDER BY id
        )
    ), ''), entities FROM naming;
DROP TABLE naming;
ALTER TABLE naming_3 RENAME TO naming;
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
