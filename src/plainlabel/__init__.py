"""PlainLabel: plain answers from official medicine labels, each sentence tied to its passage."""

__version__ = "0.1.0"
