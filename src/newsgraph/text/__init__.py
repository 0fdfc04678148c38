"""Which articles contain these words?"""

from newsgraph.text.analysis import forms
from newsgraph.text.engines import ENGINES, open_text_index, text_folder
from newsgraph.text.fields import FACETS, Document, Spelled, document
from newsgraph.text.highlight import highlight, highlight_all
from newsgraph.text.index import Sort, TextAnswer, TextHit, TextIndex
from newsgraph.text.query import parse_query
from newsgraph.text.tree import ParsedQuery

__all__ = [
    "ENGINES",
    "FACETS",
    "Document",
    "ParsedQuery",
    "Sort",
    "Spelled",
    "TextAnswer",
    "TextHit",
    "TextIndex",
    "document",
    "forms",
    "highlight",
    "highlight_all",
    "open_text_index",
    "parse_query",
    "text_folder",
]
