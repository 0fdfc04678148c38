"""Why, in one line, at little cost: the same line."""

import newsgraph
from newsgraph.relating import ranked, with_evidence
from newsgraph.relating.brief import LONGEST_QUOTED, brief
from tests.relating.port import TOWN, corpus_of


def test_the_line_is_that_of_the_evidence() -> None:
    corpus = corpus_of(*TOWN)
    told = {one.article.id: one for one in TOWN}
    some = 0
    for one in TOWN:
        for related in ranked(corpus, one.article.id):
            backed = with_evidence(related, corpus, one, told[related.article])
            line, quotation = brief(related, corpus, one, told[related.article])
            assert line == backed.line
            some += quotation is not None
            if quotation:
                assert quotation.article == related.article
                text = told[related.article].article.text[quotation.start : quotation.end]
                assert 0 < len(text) <= LONGEST_QUOTED
                assert any(one.name in text for one in told[related.article].entities)
    assert some


def test_in_an_archive_too(archive: newsgraph.Archive) -> None:
    from newsgraph.listing import Asked

    pages, in_both = [article.id for article in archive.articles()], list[float]()
    for box in archive.boxes(pages, Asked(limit=5), then=lambda box: box):
        told = {one.id: (one.line, one.relation) for one in archive.related(box.article, limit=20, full=True)}
        assert all(told.get(one.id, (one.line, one.relation)) == (one.line, one.relation) for one in box.entries)
        in_both.append(sum(one.id in told for one in box.entries) - len(box.entries) / 2)
    assert sum(in_both) > 0
