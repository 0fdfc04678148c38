"""What leaves as a file is what was promised, and other programs read it."""

import csv
import json
import re
import sqlite3
import warnings
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsgraph
from newsgraph.errors import ArchiveError, UsageError
from newsgraph.excerpt import Excerpt, GraphLink, GraphNode, Links
from newsgraph.serving import Format, export, is_stream
from newsgraph.serving.exports import FORMATS, facts

EVERY = tuple(Format)
NEWSGRAPH = "urn:newsgraph:"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
HOSTILE = "=cmd|' /C calc'!A0\n\"Ferry\" \\ <b>; & \x00\x1b[31m \ud800 \u2028 {x: 'y'} \ufffe Ŝkerrin"


class Given(Links):
    def __init__(self, *links: GraphLink) -> None:
        self._links = links

    def __len__(self) -> int:
        return len(self._links)

    def __iter__(self) -> Iterator[GraphLink]:
        return iter(self._links)


MARTA = GraphNode("actor/marta-quillan", "person", HOSTILE, 3, date(2024, 2, 1), date(2024, 3, 1))
PORT = GraphNode("place/gb/port-averin", "place", "Port Averin", 5, None, None, "GB", -1.5, 28.25, "place/gb")
STORY = GraphNode(
    "article/0000000000000001", "article", "'Strike'", 1, source="a.example", url="https://a.example/é?a=b&c='"
)
TOGETHER = GraphLink(MARTA.id, PORT.id, "beside", 2, date(2024, 2, 1), None, (STORY.id,))
TOLD = GraphLink(STORY.id, PORT.id, "names", 1, None, None, (STORY.id,))
ODD = Excerpt(revision=7, nodes=(MARTA, PORT, STORY), links=Given(TOGETHER, TOLD), left_out=())
BARE = Excerpt(revision=0, nodes=(PORT,), links=Given(), left_out=())


class Back(NamedTuple):
    """What another program finds: ids, and pairs with their weights."""

    nodes: set[str]
    links: Counter[frozenset[str]]


def promised(excerpt: Excerpt) -> Back:
    links = Counter({frozenset((one.tail, one.head)): one.origins for one in excerpt.links})
    assert len(links) == len(excerpt.links)
    assert len({node.id for node in excerpt.nodes}) == len(excerpt.nodes)
    return Back({node.id for node in excerpt.nodes}, links)


def put(excerpt: Excerpt, form: Format, folder: Path) -> Path:
    if form is Format.PARQUET:
        pytest.importorskip("pyarrow", reason="pyarrow (170 MB, the extra `parquet`) is not installed")
    out = folder / f"out.{form}"
    export(excerpt, form, out)
    return out


# -- their own readers -----------------------------------------------------------------------------------------


def of_networkx(graph: Any) -> Back:
    assert not graph.is_directed()
    assert not graph.is_multigraph()
    return Back(set(graph), Counter({frozenset(e[:2]): int(e[2]["weight"]) for e in graph.edges(data=True)}))


def read_gexf(out: Path) -> Back:
    return of_networkx(networkx.read_gexf(out))


def read_graphml(out: Path) -> Back:
    return of_networkx(networkx.read_graphml(out))


def read_json_ld(out: Path) -> Back:
    """With rdflib, which fetches nothing: the context stands in the file."""
    from rdflib import RDF, Graph, Namespace

    schema, own = Namespace("https://schema.org/"), Namespace(f"{NEWSGRAPH}vocabulary:")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib about rdflib
        graph = Graph().parse(out, format="json-ld")
    kinds = ("Place", "Person", "Organization", "NewsMediaOrganization", "NewsArticle")
    nodes = {str(one) for kind in kinds for one in graph.subjects(RDF.type, schema[kind])}
    links: Counter[frozenset[str]] = Counter()
    for pair in graph.subjects(RDF.type, own.Beside):
        ends = frozenset(_id(graph.value(pair, own[end])) for end in ("one", "other"))
        links[ends] = int(graph.value(pair, own.origins))
    for name in ("mentions", "author", "publisher", "citation"):
        for tail, head in graph.subject_objects(schema[name]):
            links[frozenset((_id(tail), _id(head)))] += 1
    return Back(set(map(_id, nodes)), links)


