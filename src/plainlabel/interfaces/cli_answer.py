"""An answer as lines of text for people: plain, calm, the same on a terminal and in a pipe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from plainlabel.interfaces.cli_output import block, items, wrapped

if TYPE_CHECKING:
    from plainlabel.answers.contract import Answer, Citation, Statement

BASIS: Final[Mapping[str, str]] = {
    "label": "label",
    "class": "FDA class",
    "computed": "computed",
    "study": "study",
    "advice": "advice",
}
"""The badge of each basis a statement can rest on."""


def answer_text(answer: Answer) -> Iterator[str]:
    """Yields an answer as text: the summary, the reasons with their numbers, the sources, notices, what else to ask."""
    yield from wrapped(answer.summary)
    yield from block("Why", (line for statement in answer.statements for line in _statement(statement)))
    yield from block("Sources", _citations(answer))
    yield from block("Please note", items(answer.notices))
    yield from block("You can also ask", items(answer.related))
    yield ""
    kind = "facts only" if answer.edition.kind == "facts" else "whole labels"
    labels = f"{answer.edition.labels:,} {'label' if answer.edition.labels == 1 else 'labels'}"
    yield from wrapped(f"Edition {answer.edition.id} ({kind}, {labels}). Information, not medical advice.")


def _statement(statement: Statement) -> Iterator[str]:
    numbers = "".join(f" [{number}]" for number in statement.citations)
    return wrapped(f"{statement.text} ({BASIS[statement.basis]}){numbers}", "  - ")


def _citations(answer: Answer) -> Iterator[str]:
    """Yields each citation; the link to a label stands where the label is cited first."""
    names = {medicine.set_id: medicine.name for medicine in answer.medicines}
    linked: set[str] = set()
    for citation in answer.citations:
        yield from _citation(citation, names.get(citation.set_id), link=citation.url not in linked)
        linked.add(citation.url)


def _citation(citation: Citation, name: str | None, *, link: bool) -> Iterator[str]:
    number = f"  [{citation.n}] "
    indent = " " * len(number)
    label = f"Label of {name}" if name else f"Label {citation.set_id}"
    yield from wrapped(
        ", ".join(filter(None, (label, *version_words(citation.version, citation.effective), citation.section))), number
    )
    if citation.quote:
        yield from wrapped(f"“{citation.quote}”", indent)
    if link:
        yield from wrapped(citation.url, indent)


def version_words(version: int | None, effective: str | None) -> Iterator[str]:
    """Yields which version of a label, and its effective date where it has one."""
    yield "version unknown" if version is None else f"version {version}"
    if effective:
        yield effective
