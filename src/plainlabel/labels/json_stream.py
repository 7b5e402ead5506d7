"""JSON texts cut into their records while they are read.

Three shapes are told apart by content: one record a line (JSONL), openFDA's ``{"meta": ..., "results": [...]}`` and plain arrays,
and one record in a file, on any number of lines. Only the record at hand is held, so memory does not grow with the file.
Nothing is decoded here: a record is its bytes, and who reads it checks it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NoReturn, Protocol

import msgspec

from plainlabel.errors import LabelError, UnreadableDocumentError, UnsafeDocumentError

MAX_RECORD_BYTES: Final = 64 * 1024 * 1024
MAX_DEPTH: Final = 64
_CHUNK: Final = 1024 * 1024
_BOM: Final = b"\xef\xbb\xbf"
_SPACE: Final = re.compile(rb"[ \t\r\n]*")
_SCALAR: Final = re.compile(rb"[^\s,\]}\[{\"]+")
# A string (group 1 set where the buffer ends inside it) or a bracket: all that moves the depth.
_TOKEN: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|(\\?\Z))|[{}\[\]]', re.DOTALL)
_CLOSES: Final = {ord("}"): ord("{"), ord("]"): ord("[")}

Piece = tuple[str, bytes | LabelError]
"""(place in the file, the record's bytes or why there is none)."""


class Lines(Protocol):
    """What the cutter needs of a buffered binary stream."""

    def read1(self, size: int = -1, /) -> bytes:
        """Returns up to `size` bytes, what is at hand: what stands before a break of the stream comes before the error."""
        ...

    def readline(self, size: int | None = -1, /) -> bytes:
        """Returns one line of up to `size` bytes."""
        ...

    def peek(self, size: int = 0, /) -> bytes:
        """Returns bytes ahead without stepping over them."""
        ...


_ABSENT: Final = msgspec.Raw(b"")


class _Envelope(msgspec.Struct):
    results: msgspec.Raw = _ABSENT


def records(stream: Lines) -> Iterator[Piece]:
    """Returns the records of a JSON or JSONL stream, one after the other, with their places ("line 3", "results[7]").

    A broken line of a JSONL file costs that line only. In an array a record that is not well formed ends the reading of the
    file, as nothing says where the next one begins; records before it have been given by then.
    """
    number, head = 0, b""
    while not head.strip():
        number += 1
        head = _first_line(stream)
        if not head:
            yield "", UnreadableDocumentError("the file holds nothing", next_step="Fetch it again")
            return
        head = head.removeprefix(_BOM) if number == 1 else head
    if _one_a_line(head, stream):
        yield from _lines(head, number, stream)
    else:
        yield from _Scanner(head, stream).records()


def _first_line(stream: Lines) -> bytes:
    """Returns the next line, or what there is of it where the stream breaks: whoever reads on is told."""
    line = bytearray()
    while not line.endswith(b"\n") and len(line) <= MAX_RECORD_BYTES:
        try:
            ahead = stream.peek(1)
        except LabelError:
            if not line:
                raise
            break
        if not ahead:
            break
        line += stream.read1(ahead.find(b"\n") + 1 or len(ahead))
    return bytes(line)


def _one_a_line(head: bytes, stream: Lines) -> bool:
    """Returns whether the file holds one record a line: its first line is one, or the second line begins one."""
    line = head.strip()
    if not line.startswith(b"{") or len(line) == 1:
        return False
    try:
        return not bytes(msgspec.json.decode(line, type=_Envelope).results)
    except (msgspec.DecodeError, RecursionError):
        return head.endswith(b"\n") and stream.peek(1)[:1] == b"{"


def _lines(head: bytes, number: int, stream: Lines) -> Iterator[Piece]:
    line = head
    while line:
        if len(line) > MAX_RECORD_BYTES:
            yield f"line {number}", _too_large()
            while line and not line.endswith(b"\n"):
                line = stream.readline(_CHUNK)
        elif line.strip():
            yield f"line {number}", line.strip()
        line = stream.readline(MAX_RECORD_BYTES + 1)
        number += 1


def _too_large() -> UnsafeDocumentError:
    return UnsafeDocumentError(
        f"a record of more than {MAX_RECORD_BYTES} bytes", next_step="No label is that large: look at the file"
    )


def _too_deep() -> UnsafeDocumentError:
    return UnsafeDocumentError(
        f"brackets nested deeper than {MAX_DEPTH}", next_step="No label is nested like that: look at the file"
    )


class _EndError(Exception):
    """The stream ended inside a value, or a bracket closes what was not open."""


class _Scanner:
    """A window on the stream: `data` from the last kept place on, `at` the next byte to read."""

    def __init__(self, head: bytes, stream: Lines) -> None:
        self.data = head
        self.at = 0
        self.stream = stream

    def records(self) -> Iterator[Piece]:
        """Returns the records of all values of the stream."""
        count = 0
        try:
            while (first := self.next_byte()) is not None:
                count += 1
                if first == b"[":
                    yield from self.elements("")
                elif first == b"{":
                    yield from self.document("" if count == 1 else f"value {count}")
                else:
                    self._refuse(first)
        except _EndError as error:
            yield (
                f"byte {self.at}",
                UnreadableDocumentError(
                    f"not well-formed JSON: {error}", next_step="Fetch the file again; records before this place were read"
                ),
            )

    def _refuse(self, byte: bytes) -> NoReturn:
        raise _EndError(f"unexpected {byte!r}")

    def document(self, place: str) -> Iterator[Piece]:
        """Returns the elements of the object's "results" array, or the object itself where it has none."""
        self.at += 1
        members: list[bytes] = []
        failure: LabelError | None = None
        size, seen_results = 0, False
        while self.separator(b"}"):
            key = self.value(1)
            if self.next_byte() != b":":
                raise _EndError("a key without a value")
            self.at += 1
            if key == b'"results"' and self.next_byte() == b"[":
                seen_results = True
                yield from self.elements("results")
                continue
            value = self.value(1)
            if isinstance(value, LabelError) or isinstance(key, LabelError):
                failure = value if isinstance(value, LabelError) else failure
                continue
            size += len(key) + len(value)
            if size > MAX_RECORD_BYTES:
                failure = _too_large()
                members.clear()
            else:
                members.append(key + b":" + value)
        if not seen_results:
            yield place, failure or b"{" + b",".join(members) + b"}"

    def elements(self, name: str) -> Iterator[Piece]:
        """Returns the elements of the array that begins here."""
        self.at += 1
        index = 0
        while self.separator(b"]"):
            yield f"{name}[{index}]", self.value(2)
            index += 1

    def separator(self, closing: bytes) -> bool:
        """Returns whether another member follows; steps over the comma or the closing bracket."""
        found = self.next_byte()
        if found == b",":
            self.at += 1
            found = self.next_byte()
        if found == closing:
            self.at += 1
            return False
        if found is None or found in b"]}:,":
            raise _EndError("it ends too early" if found is None else f"unexpected {found!r}")
        return True

    def next_byte(self) -> bytes | None:
        """Returns the next byte that is not white space without stepping over it; None at the end."""
        while True:
            found = _SPACE.match(self.data, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.data):
                return self.data[self.at : self.at + 1]
            if not self.more(self.at):
                return None

    def more(self, keep: int) -> bool:
        """Returns whether more could be read; drops what lies before `keep`."""
        # Reading as much again as is held keeps the rescanning of one long string linear.
        chunk = self.stream.read1(max(_CHUNK, len(self.data) - keep))
        self.data = self.data[keep:] + chunk
        self.at -= keep
        return bool(chunk)

    def value(self, depth: int) -> bytes | LabelError:
        """Returns the bytes of the value that begins here and steps over it; an error for one too large or too deep."""
        first = self.next_byte()
        if first is None:
            raise _EndError("it ends too early")
        if first in b'{["':
            return self._bracketed(depth)
        while (found := _SCALAR.match(self.data, self.at)) and found.end() == len(self.data) and self.more(self.at):
            pass
        if not found:
            raise _EndError(f"unexpected {first!r}")
        self.at = found.end()
        return found[0]

    def _bracketed(self, depth: int) -> bytes | LabelError:
        """Returns the object, array or string that begins here."""
        start: int | None = self.at
        failure: LabelError | None = None
        stack = bytearray()
        while True:
            token = _TOKEN.search(self.data, self.at)
            if token is None or token[1] is not None:
                self.at = token.start() if token else len(self.data)
                keep = self.at if start is None else start
                start = None if start is None else 0
                if not self.more(keep):
                    raise _EndError("it ends too early")
                if start is not None and self.at > MAX_RECORD_BYTES:
                    failure, start = _too_large(), None
                continue
            self.at = token.end()
            if (failed := self._turn(token[0][0], stack, depth)) is not None:
                failure = failed
            if not stack:
                size = self.at - (start or 0)
                return failure or (self.data[start : self.at] if size <= MAX_RECORD_BYTES else _too_large())

    @staticmethod
    def _turn(byte: int, stack: bytearray, depth: int) -> LabelError | None:
        """Returns what is wrong with a bracket, None for nothing; opens or closes it on the stack."""
        if byte in b"{[":
            stack.append(byte)
            return _too_deep() if len(stack) + depth > MAX_DEPTH else None
        if byte in _CLOSES and (not stack or stack.pop() != _CLOSES[byte]):
            raise _EndError("a bracket closes what is not open")
        return None
