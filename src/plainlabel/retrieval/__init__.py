"""Retrieval: a question to the passages and facts of one label."""
