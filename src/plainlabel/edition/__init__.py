"""Editions: build, publish, verify, open. An edition is an immutable folder of labels, facts and a search index."""
