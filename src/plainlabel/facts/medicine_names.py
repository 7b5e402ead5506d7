"""The names of a label's medicine as headers of tables write them."""

from __future__ import annotations

import re

from plainlabel.facts.source import Source
from plainlabel.vocabulary.patterns import pattern

_COMMON_WORD = pattern("tables.common_first_word")


class Medicine:
    """The names of a label's medicine as a header may write them."""

    def __init__(self, source: Source) -> None:
        products = source.label.products
        every = {
            name for product in products for name in (product.name, product.generic, *(one.name for one in product.active)) if name
        }
        words = every | {
            first for name in every if len(first := name.split()[0].strip(",")) > 3 and not _COMMON_WORD.fullmatch(first)
        }
        found = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        self._any = re.compile(rf"\b(?:{found})(?!\w)", re.IGNORECASE) if found else None
        self._whole = tuple({product.name.lower() for product in products if product.name})
        self._parts = max(
            (tuple(one.name.split()[0].strip(",").lower() for one in product.active) for product in products), key=len, default=()
        )

    def names(self, text: str) -> bool:
        """Returns whether a header names the medicine: any name, or for a combination its own name or every ingredient."""
        if not self.names_part(text):
            return False
        low = text.lower()
        if len(self._parts) < 2 or any(whole in low for whole in self._whole):
            return True
        return all(part in low for part in self._parts)

    def names_part(self, text: str) -> bool:
        """Returns whether a header names the medicine or one of its ingredients."""
        return self._any is not None and bool(self._any.search(text))

    def without(self, text: str) -> str:
        """Returns a header without the medicine's names."""
        return self._any.sub(" ", text) if self._any is not None else text
