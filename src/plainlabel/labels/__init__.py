"""Bytes to Label, and a label's sections to passages."""
