"""SPL pharmacologic-class indexing files -> ClassIndex: the classes of one substance, by UNII.

Source: FDA, SPL Implementation Guide, "Pharmacologic class indexing" (document type 60685-5). FDA's `[Chemical/Ingredient]` and
`[EXT]` entries name the substance's chemical family; they are not pharmacologic classes of a label and are left out.
"""

from __future__ import annotations

import re
from typing import Final, cast

from plainlabel import identifiers
from plainlabel.errors import IncompleteLabelError, NotALabelError
from plainlabel.label import ClassIndex, ClassKind, PharmClass
from plainlabel.labels.spl_text import fold
from plainlabel.labels.xml_input import Element, parse_document

DOCUMENT_TYPE: Final = "60685-5"
_AGAIN: Final = "Fetch the class indexes again, or leave this one out"

_UNII_SYSTEM: Final = "2.16.840.1.113883.4.9"
_KINDS: Final = re.compile(r"(.*\S)\s*\[(EPC|MoA|PE|CS)\]\Z", re.IGNORECASE | re.DOTALL)
_SPELLED: Final = {"epc": "EPC", "moa": "MoA", "pe": "PE", "cs": "CS"}
_KIND: Final = ".//asSpecializedKind/generalizedMaterialKind/code"


def read_class_index(data: bytes, *, file: str = "") -> ClassIndex:
    """Returns the EPC, MoA, PE and CS classes that one indexing file gives a substance, sorted.

    `version` and `effective` are None where the file states none: an index is not a label, and nothing cites it by version.

    Raises:
        UnreadableDocumentError, UnsafeDocumentError: see `parse_document`.
        NotALabelError: the document is of another type than 60685-5.
        IncompleteLabelError: no set id, or no substance with a UNII.
    """
    root, _ = parse_document(data, file=file)
    kind = _attribute(root, "code", "code")
    if kind != DOCUMENT_TYPE:
        raise NotALabelError(
            f"The document type is {kind}, not a pharmacologic-class index ({DOCUMENT_TYPE})",
            file=file or None,
            next_step="Read a label with read_spl",
        )
    set_id = identifiers.set_id(_attribute(root, "setId", "root"))
    if set_id is None:
        raise IncompleteLabelError("The class index has no set id", file=file or None, location="document/setId", next_step=_AGAIN)
    substance, unii = _substance(root)
    if substance is None or unii is None:
        raise IncompleteLabelError(
            "The class index names no substance with a UNII",
            file=file or None,
            set_id=set_id,
            location="identifiedSubstance",
            next_step=_AGAIN,
        )
    version = _attribute(root, "versionNumber", "value") or ""
    name = substance.find("name")
    return ClassIndex(
        set_id=set_id,
        version=int(version) if version.isascii() and version.isdigit() else None,
        effective=identifiers.date(_attribute(root, "effectiveTime", "value")),
        unii=unii,
        name=fold("".join(name.itertext())) if name is not None else "",
        classes=_classes(substance),
    )


def _attribute(root: Element, name: str, attribute: str) -> str | None:
    element = root.find(name)
    return element.get(attribute) if element is not None else None


def _substance(root: Element) -> tuple[Element | None, str | None]:
    """Returns the innermost identified substance and its UNII."""
    for substance in root.iter("identifiedSubstance"):
        code = substance.find("code")
        if code is not None and code.get("codeSystem", _UNII_SYSTEM) == _UNII_SYSTEM:
            return substance, identifiers.unii(code.get("code"))
    return None, None


def _classes(substance: Element) -> tuple[PharmClass, ...]:
    found = set()
    for code in substance.iterfind(_KIND):
        named = _KINDS.match(code.get("displayName") or "")
        if named:
            kind = cast("ClassKind", _SPELLED[named[2].lower()])
            found.add(PharmClass(kind, fold(named[1]), code.get("code") or None))
    return tuple(sorted(found, key=lambda item: (item.kind, item.name, item.code or "")))
