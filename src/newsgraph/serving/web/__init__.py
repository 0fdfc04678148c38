"""How is the archive asked over HTTP? An ASGI application in two layers, and the server that runs it (extra `serve`).

`front` is the outer layer: it answers from what is kept already, in as many forms as callers take (304, gzip), and
knows nothing of archives. `api` is the inner one, FastAPI: a route for each question. `readers` keeps open archives.
"""