def _id(iri: Any) -> str:
    from urllib.parse import unquote

    return unquote(str(iri).removeprefix(NEWSGRAPH))


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def read_csv(out: Path) -> Back:
    links = {frozenset((row["Source"], row["Target"])): int(row["Weight"]) for row in rows(out / "edges.csv")}
    return Back({row["Id"] for row in rows(out / "nodes.csv")}, Counter(links))


def read_neo4j_csv(out: Path) -> Back:
    """Neo4j's importer needs a server's installation: its rules are held here. A field is one line, ids are there."""
    nodes, links = rows(out / "nodes.csv"), rows(out / "relationships.csv")
    assert not [cell for row in (*nodes, *links) for cell in row.values() if "\n" in cell]
    ids = {row["id:ID"] for row in nodes}
    assert {row[end] for row in links for end in (":START_ID", ":END_ID")} <= ids
    assert all(re.fullmatch(r"\w+(;\w+)*", row[":LABEL"]) for row in nodes)
    return Back(ids, Counter({frozenset((r[":START_ID"], r[":END_ID"])): int(r["origins:int"]) for r in links}))


LITERAL = re.compile(r"'((?:[^'\\]|\\['\"\\/bfnrt]|\\u[0-9a-f]{4})*)'")
ROWS = r"UNWIND split\(\$, \$\) AS line WITH split\(line, \$\) AS row "
NODES = re.compile(ROWS + r"MERGE \(n:Newsgraph \{id: row\[0\]\}\) [^$]*SET [^$]*\$[^;]*;")
LINKS = re.compile(ROWS + r"MATCH \(a:[^$]* MERGE \(a\)-\[r:[A-Z]+\]->\(b\) SET [^;]*;")


def read_cypher(out: Path) -> Back:
    """No reader of Cypher is light enough to be installed here (`docs/exports.md` tells of Neo4j itself): every string
    is taken by Cypher's own rule for them, and what is left must be statements of three shapes."""
    nodes: set[str] = set()
    links: Counter[frozenset[str]] = Counter()
    for bare, table in statements(out):
        if LINKS.fullmatch(bare):
            assert {len(row) for row in table} == {6}
            links.update({frozenset(row[:2]): int(row[2]) for row in table})
        else:
            assert NODES.fullmatch(bare), bare
            assert {len(row) for row in table} == {len(GraphNode._fields)}
            nodes.update(row[0] for row in table)
    return Back(nodes, links)


