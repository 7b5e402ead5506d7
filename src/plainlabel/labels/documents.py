"""Any file, archive or folder as a stream of label documents.

What a document is, is told by its content: SPL XML, a pharmacologic-class indexing file, an openFDA record, a partial record.
Nothing is loaded whole but the one document at hand. A document that cannot be given is given as `Rejected`, and the rest follows.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct

from plainlabel.errors import LabelError, NotALabelError, UnreadableDocumentError, UnsafeDocumentError, UsageError
from plainlabel.label import ClassIndex, Label
from plainlabel.labels import archives, json_stream
from plainlabel.labels.openfda_json import read_record
from plainlabel.labels.partial_json import read_partial

DocumentKind = Literal["spl", "class_index", "openfda", "partial"]
MAX_XML_BYTES: Final = 64 * 1024 * 1024
_HEAD_BYTES: Final = 16 * 1024
_BOM: Final = b"\xef\xbb\xbf"
_ROOT: Final = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_CLASS_INDEX: Final = re.compile(r"<(?:[\w.-]+:)?code\b[^>]*\bcode\s*=\s*[\"']60685-5[\"']")
_IN_AN_EDITION: Final = frozenset({"manifest.json", "records.sqlite"})
_BUILDING: Final = "build.lock"
_KNOWN_SUFFIX: Final = (".xml", ".json", ".jsonl", ".gz", ".zip")
_NEXT: Final = "Give SPL XML, DailyMed zips, openFDA JSON or JSONL, or folders of these"


class Document(Struct, frozen=True):
    """One label document: where it was found, what it is, its bytes.

    `file` is the path as given, archive members behind "!". `location` is the place inside the file ("line 3", "results[7]").
    """

    file: str
    location: str
    kind: DocumentKind
    data: bytes


class Rejected(Struct, frozen=True):
    """A document that cannot be read, and why."""

    file: str
    location: str
    error: LabelError


class DocumentStream(Iterator[Document | Rejected]):
    """The documents of some sources, one at a time; `ignored` counts the files that are no label data (images and the like)."""

    def __init__(self, sources: Sequence[Path]) -> None:
        self.ignored = 0
        self._items = self._walk(sources)

    def __next__(self) -> Document | Rejected:
        return next(self._items)

    def _walk(self, sources: Sequence[Path]) -> Iterator[Document | Rejected]:
        for source in sources:
            explicit = not source.is_dir()
            for path in _files(source):
                if isinstance(path, Rejected):
                    yield path
                else:
                    yield from self._file(path, explicit=explicit)

    def _file(self, path: Path, *, explicit: bool) -> Iterator[Document | Rejected]:
        file = _shown(path)
        try:
            for item in archives.opened(path, file):
                yield from self._documents(item, explicit=explicit and item.file == file)
        except Exception as error:  # noqa: BLE001 - whatever one file does to its reader, the other files are read
            what = f"it cannot be read: {type(error).__name__}: {error}"
            yield Rejected(file, "", UnreadableDocumentError(what, file=file, next_step="Fetch the file again"))

    def _documents(self, item: archives.Opened, *, explicit: bool) -> Iterator[Document | Rejected]:
        if item.stream is None:
            yield Rejected(item.file, "", item.error or UnreadableDocumentError("it cannot be opened", file=item.file))
            return
        try:
            for found in _content(item.file, item.stream):
                if found is None and not explicit and not item.file.lower().endswith(_KNOWN_SUFFIX):
                    self.ignored += 1
                else:
                    yield found or Rejected(item.file, "", NotALabelError("not label data", file=item.file, next_step=_NEXT))
        except LabelError as error:
            yield Rejected(item.file, "", error)


def documents(sources: Sequence[Path]) -> DocumentStream:
    """Returns the documents of `sources` (files or folders) in a fixed order: sources as given, folders and archives by name.

    Raises:
        UsageError: a source does not exist.
    """
    for source in sources:
        if not source.exists():
            raise UsageError(f"there is no file or folder {source}", next_step=_NEXT)
    return DocumentStream(sources)


def read(document: Document) -> Label | ClassIndex:
    """Returns the label or class index in `document`.

    Raises:
        LabelError: the document cannot become a label (see `plainlabel.errors`).
    """
    if document.kind == "openfda":
        return read_record(document.data, file=document.file, location=document.location)
    if document.kind == "partial":
        return read_partial(document.data, file=document.file, location=document.location)
    if document.kind == "class_index":
        from plainlabel.labels.spl_classes import read_class_index  # noqa: PLC0415 - lxml loads only when XML is read

        return read_class_index(document.data, file=document.file)
    from plainlabel.labels.spl_xml import read_spl  # noqa: PLC0415 - lxml loads only when XML is read

    return read_spl(document.data, file=document.file)


def _files(source: Path) -> Iterator[Path | Rejected]:
    """Returns the file itself, or the files below a folder by name, and the folders that cannot be looked into.

    Links to folders are not followed, and editions are not their own sources: `build DIR --out DIR/editions` can be repeated.
    """
    if not source.is_dir():
        yield source
        return
    closed: list[OSError] = []
    for folder, folders, names in os.walk(source, onerror=closed.append):
        while closed:
            yield _closed(closed.pop())
        if _IN_AN_EDITION.issubset(names) or _BUILDING in names:
            folders.clear()
            continue
        folders.sort()
        yield from (Path(folder, name) for name in sorted(names))
    while closed:
        yield _closed(closed.pop())


def _closed(error: OSError) -> Rejected:
    file = _shown(Path(error.filename))
    what = UnreadableDocumentError(f"the folder cannot be read: {error.strerror}", file=file, next_step=archives.CHECK_RIGHTS)
    return Rejected(file, "", what)


def _shown(path: Path) -> str:
    """Returns the path as text that any report can hold: bytes of a name that are no UTF-8 become the replacement character."""
    return os.fsencode(path).decode("utf-8", "replace")


def _content(file: str, stream: io.BufferedReader) -> Iterator[Document | Rejected | None]:
    """Returns the documents of one plain stream; None for a file that is no label data."""
    head = stream.peek(_HEAD_BYTES)[:_HEAD_BYTES]
    text = _text(head)
    if not head.strip():
        empty = UnreadableDocumentError("the file holds nothing", file=file, next_step="Fetch it again")
        yield Rejected(file, "", empty) if file.lower().endswith(_KNOWN_SUFFIX) else None
    elif text.startswith("<"):
        yield from _xml(file, stream, text)
    elif text.startswith(("{", "[")) and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        for location, piece in json_stream.records(stream):
            yield _record(file, location, piece)
    elif text.startswith(("{", "[")):
        yield Rejected(file, "", UnreadableDocumentError("JSON that is not UTF-8", file=file, next_step="Convert it to UTF-8"))
    else:
        yield None


def _text(head: bytes) -> str:
    """Returns the beginning of a stream as text, to look at its first signs only."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace").lstrip()
    return head.removeprefix(_BOM).decode("utf-8", "replace").lstrip()


