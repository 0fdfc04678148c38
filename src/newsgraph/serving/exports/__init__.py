"""How does a part of the graph leave as a file? In the formats of the programs that read it, whole or not at all."""

from newsgraph.serving.exports.formats import FORMATS, Format, export, is_stream

__all__ = ["FORMATS", "Format", "export", "is_stream"]
