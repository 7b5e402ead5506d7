"""SPL XML -> Label: the whole document, read once.

Source: FDA, "SPL Implementation Guide with Validation Procedures"; the schema is HL7 SPL Release 4 to 8.

A label is, by structure, a `document` with a set id, a version and a body that holds products or words.
Document types that are never labels are refused by their code (`NOT_LABELS`), so that their error can say what they are.
"""

from __future__ import annotations

from typing import Final

from plainlabel import identifiers
from plainlabel.errors import IncompleteLabelError, NotALabelError
from plainlabel.label import Label
from plainlabel.labels.spl_elements import descend
from plainlabel.labels.spl_narrative import line
from plainlabel.labels.spl_products import ProductReader, is_original
from plainlabel.labels.spl_sections import SectionReader
from plainlabel.labels.spl_text import fold
from plainlabel.labels.xml_input import Element, parse_document

CLASS_INDEX: Final = "60685-5"
NOT_LABELS: Final = {
    CLASS_INDEX: "a pharmacologic-class index",
    "93723-5": "a drug-interaction index",
    "64124-1": "a substance index",
    "82351-8": "a risk evaluation and mitigation strategy (REMS)",
    "51725-0": "an establishment registration",
    "51726-8": "an NDC labeler code request",
    "69968-6": "an NDC labeler code inactivation",
    "53411-5": "an out-of-business notification",
    "71743-9": "a generic drug facility identification",
    "72090-4": "an identification of a CBER-regulated generic drug facility",
}
"""Document types (LOINC) that FDA exchanges in SPL and that hold no label; types not listed are judged by structure."""

_ORGANISATION: Final = ("assignedEntity", "representedOrganization")
_DUNS: Final = "1.3.6.1.4.1.519.1"


def read_spl(data: bytes, *, file: str = "") -> Label:
    """Returns the label in one SPL XML document.

    Recoveries, each told in `notices`: those of `parse_document`; a missing or impossible effective time (None); a section without
    id or with one already used (an id from its place); text outside every section (kept as the section "body"); a package code
    that is no NDC (left out).

    Raises:
        UnreadableDocumentError, UnsafeDocumentError: see `parse_document`.
        NotALabelError: another kind of document, or one without products and without words.
        IncompleteLabelError: no set id or no version number: a label is one set id at one version, and neither can be invented.
    """
    root, notices = parse_document(data, file=file)
    parts = {child.tag: child for child in reversed(root)}
    kind = _value(parts.get("code"), "code")
    if kind in NOT_LABELS:
        raise NotALabelError(f"The document is {NOT_LABELS[kind]}, not a label", file=file or None, next_step=_next_step(kind))
    set_id = _set_id(parts.get("setId"), file)
    reader = SectionReader(root)
    products = ProductReader(reader.subjects)
    if not products.products and not any(section.text or section.title for section in reader.sections):
        raise NotALabelError(
            "The document holds no product and no words", file=file or None, set_id=set_id, next_step="Give a label from DailyMed"
        )
    stated = _value(parts.get("effectiveTime"), "value")
    effective = identifiers.date(stated)
    bad_date = () if effective else (f"The effective time {stated!r} is not a date",)
    name, duns = _labeler(parts.get("author"))
    title = parts.get("title")
    return Label(
        set_id=set_id,
        version=_version(parts.get("versionNumber"), file, set_id),
        effective=effective,
        source="spl",
        title=fold(line(title)) if title is not None else "",
        document_id=(_value(parts.get("id"), "root") or "").lower() or None,
        document_type=kind,
        labeler=name,
        labeler_duns=duns,
        products=tuple(products.products),
        original_packager=is_original(products.products, parts.get("author")),
        sections=tuple(reader.sections),
        notices=(*notices, *bad_date, *reader.notices, *products.notices),
    )


def _next_step(kind: str) -> str:
    return "Read it with read_class_index" if kind == CLASS_INDEX else "Give a label from DailyMed"


def _value(element: Element | None, name: str) -> str | None:
    return element.get(name) if element is not None else None


def _set_id(element: Element | None, file: str) -> str:
    stated = _value(element, "root")
    found = identifiers.set_id(stated)
    if found is None:
        what = f"The set id {stated!r} is not a UUID" if stated else "The document has no set id"
        raise IncompleteLabelError(what, file=file or None, location="document/setId", next_step="Take the label from DailyMed")
    return found


def _version(element: Element | None, file: str, set_id: str) -> int:
    stated = (_value(element, "value") or "").strip()
    if not (stated.isascii() and stated.isdigit() and len(stated) < 10):
        what = f"The version {stated!r} is not a number" if stated else "The document has no version number"
        raise IncompleteLabelError(
            what, file=file or None, set_id=set_id, location="document/versionNumber", next_step="Take the label from DailyMed"
        )
    return int(stated)


def _labeler(author: Element | None) -> tuple[str | None, str | None]:
    """Returns the name and DUNS number of the labeler."""
    organisation = descend(author, *_ORGANISATION) if author is not None else None
    if organisation is None:
        return None, None
    name = descend(organisation, "name")
    duns = next((found.get("extension") for found in organisation[:] if found.tag == "id" and found.get("root") == _DUNS), None)
    return (fold(name.text or "") or None) if name is not None else None, duns or None
