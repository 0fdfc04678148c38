"""Which names does it mention?"""
