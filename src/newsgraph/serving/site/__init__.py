"""How does a site show lists without asking anybody? Files made ahead: fragments, JSON, a search, and what reads them.

`build_site(archive, folder, options)` writes them; where it has written before, only what changed.
"""

from newsgraph.serving.site.building import SiteOptions, SiteReport, build_site, read_site

__all__ = ["SiteOptions", "SiteReport", "build_site", "read_site"]
