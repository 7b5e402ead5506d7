"""A hardened door for XML that strangers wrote: bytes in, the root element out.

What libxml2 is told, and what it then guarantees (checked by the malformed fixtures):

- no entity is expanded, no DTD is fetched, nothing is read from disk or network;
- without `huge_tree` it refuses elements nested deeper than 256, a text or attribute value above 10 MB, and entity amplification;
- comments and processing instructions are dropped while parsing, CDATA becomes text: what remains is elements and text.

The limits are enforced inside the C parser, so they cost no second walk over the tree.

All elements come back under their local names, outside any namespace: lxml builds a qualified name anew each time it is asked
for one, which costs more than all else in reading an element. So the default namespace is taken from the root tag before
parsing. A document that declares it otherwise (with a prefix, or again inside) is parsed as it stands and renamed afterwards.
"""

from __future__ import annotations

import re
from typing import Any, Final, TypeAlias

from lxml import etree

from plainlabel.errors import NotALabelError, UnreadableDocumentError, UnsafeDocumentError

SPL_NAMESPACE: Final = "urn:hl7-org:v3"
Element: TypeAlias = Any
"""An lxml element; the stubs of lxml do not know that elements can be sliced."""

MAX_BYTES: Final = 64 * 1024 * 1024

_NAMESPACE: Final = b'xmlns="urn:hl7-org:v3"'
_AS_PREFIX: Final = b'xmlns:spl="urn:hl7-org:v3"'
_IN_NAMESPACE: Final = "{urn:hl7-org:v3}*"
_RESOURCE_LIMITS: Final = frozenset({89, 114})
"""libxml2 codes: entities that refer to themselves, a limit reached."""
_INVALID_ENCODING: Final = 81
_UTF8_PAIR: Final = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_DECLARED: Final = re.compile(rb"""<\?xml[^>]{0,80}?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_NEXT_DOWNLOAD: Final = "Download the file again"


def _parser(encoding: str | None = None) -> etree.XMLParser:
    return etree.XMLParser(
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
        collect_ids=False,
    )


_PARSER: Final = _parser()


def parse_document(data: bytes, *, file: str = "") -> tuple[Element, tuple[str, ...]]:
    """Returns the SPL `document` element of `data` and a notice for each recovery made on the way.

    Recoveries, each with its notice: a UTF-16 file that declares another encoding; Windows-1252 bytes declared as UTF-8;
    UTF-8 bytes declared as a one-byte encoding; white space before the XML declaration; elements outside urn:hl7-org:v3.

    Raises:
        UnreadableDocumentError: empty, truncated, not well formed, or bytes that are in no encoding we can tell.
        UnsafeDocumentError: larger than 64 MB, nested deeper than 256, a value above 10 MB, or any document type declaration.
        NotALabelError: well formed, but the root is not an SPL document.
    """
    if len(data) > MAX_BYTES:
        raise UnsafeDocumentError(
            f"The document is larger than {MAX_BYTES // 2**20} MB", file=file or None, next_step="No label is: check the file"
        )
    plain = _NAMESPACE in data[:4096]
    root, notices = _root(data.replace(_NAMESPACE, _AS_PREFIX, 1) if plain else data, file)
    if plain and next(root.iter(_IN_NAMESPACE), None) is not None:
        # Declared again inside: the whole document takes the slower way. Asking the tree costs less than searching the bytes.
        plain = False
        root, notices = _root(data, file)
    if not plain or root.tag != "document":
        notices += _bare_names(root, plain=plain, file=file)
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnsafeDocumentError(
            "The document declares a document type, which SPL never does; entities are not expanded",
            file=file or None,
            next_step="Take the label from DailyMed",
        )
    return root, notices


def _root(data: bytes, file: str) -> tuple[Element, tuple[str, ...]]:
    encoding, notices = _misdeclared(data)
    if data[:1].isspace():
        data = data.lstrip()
        notices += ("White space before the XML declaration was skipped",)
    try:
        return etree.fromstring(data, _parser(encoding) if encoding else _PARSER), notices
    except etree.XMLSyntaxError as error:
        if _code(error) == _INVALID_ENCODING and not encoding and not _UTF8_PAIR.search(data):
            return _as_windows_1252(data, file), (*notices, "Declared as UTF-8, read as Windows-1252: its bytes are not UTF-8")
        raise _refusal(error, data, file) from error


def _as_windows_1252(data: bytes, file: str) -> Element:
    try:
        return etree.fromstring(data, _parser("windows-1252"))
    except etree.XMLSyntaxError as error:
        raise _refusal(error, data, file) from error


def _misdeclared(data: bytes) -> tuple[str | None, tuple[str, ...]]:
    """Returns the encoding to read with when the declaration is certainly wrong, with the notice; (None, ()) otherwise."""
    head = data[:200]
    if head.startswith(_UTF16_MARKS):
        named = _DECLARED.search(head.replace(b"\0", b""))
        odd = named and not named[1].lower().startswith(b"utf-16")
        # libxml2 follows the byte-order mark by itself.
        return None, ((f"Declared as {named[1].decode()}, read as UTF-16: so its bytes are",) if named and odd else ())
    named = _DECLARED.match(head.removeprefix(b"\xef\xbb\xbf").lstrip())
    if named is None or named[1].lower() in (b"utf-8", b"utf8"):
        return None, ()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None, ()
    if text.isascii() and not named[1].lower().startswith((b"utf-16", b"ucs", b"utf-32")):
        return None, ()
    return "utf-8", (f"Declared as {named[1].decode()}, read as UTF-8: its bytes are valid UTF-8",)


def _refusal(error: etree.XMLSyntaxError, data: bytes, file: str) -> UnreadableDocumentError | UnsafeDocumentError:
    where = f"line {error.lineno}" if error.lineno else None
    if _code(error) in _RESOURCE_LIMITS:
        return UnsafeDocumentError(
            f"The document goes beyond what is safe to read: {_first_line(error)}",
            file=file or None,
            location=where,
            next_step="No label does: check the file",
        )
    what = "The document is empty" if not data.strip() else f"The document is not well-formed XML: {_first_line(error)}"
    return UnreadableDocumentError(what, file=file or None, location=where, next_step=_NEXT_DOWNLOAD)


def _code(error: etree.XMLSyntaxError) -> int:
    return int(getattr(error, "code", 0) or 0)


def _first_line(error: etree.XMLSyntaxError) -> str:
    text = error.msg.splitlines()[0] if error.msg else "unknown error"
    return re.sub(r", (?:use|try|see) \w+.*|, line \d+, column \d+", "", text).strip(" .")


def _bare_names(root: Element, *, plain: bool, file: str) -> tuple[str, ...]:
    """Returns a notice where namespaces were not SPL's; takes what is left of them off all elements.

    `plain` says that the root's own namespace, SPL's, was taken off before parsing.
    """
    name = etree.QName(root)
    if name.localname != "document" or not (plain or name.namespace == SPL_NAMESPACE or _looks_like_spl(root)):
        raise NotALabelError(
            f"The root element is <{name.localname}>, not an SPL <document>",
            file=file or None,
            next_step="Give SPL XML from DailyMed",
        )
    if not plain:
        for element in root.iter("{*}*"):
            element.tag = etree.QName(element).localname
    if plain or name.namespace == SPL_NAMESPACE:
        return ()
    return (f"The document is in the namespace {name.namespace or '(none)'}, read as {SPL_NAMESPACE}",)


def _looks_like_spl(root: Element) -> bool:
    return any(etree.QName(child).localname in {"setId", "versionNumber", "component"} for child in root.iterchildren("*"))
