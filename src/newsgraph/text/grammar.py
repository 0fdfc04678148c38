"""The grammar of the query language: whoosh's parser with the plug-ins that make it."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from newsgraph.text.fields import NAMES, ZONES

if TYPE_CHECKING:
    from whoosh.qparser import QueryParser

DATES = ("published", "after", "before")
FIELDS = (*ZONES, *NAMES, *DATES, "zone", "any")
"""What may stand before a colon."""


@lru_cache(maxsize=1)
def parser() -> "QueryParser":
    """whoosh's parser with the plug-ins that make this language. Importing it costs 0.07 s: only who asks
    pays."""
    from whoosh.qparser import plugins, syntax
    from whoosh.qparser.default import QueryParser

    class Plus(syntax.Wrapper):  # type: ignore[misc]
        """Marks what must be there."""

    class Adjacent(syntax.GroupNode):  # type: ignore[misc]
        """Written side by side, no operator between."""

    class Quoted(plugins.PhrasePlugin):  # type: ignore[misc]
        """Quotes with an optional ~N; without it the words stand side by side (whoosh cannot tell that
        from ~1)."""

        class Tagger(plugins.PhrasePlugin.PhraseTagger):  # type: ignore[misc]
            def create(self, parser: object, match: re.Match[str]) -> object:
                node = super().create(parser, match)
                node.slop = int((match.group("slop") or "0")[:3])
                return node

        def taggers(self, parser: object) -> list[tuple[object, int]]:
            return [(self.Tagger(r'"(?P<text>[^"]*)"(~(?P<slop>[0-9]+))?'), 0)]

    # Signs are taken from the right, so that NOT NOT x is NOT of NOT x.
    sign = plugins.OperatorsPlugin.OpTagger
    before, behind = r"(?<![^\s(])", r"(?=[^\s)])"
    names = "|".join(sorted(FIELDS, key=len, reverse=True))
    return QueryParser(
        None,
        None,
        group=Adjacent,
        plugins=[
            plugins.OperatorsPlugin(
                ops=[
                    (sign(r"(?<![^\s(])NOT(?=\s)", syntax.NotGroup, syntax.PrefixOperator, leftassoc=False), 0),
                    (sign(rf"{before}-{behind}", syntax.NotGroup, syntax.PrefixOperator, leftassoc=False), 0),
                    (sign(rf"{before}\+{behind}", Plus, syntax.PrefixOperator, leftassoc=False), 0),
                ],
                Not=None,
                AndNot=None,
                AndMaybe=None,
                Require=None,
            ),
            plugins.FieldsPlugin(
                rf"(?<![\w.])(?i:(?P<text>(?:{names})(?:,(?:{names}))*)):(?=[^\s)])", remove_unknown=False
            ),
            Quoted(),
            plugins.RangePlugin(),
            plugins.PrefixPlugin(r'(?P<text>[^\s*"()\[\]{}^~:]+)\*(?=\s|\)|\^|$)'),
            plugins.FuzzyTermPlugin(),
            plugins.GroupPlugin(),
            plugins.BoostPlugin(),
        ],
    )
