"""Which Springfield? Which minister?"""
