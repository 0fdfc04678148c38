"""Who is tied to whom, through which articles?"""
