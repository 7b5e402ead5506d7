"""JSON answers of a feed to records, with the place in every error."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from plainlabel.errors import FeedShapeError
from plainlabel.sources.client import Answer

T = TypeVar("T")


def decoded(answer: Answer, kind: type[T]) -> T:
    """Returns the body of an answer as a record of `kind`.

    Raises:
        FeedShapeError: it is no JSON, or not of this shape.
    """
    try:
        return msgspec.json.decode(answer.body, type=kind, strict=False)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise FeedShapeError(
            f"The answer is not in the documented shape: {error}",
            location=answer.url,
            next_step="Try again later; if it stays so, the feed has changed: report it to PlainLabel",
        ) from error
