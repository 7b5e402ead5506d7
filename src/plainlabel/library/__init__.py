"""An edition to ask: `Library`, the one object that all interfaces use.

::

    with Library.open(None) as library:
        answer = library.ask("How long can Dupixent stay out of the fridge?")
"""

from plainlabel.library.asked import Library

__all__ = ["Library"]
