"""Answers: verdicts, sentences, citations, silence."""
