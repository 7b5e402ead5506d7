"""Sections recovered from openFDA's flattened text.

openFDA gives each coded section as one line of text: its title, its own text, its Highlights excerpt, then all its subsections.
A subsection with a code of its own is given a second time in a field of its own. Here the tree comes back: a field whose text
stands inside another becomes a child there, numbered subsections ("5.1 ...") become children too, and every character of the
text ends up in exactly one section: heading, own text, children, in order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from typing import Final

from plainlabel.label import Section
from plainlabel.labels.openfda_blocks import body
from plainlabel.labels.openfda_excerpt import boxed_highlights, highlights
from plainlabel.labels.openfda_headings import split
from plainlabel.labels.openfda_numbers import Numbered, chapter, numbered
from plainlabel.labels.openfda_tables import TableSpan, locate
from plainlabel.labels.openfda_titles import Titles, referenced_titles, words_of_names
from plainlabel.vocabulary.sections import BY_FIELD, UNCLASSIFIED

# These never stand inside another section, though short ones often occur in other text.
_ALONE: Final = frozenset({"package_label_principal_display_panel", "recent_major_changes", "spl_product_data_elements"})
_SURE_LENGTH: Final = 40


@dataclass(slots=True)
class Node:
    """A section to be: [start, end) of its root's text, what it is called, and what it holds."""

    start: int
    end: int
    field: str | None = None
    ordinal: int = 0
    number: str | None = None
    title_start: int = 0
    body_start: int = 0
    children: list[Node] = default(default_factory=list)


@dataclass(slots=True)
class Root:
    """One text that stands in no other, with the sections found in it."""

    text: str
    node: Node
    tables: list[TableSpan] = default(default_factory=list)


@dataclass(slots=True)
class Element:
    """One text of a field; `ordinal` counts from 1."""

    field: str
    ordinal: int
    text: str


def sections(
    fields: Mapping[str, Sequence[str]], tables: Mapping[str, Sequence[str]], drug_names: Sequence[str]
) -> tuple[Section, ...]:
    """Returns the sections of one record in document order.

    Args:
        fields: the texts of each field.
        tables: the table HTML of each field, without the "_table" of the field name.
        drug_names: brand and generic names, which begin sentences and do not end headings.
    """
    roots = _place(fields)
    names = words_of_names(drug_names)
    titles = referenced_titles([root.text for root in roots])
    _place_tables(roots, tables)
    for root in roots:
        _number(root, titles, names)
    used: set[str] = set()
    return tuple(section for root in roots for section in _emit(root, root.node, None, None, used))


def _place(fields: Mapping[str, Sequence[str]]) -> list[Root]:
    """Returns the roots in label order, each with the fields inside it as children."""
    elements = [
        Element(name, ordinal, " ".join(text.split())) for name, texts in fields.items() for ordinal, text in enumerate(texts, 1)
    ]
    elements.sort(key=lambda element: (-len(element.text), _order(element.field), element.ordinal))
    roots: list[Root] = []
    for element in elements:
        home, at = _home(element, roots)
        node = Node(at, at + len(element.text), element.field, element.ordinal)
        if home is None:
            roots.append(Root(element.text, node))
        else:
            _insert(home.node, node)
    return sorted(roots, key=lambda root: (_order(root.node.field or ""), root.node.ordinal))


def _order(name: str) -> int:
    known = BY_FIELD.get(name)
    return known.order if known else len(BY_FIELD)


def _home(element: Element, roots: Sequence[Root]) -> tuple[Root | None, int]:
    """Returns the root that holds the element's text, and where; (None, 0) when it stands alone."""
    if not element.text or element.field in _ALONE:
        return None, 0
    known = BY_FIELD.get(element.field)
    usual = (*known.parents, element.field) if known else (element.field,)
    for root in sorted(roots, key=lambda root: root.node.field not in usual):
        name = root.node.field
        sure = name in usual or len(element.text) >= _SURE_LENGTH
        if not sure or name in _ALONE or (element.text == root.text and name == element.field):
            continue
        at = root.text.find(element.text)
        while at >= 0:
            if _fits(root, at, at + len(element.text)):
                return root, at
            at = root.text.find(element.text, at + 1)
    return None, 0


def _fits(root: Root, start: int, end: int) -> bool:
    """Returns whether [start, end) falls on word boundaries and crosses no section already placed."""
    text = root.text
    if (start and text[start - 1] != " ") or (end < len(text) and text[end] != " "):
        return False
    node = root.node
    while True:
        inner = next((child for child in node.children if child.start <= start and end <= child.end), None)
        if inner is None:
            return all(child.end <= start or end <= child.start for child in node.children)
        if (inner.start, inner.end) == (start, end):
            return False
        node = inner


