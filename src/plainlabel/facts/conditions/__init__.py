"""Condition mentions: where a text names the conditions a medicine is for, and what they are called."""
