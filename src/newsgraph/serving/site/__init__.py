"""How does a site show lists without asking anybody? Files made ahead: fragments, JSON, a search, and what reads them.

`build_site(archive, folder, options)` writes them; where it has written before, only what changed. `checked_rules`
tells which pages editors' rules would change.
"""

from newsgraph.serving.site.building import Ruled, SiteOptions, SiteReport, build_site, checked_rules

__all__ = ["Ruled", "SiteOptions", "SiteReport", "build_site", "checked_rules"]