def statements(out: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """Each statement with $ for its strings, and the table in the first of them."""
    first, *lines = out.read_text(encoding="ascii").splitlines()
    assert first.startswith("CREATE CONSTRAINT")
    for line in lines:
        inside = re.sub(
            r"\\.|\"", lambda found: {"\\'": "'", '"': '\\"'}.get(found[0], found[0]), LITERAL.findall(line)[0]
        )
        table = json.loads(f'"{inside}"')
        yield LITERAL.sub("$", line), [row.split("\t") for row in table.split("\n")]


def read_ftm(out: Path) -> Back:
    nodes: set[str] = set()
    links: Counter[frozenset[str]] = Counter()
    for line in out.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        told = one["properties"]
        if one["schema"] == "UnknownLink":
            (role,) = told["role"]
            links[frozenset((*told["subject"], *told["object"]))] = int(role.split()[3])
        elif one["schema"] == "Documentation":
            links[frozenset((*told["document"], *told["entity"]))] = 1
        else:
            nodes.add(one["id"])
    return Back(nodes, links)


def read_jsonl(out: Path) -> Back:
    head, *records = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    nodes = [one for one in records if one["what"] == "node"]
    links = [one for one in records if one["what"] == "link"]
    assert (head["nodes"], head["links"]) == (len(nodes), len(links))
    pairs = Counter({frozenset((one["tail"], one["head"])): one["origins"] for one in links})
    return Back({one["id"] for one in nodes}, pairs)


def read_parquet(out: Path) -> Back:
    from pyarrow.parquet import read_table

    nodes, links = (read_table(out / f"{name}.parquet").to_pylist() for name in ("nodes", "links"))
    pairs = Counter({frozenset((one["tail"], one["head"])): one["origins"] for one in links})
    return Back({one["id"] for one in nodes}, pairs)


def read_sqlite(out: Path) -> Back:
    connection = sqlite3.connect(f"file:{out}?mode=ro", uri=True)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        links = connection.execute("SELECT tail, head, origins FROM link").fetchall()
        nodes = {id for (id,) in connection.execute("SELECT id FROM node")}
        told = dict(connection.execute("SELECT name, value FROM about"))
    finally:
        connection.close()
    assert (told["nodes"], told["links"]) == (str(len(nodes)), str(len(links)))
    return Back(nodes, Counter({frozenset(pair[:2]): pair[2] for pair in links}))


def read_back(form: Format, out: Path) -> Back:
    return globals()[f"read_{form.value.replace('-', '_')}"](out)  # type: ignore[no-any-return]


def as_ftm(expected: Back) -> Back:
    return Back(
        {id.replace("/", ".") for id in expected.nodes},
        Counter({frozenset(id.replace("/", ".") for id in pair): n for pair, n in expected.links.items()}),
    )


# -- every format ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def archive(corpus: Path) -> Iterator[newsgraph.Archive]:
    with newsgraph.open_archive(corpus) as opened:
        yield opened


@pytest.mark.parametrize("form", EVERY)
def test_what_is_read_back_is_what_was_promised(archive: newsgraph.Archive, form: Format, tmp_path: Path) -> None:
    found = archive.excerpt(around="Marta Quillan", min_weight=2, articles=True)
    expected = promised(found)
    assert len(expected.nodes) > 50
    assert len(expected.links) > 200
    read = read_back(form, put(found, form, tmp_path))
    assert read == (as_ftm(expected) if form is Format.FTM else expected)


@pytest.mark.parametrize("form", EVERY)
@pytest.mark.parametrize("excerpt", [ODD, BARE], ids=["odd", "bare"])
def test_no_text_breaks_out_of_its_field(excerpt: Excerpt, form: Format, tmp_path: Path) -> None:
    expected = promised(excerpt)
    read = read_back(form, put(excerpt, form, tmp_path))
    assert read == (as_ftm(expected) if form is Format.FTM else expected)


@pytest.mark.parametrize("form", EVERY)
def test_the_same_graph_gives_the_same_bytes(corpus: Path, form: Format, tmp_path: Path) -> None:
    told = []
    for name in ("one", "other"):
        with newsgraph.open_archive(corpus) as opened:
            out = put(opened.excerpt(min_weight=3, articles=True), form, tmp_path / name)
        files = sorted(out.iterdir()) if out.is_dir() else [out]
        told.append([file.read_bytes() for file in files])
    assert told[0] == told[1]


@given(name=st.text(max_size=30))
@settings(max_examples=60, deadline=None)
def test_names_of_any_letters_come_back_from_xml(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    odd = Excerpt(revision=1, nodes=(MARTA._replace(name=name),), links=Given(), left_out=())
    out = tmp_path_factory.mktemp("xml") / "out"
    for form in (Format.GEXF, Format.GRAPHML):
        export(odd, form, out)
        read = networkx.read_gexf(out) if form is Format.GEXF else networkx.read_graphml(out)
        label = (facts.of_node(odd.nodes[0]).get("name") or MARTA.id) if name else MARTA.id
        assert read.nodes[MARTA.id]["label"] == label


def test_gephi_finds_types_colours_and_weights(archive: newsgraph.Archive, tmp_path: Path) -> None:
    found = archive.excerpt(min_weight=2)
    read = networkx.read_gexf(put(found, Format.GEXF, tmp_path))
    for node in found.nodes:
        told = read.nodes[node.id]
        assert (told["label"], told["kind"], told["origins"]) == (facts.one_line(node.name), node.kind, node.origins)
        assert told.get("lat") == node.lat
        assert set(told["viz"]) == {"color", "size"}
    text = (tmp_path / "out.gexf").read_text(encoding="utf-8")
    assert "lastmodifieddate" not in text
    assert 'title="origins" type="long"' in text
    assert 'title="lat" type="double"' in text


def test_files_laid_over_each_other_in_gephi_mean_the_same_columns(tmp_path: Path) -> None:
    """Gephi knows a column by the id of its attribute, whatever its title."""
    gexf = ElementTree.parse(put(ODD, Format.GEXF, tmp_path)).getroot()
    defined = [(one.get("id"), one.get("title")) for one in gexf.iter("{http://gexf.net/1.3}attribute")]
    assert ("lat", "lat") in defined
    assert all(id == title for id, title in defined)
    graphml = ElementTree.parse(put(ODD, Format.GRAPHML, tmp_path)).getroot()
    keys = {one.get("id"): (one.get("for"), one.get("attr.name")) for one in graphml.iter(f"{GRAPHML}key")}
    assert keys["node_lat"] == ("node", "lat")
    assert all(id == f"{whose}_{name}" for id, (whose, name) in keys.items())
    assert ("edge", "id") not in keys.values()


def test_who_cites_whom_is_told_by_source_and_target(archive: newsgraph.Archive, tmp_path: Path) -> None:
    found = archive.excerpt(articles=True)
    ends = [(link.tail, link.head) for link in found.links]
    assert any(tail > head and kind == "cites" for tail, head, kind, *_ in found.links)
    for form in (Format.GEXF, Format.GRAPHML):
        edges = [one for one in ElementTree.parse(put(found, form, tmp_path)).iter() if one.tag.endswith("}edge")]
        assert sorted((one.attrib["source"], one.attrib["target"]) for one in edges) == sorted(ends)


def test_neo4j_reads_the_same_graph_from_tables_and_from_statements(archive: newsgraph.Archive, tmp_path: Path) -> None:
    found = archive.excerpt(articles=True)
    told = list(statements(put(found, Format.CYPHER, tmp_path)))
    nodes, links = (
        {tuple(row) for bare, table in told if form.fullmatch(bare) for row in table} for form in (NODES, LINKS)
    )
    out = put(found, Format.NEO4J_CSV, tmp_path)
    assert {(id, *facts) for id, _, *facts in map(dict.values, rows(out / "nodes.csv"))} == nodes
    pairs = map(tuple, map(dict.values, rows(out / "relationships.csv")))
    assert {(*row[:2], *row[3:6], row[6].replace(";", " ")) for row in pairs} == links
    labels = {row[":LABEL"] for row in rows(out / "nodes.csv")}
    assert {"Newsgraph;Actor;Person", "Newsgraph;Place", "Newsgraph;Article"} <= labels
    assert len({bare for bare, _ in told}) == len(labels) + 5 < len(told)  # the same words are planned once


def test_letters_that_are_joined_stay_joined() -> None:
    assert facts.one_line("می\u200cروم\n👩\u200d👧 \u202eport\u00ad") == "می\u200cروم 👩\u200d👧 port"


def test_gephis_line_of_time_shows_each_name_and_tie_from_its_first_day_to_its_last(
    archive: newsgraph.Archive, tmp_path: Path
) -> None:
    found = archive.excerpt(min_weight=2, articles=True)
    out = put(found, Format.GEXF, tmp_path)
    read = networkx.read_gexf(out)
    nodes = {node.id: (node.first, node.last) for node in found.nodes}
    links = {frozenset((link.tail, link.head)): (link.first, link.last) for link in found.links}
    assert {id: _lasting(told) for id, told in read.nodes(data=True)} == nodes
    assert {frozenset(ends): _lasting(told) for *ends, told in read.edges(data=True)} == links
    root = ElementTree.parse(out).getroot()
    graph = root.find("{http://gexf.net/1.3}graph")
    assert root.attrib["version"] == "1.3"
    assert "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation" in root.attrib
    assert graph is not None
    assert graph.attrib == {"defaultedgetype": "undirected", "mode": "dynamic", "timeformat": "date"}


def _lasting(told: Any) -> tuple[date | None, date | None]:
    first, last = (date.fromisoformat(told[name]) if name in told else None for name in ("start", "end"))
    return first, last


def test_follow_the_money_takes_every_entity(archive: newsgraph.Archive, tmp_path: Path) -> None:
    reason = "followthemoney (with ICU and rigour some 30 MB) is not installed; read_ftm holds its shape by hand"
    model = pytest.importorskip("followthemoney", reason=reason).model
    out = put(archive.excerpt(min_weight=2, articles=True), Format.FTM, tmp_path)
    for line in out.read_text(encoding="utf-8").splitlines():
        given = json.loads(line)
        one = model.get_proxy(given, cleaned=False)
        one.schema.validate(given)
        for name, values in given["properties"].items():
            assert len(one.get(name)) == len(set(values)), (given, name)
        assert one.caption


def test_no_headline_is_longer_than_follow_the_money_takes(tmp_path: Path) -> None:
    long = Excerpt(revision=1, nodes=(STORY._replace(name="Strike" * 400),), links=Given(), left_out=())
    (line,) = put(long, Format.FTM, tmp_path).read_text(encoding="utf-8").splitlines()
    assert len(json.loads(line)["properties"]["title"][0]) == 1024


# Of FollowTheMoney 4.11: the properties of these schemata, own and inherited, that the file may use.
FTM = {
    "Person": {"name", "country"},
    "Organization": {"name", "country", "website"},
    "LegalEntity": {"name", "country"},
    "Address": {"name", "country", "full", "latitude", "longitude"},
    "Article": {"title", "sourceUrl", "publishedAt", "publisher"},
    "UnknownLink": {"subject", "object", "role", "startDate", "endDate", "proof", "summary"},
    "Documentation": {"document", "entity", "role", "date"},
}


def test_every_entity_of_follow_the_money_has_a_schema_and_its_properties(
    archive: newsgraph.Archive, tmp_path: Path
) -> None:
    lines = put(archive.excerpt(articles=True), Format.FTM, tmp_path).read_text(encoding="utf-8").splitlines()
    entities = [json.loads(line) for line in lines]
    schema_of = {one["id"]: one["schema"] for one in entities}
    assert len(schema_of) == len(entities)
    assert set(schema_of.values()) == set(FTM)
    for one in entities:
        told = one["properties"]
        assert set(told) <= FTM[one["schema"]], one
        assert all(value and isinstance(value, str) for values in told.values() for value in values)
        assert {schema_of[id] for id in (*told.get("document", ()), *told.get("proof", ()))} <= {"Article"}
        assert all(id in schema_of for name in ("subject", "object", "entity") for id in told.get(name, ()))


def test_gephi_takes_the_table_of_nodes_for_one_of_nodes(tmp_path: Path) -> None:
    """Gephi 0.10 sees links where any heading is `source` or `target`, in whatever case."""
    (first, *_) = rows(put(ODD, Format.CSV, tmp_path) / "nodes.csv")
    assert {"Id", "Label", "outlet"} < set(first)
    assert not {"source", "target"} & {name.lower() for name in first}


def test_a_spreadsheet_runs_nothing_of_it(tmp_path: Path) -> None:
    (first, *_) = rows(put(ODD, Format.CSV, tmp_path) / "nodes.csv")
    assert first["Label"].startswith("'=cmd")


# -- where it goes ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", EVERY)
def test_an_earlier_export_is_replaced_and_nothing_else_is(form: Format, tmp_path: Path) -> None:
    out = put(ODD, form, tmp_path)
    assert read_back(form, put(BARE, form, tmp_path)).nodes in ({PORT.id}, {PORT.id.replace("/", ".")})
    assert [each.name for each in tmp_path.iterdir()] == [out.name]
    if FORMATS[form].files:
        (out / "mine.txt").write_text("mine", encoding="utf-8")
        with pytest.raises(UsageError, match="other files"):
            export(ODD, form, out)
    else:
        with pytest.raises(UsageError, match="is a folder"):
            export(ODD, form, tmp_path)


@pytest.mark.parametrize("form", EVERY)
def test_there_is_never_half_a_file(form: Format, tmp_path: Path) -> None:
    class Broken(Given):
        def __iter__(self) -> Iterator[GraphLink]:
            yield TOGETHER
            raise OSError("the disk is full")

    out = put(BARE, form, tmp_path)
    before = [file.read_bytes() for file in (sorted(out.iterdir()) if out.is_dir() else [out])]
    with pytest.raises(ArchiveError, match="the disk is full"):
        export(Excerpt(revision=7, nodes=ODD.nodes, links=Broken(TOGETHER), left_out=()), form, out)
    assert [file.read_bytes() for file in (sorted(out.iterdir()) if out.is_dir() else [out])] == before
    assert [each.name for each in tmp_path.iterdir()] == [out.name]


@pytest.mark.parametrize("form", [form for form in EVERY if not is_stream(form)])
def test_what_is_no_stream_goes_into_no_pipe(form: Format, tmp_path: Path) -> None:
    with (tmp_path / "pipe").open("wb") as pipe, pytest.raises(UsageError, match="pipe"):
        export(ODD, form, pipe)


def test_a_device_is_written_to_and_stays_one(tmp_path: Path) -> None:
    import os
    import threading

    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    export(ODD, Format.JSONL, pipe)
    reader.join(timeout=20)
    assert pipe.is_fifo()
    assert read[0] == put(ODD, Format.JSONL, tmp_path).read_bytes()


def test_a_link_leads_to_the_new_file(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(put(BARE, Format.JSONL, tmp_path))
    export(ODD, Format.JSONL, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert read_jsonl(tmp_path / "out.jsonl") == promised(ODD)
