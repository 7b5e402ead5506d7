"""Every error PlainLabel raises.

The tree::

    PlainLabelError
    ├── UsageError               the caller asked for something that cannot be asked
    ├── LabelError               one input document cannot become a label; the build goes on without it
    │   ├── UnreadableDocumentError   truncated, not well formed, wrong encoding, broken archive
    │   ├── UnsafeDocumentError       entities, depth, size or archive paths beyond what is allowed
    │   ├── NotALabelError            well formed, but something else
    │   └── IncompleteLabelError      a label without what identifies it (set id)
    ├── SourceError              a feed cannot be used; what was fetched and published before stays
    │   ├── UnreachableError          no answer, or none but refusals, after several tries
    │   ├── UntrustedSourceError      not https, a redirect to another host, or more bytes than allowed
    │   ├── BrokenDownloadError       what came is not whole: wrong checksum, cut off, a broken zip
    │   ├── FeedShapeError            an answer or a file that is not in the documented shape
    │   ├── NoMatchError              the feed knows nothing by that name
    │   └── NoRoomError               the disk is full, or would be
    ├── NotHeldError             the edition holds no such label, version or section
    ├── EditionError
    │   ├── NoEditionError            nothing to open
    │   ├── BrokenEditionError        files missing, altered, or of another schema
    │   └── BuildError                a build that cannot finish (disk, no input)
    └── ExtractionError          one kind of fact could not be read from one label

Each error says what happened, where (file, set id, location) and what to do next.
"""

from __future__ import annotations


class PlainLabelError(Exception):
    """The root of all errors; carries the place and the next step.

    Args:
        message: what happened, one sentence without a full stop.
        file: the file or archive member being read.
        set_id: the label concerned.
        location: line, XPath, JSON path or section inside the file.
        next_step: what the reader of the message can do.
    """

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        set_id: str | None = None,
        location: str | None = None,
        next_step: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.set_id = set_id
        self.location = location
        self.next_step = next_step

    def __str__(self) -> str:
        """Returns the message with its place and next step on one line."""
        place = ", ".join(
            f"{name} {value}" for name, value in (("file", self.file), ("set id", self.set_id), ("at", self.location)) if value
        )
        text = f"{self.message} ({place})" if place else self.message
        return f"{text}. {self.next_step}" if self.next_step else text

    def __reduce__(self) -> tuple[object, ...]:
        """Returns what pickle needs: keyword arguments survive the way back from a worker process."""
        return (
            _rebuild,
            (type(self), self.message, self.file, self.set_id, self.location, self.next_step),
        )


def _rebuild(
    kind: type[PlainLabelError],
    message: str,
    file: str | None,
    set_id: str | None,
    location: str | None,
    next_step: str | None,
) -> PlainLabelError:
    return kind(message, file=file, set_id=set_id, location=location, next_step=next_step)


class UsageError(PlainLabelError):
    """The caller asked for something that cannot be asked."""


class LabelError(PlainLabelError):
    """One input document cannot become a label."""


class UnreadableDocumentError(LabelError):
    """Truncated, not well formed, wrong encoding or a broken archive."""


class UnsafeDocumentError(LabelError):
    """Entities, depth, size or archive paths beyond what is allowed."""


class NotALabelError(LabelError):
    """A well-formed document that is not a label."""


class IncompleteLabelError(LabelError):
    """A label without what identifies it."""


class SourceError(PlainLabelError):
    """A feed cannot be used."""


class UnreachableError(SourceError):
    """A feed gives no answer, or none but refusals, after several tries."""


class UntrustedSourceError(SourceError):
    """An address or an answer beyond what is allowed: not https, another host, too many bytes."""


class BrokenDownloadError(SourceError):
    """What came is not whole: wrong checksum, cut off, a broken zip."""


class FeedShapeError(SourceError):
    """An answer or a file that is not in the documented shape."""


class NoMatchError(SourceError):
    """A feed knows nothing by that name."""


class NoRoomError(SourceError):
    """The disk is full, or would be."""


class NotHeldError(PlainLabelError):
    """The edition holds no such label, version or section."""


class EditionError(PlainLabelError):
    """Something is wrong with an edition."""


class NoEditionError(EditionError):
    """There is no edition to open."""


class BrokenEditionError(EditionError):
    """Files of an edition are missing, altered, or of another schema."""


class BuildError(EditionError):
    """A build cannot finish."""


class ExtractionError(PlainLabelError):
    """One kind of fact could not be read from one label."""


EXIT_CODE_AND_STATUS: tuple[tuple[type[PlainLabelError], int, int], ...] = (
    (UsageError, 2, 400),
    (NoEditionError, 3, 503),
    (NotHeldError, 1, 404),
    (NoMatchError, 1, 404),
    (SourceError, 1, 502),
    (PlainLabelError, 1, 500),
)
"""(error, process exit code, HTTP status), the first that matches holds."""


def exit_code(error: PlainLabelError) -> int:
    """Returns the process exit code for `error`."""
    return next(code for kind, code, _ in EXIT_CODE_AND_STATUS if isinstance(error, kind))


def http_status(error: PlainLabelError) -> int:
    """Returns the HTTP status for `error`."""
    return next(status for kind, _, status in EXIT_CODE_AND_STATUS if isinstance(error, kind))
