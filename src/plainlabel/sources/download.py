"""Files from a feed to the disk: resumed where they were cut, checked, and put in place in one step.

A file that is being fetched is called `NAME.part`; what is known of it stands in `NAME.part.json`. Only a whole file, checked,
gets its name. Its receipt, `NAME.receipt.json`, says what the host said of it, so that the next run asks only whether it changed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

import httpx2
from msgspec import Struct

from plainlabel.errors import BrokenDownloadError, UnreachableError
from plainlabel.sources.client import BusyError, Client, too_large
from plainlabel.sources.disk import digests, no_room, read_small, to_disk, write_small
from plainlabel.sources.patience import TRIES
from plainlabel.sources.wanted import Got, Receipt, Want, as_wanted, check_zip

_STEP_BYTES: Final = 1 << 20
_PARTIAL: Final = 206
_NOT_MODIFIED: Final = 304
_NO_SUCH_RANGE: Final = 416
_WHOLE_FETCHES: Final = 2
"""So often a file is fetched from its beginning before its checksum is believed to be wrong at the host."""

Progress = Callable[[str, int, int | None], None]
"""Called with the name of a file, the bytes that are here, and the bytes there will be (None while unknown)."""


class _Part(Struct, frozen=True):
    """The beginning of a file that was cut: what it must still be to be gone on with."""

    url: str
    validator: str
    etag: str | None
    last_modified: str | None


class _ChangedError(Exception):
    """The rest that came is not the rest of this beginning."""


def fetch(client: Client, want: Want, folder: Path, progress: Progress | None = None) -> Got:
    """Returns the file, fetched into `folder` where it is not here already or has changed.

    Raises:
        NoMatchError: the host has no such file.
        UnreachableError: no answer, or only refusals; what came is kept for the next run.
        UntrustedSourceError: more bytes than allowed, or a redirect to another host.
        BrokenDownloadError: the checksum is wrong twice, or the zip is broken.
        NoRoomError: the disk is full.
    """
    return _Fetching(client, want, folder, progress or _silent).got()


def _silent(name: str, done: int, total: int | None) -> None:
    """Returns nothing; nobody asked to see the progress."""


class _Fetching:
    """The fetching of one file."""

    def __init__(self, client: Client, want: Want, folder: Path, progress: Progress) -> None:
        self._client = client
        self._want = want
        self._progress = progress
        self._target = folder / want.name
        self._part = folder / f"{want.name}.part"
        self._known = folder / f"{want.name}.part.json"
        self._receipt = folder / f"{want.name}.receipt.json"
        folder.mkdir(parents=True, exist_ok=True)

    def got(self) -> Got:
        held = self._held()
        if held is not None and as_wanted(held, self._want):
            return Got(self._target, held, changed=False)
        broken: BrokenDownloadError | None = None
        for _ in range(_WHOLE_FETCHES):
            try:
                told = self._body(held)
                if told is None:
                    assert held is not None
                    return Got(self._target, held, changed=False)
                return self._placed(told)
            except BrokenDownloadError as error:
                broken = error
                held = None
                self._drop_part()
        assert broken is not None
        raise broken

    def _held(self) -> Receipt | None:
        """Returns the receipt of the file that is here; None where there is none, or the file is not the one it is of."""
        receipt = read_small(self._receipt, Receipt)
        try:
            whole = receipt is not None and receipt.url == self._want.url and self._target.stat().st_size == receipt.size
        except OSError:
            whole = False
        return receipt if whole else None

    # --- bytes ---------------------------------------------------------------------------------------------------------

    def _body(self, held: Receipt | None) -> _Part | None:
        """Returns what the host said of the file whose bytes are now all in the part; None where what is here has not changed."""
        tries = 0
        while True:
            before = self._length()
            try:
                return self._try(held)
            except BusyError as busy:
                # A try that brought something does not count as a failed one: a bad line may cut a large file often.
                tries = 1 if self._length() > before else tries + 1
                self._client.rest(tries, busy, self._want.url)
            except _ChangedError:
                self._drop_part()
                tries += 1
                if tries > TRIES:
                    raise UnreachableError(
                        "The host answers with parts that nobody asked for", location=self._want.url, next_step="Try again later"
                    ) from None

    def _try(self, held: Receipt | None) -> _Part | None:
        known = read_small(self._known, _Part)
        start = self._length()
        if known is None or known.url != self._want.url or not start:
            self._drop_part()
            known, start = None, 0
        with self._client.stream(self._want.url, _headers(known, start, held)) as response:
            if response.status_code == _NOT_MODIFIED:
                if held is None:
                    raise UnreachableError(
                        "The host says that a file we do not have is unchanged",
                        location=self._want.url,
                        next_step="Try again later",
                    )
                return None
            if response.status_code == _NO_SUCH_RANGE:
                raise _ChangedError
            if response.status_code == _PARTIAL:
                self._check_rest(response, known, start)
            else:
                start = 0
            return self._written(response, start)

    def _check_rest(self, response: httpx2.Response, known: _Part | None, start: int) -> None:
        told = _told(self._want.url, response)
        if known is None or not response.headers.get("content-range", "").startswith(f"bytes {start}-"):
            raise _ChangedError
        if told.validator != known.validator and told.validator:
            raise _ChangedError

    def _written(self, response: httpx2.Response, start: int) -> _Part:
        told = _told(self._want.url, response)
        if start:
            told = read_small(self._known, _Part) or told
        total = _total(response, start)
        if total is not None and total > self._want.max_bytes:
            self._drop_part()
            raise too_large(self._want.url, self._want.max_bytes)
        try:
            if not start:
                write_small(self._known, told)
            with self._part.open("ab" if start else "wb") as stream:
                self._copy(response, stream, start, total)
        except OSError as error:
            raise no_room(error, self._part) from error
        if total is not None and self._length() != total:
            raise BusyError(f"{self._length():,} of {total:,} bytes came")
        return told

    def _copy(self, response: httpx2.Response, stream: BinaryIO, start: int, total: int | None) -> None:
        done = shown = start
        try:
            for chunk in response.iter_raw():
                done += len(chunk)
                if done > self._want.max_bytes:
                    self._drop_part()
                    raise too_large(self._want.url, self._want.max_bytes)
                stream.write(chunk)
                if done - shown >= _STEP_BYTES:
                    shown = done
                    self._progress(self._want.name, done, total)
        except httpx2.HTTPError as error:
            raise BusyError(f"{type(error).__name__} {error}".strip()) from error
        self._progress(self._want.name, done, total or done)

    def _length(self) -> int:
        try:
            return self._part.stat().st_size
        except OSError:
            return 0

    def _drop_part(self) -> None:
        self._part.unlink(missing_ok=True)
        self._known.unlink(missing_ok=True)

    # --- the whole -----------------------------------------------------------------------------------------------------

    def _placed(self, told: _Part) -> Got:
        md5, sha256 = digests(self._part)
        self._check(md5, sha256)
        receipt = Receipt(
            self._want.url,
            self._length(),
            sha256,
            md5,
            self._client.clock.now().date().isoformat(),
            told.etag,
            told.last_modified,
        )
        try:
            to_disk(self._part)
            # A receipt is of the file beside it or of none: it goes before the file changes, and comes after.
            self._receipt.unlink(missing_ok=True)
            self._part.replace(self._target)
            write_small(self._receipt, receipt)
            self._known.unlink(missing_ok=True)
        except OSError as error:
            raise no_room(error, self._target) from error
        return Got(self._target, receipt, changed=True)

    def _check(self, md5: str, sha256: str) -> None:
        for name, stated, found in (("SHA-256", self._want.sha256, sha256), ("MD5", self._want.md5, md5)):
            if stated is not None and stated.lower() != found:
                raise BrokenDownloadError(
                    f"The {name} is {found}, not {stated}",
                    file=self._want.name,
                    location=self._want.url,
                    next_step="Nothing of it is used. Try again later",
                )
        if self._want.kind == "zip" and not (self._want.md5 or self._want.sha256):
            check_zip(self._part, self._want)


def _headers(known: _Part | None, start: int, held: Receipt | None) -> dict[str, str]:
    headers = {"Accept-Encoding": "identity"}
    if known is not None:
        headers["Range"] = f"bytes={start}-"
        if known.validator:
            headers["If-Range"] = known.validator
    elif held is not None:
        if held.etag:
            headers["If-None-Match"] = held.etag
        if held.last_modified:
            headers["If-Modified-Since"] = held.last_modified
    return headers


def _told(url: str, response: httpx2.Response) -> _Part:
    etag, modified = response.headers.get("etag"), response.headers.get("last-modified")
    # Only a strong validator says that the bytes are the same.
    strong = etag if etag and not etag.startswith("W/") else None
    return _Part(url, strong or modified or "", etag, modified)


def _total(response: httpx2.Response, start: int) -> int | None:
    length = response.headers.get("content-length", "")
    return start + int(length) if length.isdigit() else None
