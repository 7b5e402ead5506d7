"""XML of a feed, parsed with nothing that XML could do besides holding data."""

from __future__ import annotations

import re
from typing import Any, Final, TypeAlias

from lxml import etree

from plainlabel.errors import FeedShapeError, UntrustedSourceError

Element: TypeAlias = Any
MAX_BYTES: Final = 64 * 1024**2
_DOCTYPE: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def parse(data: bytes, file: str) -> Element:
    """Returns the root element.

    Raises:
        UntrustedSourceError: a document type or entities, or more than 64 MB.
        FeedShapeError: it is not well formed.
    """
    if len(data) > MAX_BYTES or _DOCTYPE.search(data) or _DOCTYPE.search(data.replace(b"\0", b"")):
        raise UntrustedSourceError(
            "XML with a document type, or too large", file=file, next_step="No feed of FDA's is: distrust it"
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        # Some of FDA's files begin with empty lines, which XML does not allow before its declaration.
        return etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FeedShapeError(f"This is no well-formed XML: {error}", file=file, next_step="Fetch it again") from error


def text_of(element: Element, name: str) -> str:
    """Returns the text of the first child of this name, spaces folded; "" where there is none."""
    found = element.find(name)
    return "" if found is None else " ".join("".join(found.itertext()).split())