def _insert(node: Node, new: Node) -> None:
    """Returns nothing; puts `new` into the smallest section below `node` that holds it; those inside `new` become its children."""
    while inner := next((child for child in node.children if child.start <= new.start and new.end <= child.end), None):
        node = inner
    new.children = [child for child in node.children if new.start <= child.start and child.end <= new.end]
    node.children = sorted([child for child in node.children if child not in new.children] + [new], key=lambda child: child.start)


def _number(root: Root, titles: Titles, drug_names: Sequence[str]) -> None:
    """Returns nothing; finds the numbered subsections of a root and where every heading in it ends."""
    known = BY_FIELD.get(root.node.field or "")
    number = chapter(root.text, known.chapter if known else None)
    if number is not None:
        starts = {node.start for node in _walk(root.node)}
        rows = [(part.start, part.end) for table in root.tables for part in table.parts if len(part.cells) > 1]
        for found in numbered(root.text, number, starts, rows):
            _insert_numbered(root.node, found)
    for node in _walk(root.node):
        stop = min((child.start for child in node.children), default=node.end)
        stop = min([stop, *(table.start for table in root.tables if node.start < table.start)])
        found_title = split(root.text, node.start, stop, node.field, titles, drug_names)
        node.number, node.title_start, node.body_start = found_title.number, found_title.title_start, found_title.body_start


def _insert_numbered(root: Node, found: Numbered) -> None:
    node = root
    while inner := next((child for child in node.children if child.start <= found.start < child.end), None):
        if inner.start == found.start and (inner.field is not None or inner.number is not None):
            return
        node = inner
    end = min(found.end, node.end)
    crossing = [child.start for child in node.children if found.start < child.start < end < child.end]
    _insert(node, Node(found.start, min([end, *crossing]), number=found.number))


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _walk(child)


def _place_tables(roots: Sequence[Root], tables: Mapping[str, Sequence[str]]) -> None:
    """Returns nothing; finds each table of the fields of a root in its text; a field inside another repeats the other's tables."""
    for root in roots:
        count: Counter[str] = Counter()
        for name in dict.fromkeys(node.field for node in _walk(root.node)):
            count |= Counter(tables.get(name or "", ()))
        for span in locate(root.text, count.elements()) if count else ():
            if all(span.end <= other.start or other.end <= span.start for other in root.tables):
                root.tables.append(span)
        root.tables.sort(key=lambda span: span.start)


def _emit(root: Root, node: Node, parent: str | None, parent_field: str | None, used: set[str]) -> Iterator[Section]:
    """Returns the section of `node` and those below it, in document order."""
    name = node.field or parent_field or ""
    identifier = _identifier(node, name, parent, used)
    known = BY_FIELD.get(node.field or "")
    code = known.code if known and not (known.code == UNCLASSIFIED and parent) else None
    first = min((child.start for child in node.children), default=node.end)
    title = root.text[node.title_start : node.body_start].rstrip(" :")
    if not title and known and known.code != UNCLASSIFIED:
        title = known.title
    own = body(root.text, node.body_start, first, root.tables, _excerpt(root, node, first))
    yield Section(identifier, code, node.number, title, parent, own.text, own.blocks)
    for index, child in enumerate(node.children):
        yield from _emit(root, child, identifier, name, used)
        after = node.children[index + 1].start if index + 1 < len(node.children) else node.end
        rest = body(root.text, child.end, after, root.tables, (0, 0))
        if rest.text:
            yield Section(_unique(f"{identifier}/more", used), None, None, "", identifier, rest.text, rest.blocks)


def _excerpt(root: Root, node: Node, first: int) -> tuple[int, int]:
    if node.field == "boxed_warning":
        return boxed_highlights(root.text, node.body_start, first)
    tables = [(table.start, table.end) for table in root.tables]
    return highlights(root.text, node.body_start, first, node.number, root.text[first : node.end], tables)


def _identifier(node: Node, name: str, parent: str | None, used: set[str]) -> str:
    if node.number and "." in node.number and (node.field is None or node.ordinal > 1):
        return _unique(f"{name}/{node.number}", used)
    if node.field is None:
        return _unique(f"{parent}/part", used)
    return _unique(name if node.ordinal == 1 else f"{name}/{node.ordinal}", used)


def _unique(wanted: str, used: set[str]) -> str:
    found, count = wanted, 1
    while found in used:
        count += 1
        found = f"{wanted}-{count}"
    used.add(found)
    return found
