"""How good the answers are: types and sections, silence, support, readability, latency, hostile input.

`python -m benchmarks.answers SHARED` prints the whole table; the runner of all benchmarks takes the part
on the development questions.
"""

from benchmarks.answers.development import measure

__all__ = ["measure"]