def _xml(file: str, stream: io.BufferedReader, head: str) -> Iterator[Document | Rejected | None]:
    root = _ROOT.search(re.sub(r"<!--.*?-->", "", head, flags=re.DOTALL))
    name = root[1] if root else ""
    if name.lower() == "html" or (head[:9].lower() == "<!doctype" and "html" in head[:40].lower()):
        yield None
        return
    if name != "document":
        yield Rejected(file, "", NotALabelError(f"XML with the root <{name}> is no label", file=file, next_step=_NEXT))
        return
    data = stream.read(MAX_XML_BYTES + 1)
    if len(data) > MAX_XML_BYTES:
        error = UnsafeDocumentError(f"XML of more than {MAX_XML_BYTES} bytes", file=file, next_step="No label is that large")
        yield Rejected(file, "", error)
    else:
        yield Document(file, "", "class_index" if _CLASS_INDEX.search(head) else "spl", data)


_ABSENT: Final = msgspec.Raw(b"")


class _Keys(Struct):
    """The keys that tell what a JSON object is."""

    set_id: msgspec.Raw = _ABSENT
    openfda: msgspec.Raw = _ABSENT
    spl_product_data_elements: msgspec.Raw = _ABSENT
    openfda_meta: msgspec.Raw = _ABSENT
    sections: msgspec.Raw = _ABSENT
    error: msgspec.Raw = _ABSENT


def _record(file: str, location: str, piece: bytes | LabelError) -> Document | Rejected:
    """Returns the record as a document of its kind."""
    if isinstance(piece, LabelError):
        piece.file, piece.location = piece.file or file, piece.location or location
        return Rejected(file, location, piece)
    place = {"file": file, "location": location}
    try:
        keys = msgspec.json.decode(piece, type=_Keys)
    except msgspec.ValidationError:
        return Rejected(file, location, NotALabelError("not a JSON object", next_step=_NEXT, **place))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Rejected(
            file, location, UnreadableDocumentError(f"not well-formed JSON: {error}", next_step="Fetch it again", **place)
        )
    if bytes(keys.openfda_meta) and keys.sections:
        return Document(file, location, "partial", piece)
    if keys.set_id or keys.spl_product_data_elements or keys.openfda:
        return Document(file, location, "openfda", piece)
    what = "an error message of the openFDA service" if keys.error else "JSON without the keys of a label"
    return Rejected(file, location, NotALabelError(what, next_step=_NEXT, **place))
