"""Builds vocabulary/reaction_words.tsv and reaction_terms.tsv from openFDA labels, without any annotation.

    python tools/make_reaction_words.py [--skip LABELS_TSV] LABELS.jsonl.gz...

Needs numpy, scipy and scikit-learn, which the package itself does not. Labels whose set id stands in the first column of
LABELS_TSV are left out (the gold file of benchmarks/facts). Words of the same surroundings get the same class: positive pointwise
mutual information of a word with the words up to two places away, 100 singular vectors, k-means at three grains. A term stands
alone between commas, brackets, figures and "and", in at least four labels' adverse reactions or warnings, and reads like a name.
Every text counts once, however many labels share it.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.cluster import MiniBatchKMeans
from sklearn.decomposition import TruncatedSVD

from plainlabel.errors import LabelError
from plainlabel.label import Label, Section
from plainlabel.labels.documents import Rejected, documents, read

VOCABULARY = Path(__file__).parents[1] / "src" / "plainlabel" / "vocabulary"
KINDS = {"34084-4": "a", "43685-7": "w", "34071-1": "w", "42232-9": "w", "34070-3": "w", "34066-1": "w"}
GRAINS = (64, 256, 1000)
WORDS, CONTEXTS, VECTORS, RAREST_WORD, RAREST_TERM = 25_000, 4_000, 100, 8, 4
_WORD = re.compile(r"[a-z]+|\d+(?:[.,]\d+)*|[^\sa-z\d]")
_BETWEEN = re.compile(
    r"[,;:()\[\]•|*/]|\band\b|\bor\b|\bincluding\b|\d+(?:\.\d+)?%?|[.](?=\s)|<|>|\s-\s|–"  # noqa: RUF001 - labels use typographic signs
)
# Words that only a sentence or the heading of a column has, and what no name starts or ends with.
_NO_NAME = re.compile(
    r"^(?:a|an|the|of|in|on|at|by|for|from|to|with|without|than|as|if|when|while|no|not|see|these|this|that|other|all|any|its|their)\b"
    r"|\b(?:of|in|on|at|by|for|from|to|with|than|as|the|an?|-)$"
    r"|\b(?:is|are|was|were|be|been|has|have|had|may|can|could|should|must|will|would|who|which|whom|whose|patients?|subjects|placebo|mg|"
    r"kg|ml|tables?|stud(?:y|ies)|trials?|treated|reported|received|section|tablets?|capsules?|clinical|section|and|or)\b"
)


def main() -> None:
    """Writes both files."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("labels", nargs="+", type=Path)
    parser.add_argument("--skip", type=Path)
    given = parser.parse_args()
    skip = {line.split("\t")[0] for line in given.skip.read_text().splitlines()} if given.skip else set()
    texts: list[str] = []
    listed: dict[str, Counter[tuple[str, ...]]] = {kind: Counter() for kind in "awo"}
    for sections in _labels(given.labels, skip):
        _count(sections, listed)
        texts += [text.lower() for _, text in sections]
    _write_terms(listed)
    _write_words(texts)


def _labels(files: list[Path], skip: set[str]) -> Iterator[list[tuple[str, str]]]:
    """Yields the (kind, text) of the sections of each label that no earlier label has."""
    seen: set[str] = set()
    for document in documents(files):
        if isinstance(document, Rejected):
            continue
        try:
            label = read(document)
        except LabelError:
            continue
        if not isinstance(label, Label) or str(label.set_id) in skip:
            continue
        by_id = {section.id: section for section in label.sections}
        new = [section for section in label.sections if section.text not in seen]
        seen.update(section.text for section in new)
        yield [(_kind(section, by_id), section.text) for section in new]


def _kind(section: Section, by_id: dict[str, Section]) -> str:
    """Returns a (adverse reactions), w (warnings, boxed warning) or o (other), after the section or those it stands in."""
    at: Section | None = section
    while at is not None:
        if at.code in KINDS:
            return KINDS[at.code]
        at = by_id.get(at.parent) if at.parent else None
    return "o"


def _count(sections: list[tuple[str, str]], listed: dict[str, Counter[tuple[str, ...]]]) -> None:
    found: dict[str, set[tuple[str, ...]]] = {kind: set() for kind in listed}
    for kind, text in sections:
        for item in _BETWEEN.split(text.lower()):
            term = tuple(_WORD.findall(item))
            if 1 <= len(term) <= 6 and all(word[0].isalpha() or word in "-'’" for word in term) and term[0][0].isalpha():  # noqa: RUF001
                found[kind].add(term)
    for kind, terms in found.items():
        listed[kind].update(term for term in terms if len("".join(term)) > 2)


def _write_terms(listed: dict[str, Counter[tuple[str, ...]]]) -> None:
    reactions, warnings, others = listed["a"], listed["w"], listed["o"]
    rows = [
        "\t".join((" ".join(term), str(reactions[term]), str(warnings[term]), str(others[term])))
        for term in {*reactions, *warnings}
        if reactions[term] + warnings[term] >= RAREST_TERM and not _NO_NAME.search(" ".join(term))
    ]
    head = "# term\tlabels that list it among adverse reactions\tamong warnings\telsewhere\n"
    (VOCABULARY / "reaction_terms.tsv").write_text(head + "".join(f"{row}\n" for row in sorted(rows)), encoding="utf-8")


def _write_words(texts: list[str]) -> None:
    words = [["0" if word[0].isdigit() else word for word in _WORD.findall(text)] for text in texts]
    counts = Counter(word for text in words for word in text)
    known = [word for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:WORDS] if count >= RAREST_WORD]
    ids = {word: number for number, word in enumerate(known)}
    stop = len(known)
    run = np.array([number for text in words for number in (*(ids.get(word, stop) for word in text), stop, stop)], dtype=np.int64)
    vectors = TruncatedSVD(VECTORS, n_iter=4, random_state=0).fit_transform(_surroundings(run, stop))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    grains = [MiniBatchKMeans(k, random_state=0, batch_size=4096, n_init=3, max_iter=60).fit(vectors).labels_ for k in GRAINS]
    rows = sorted("\t".join((word, *(str(grain[number]) for grain in grains))) for word, number in ids.items())
    head = "# word\tits class among 64\tamong 256\tamong 1000\n"
    (VOCABULARY / "reaction_words.tsv").write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")


def _surroundings(run: Any, stop: int) -> Any:
    """Returns the positive pointwise mutual information of each word with the words at -2, -1, 1 and 2, side by side."""
    parts = []
    for distance in (-2, -1, 1, 2):
        here, there = (run[:-distance], run[distance:]) if distance > 0 else (run[-distance:], run[:distance])
        both = (here < stop) & (there < CONTEXTS)
        pairs, counts = np.unique(here[both] * CONTEXTS + there[both], return_counts=True)
        rows, columns = pairs // CONTEXTS, pairs % CONTEXTS
        counts = counts.astype(np.float64)
        by_row = np.bincount(rows, counts, minlength=stop)
        by_column = np.bincount(columns, counts, minlength=CONTEXTS) ** 0.75
        information = np.log(counts / (by_row[rows] * (by_column / by_column.sum())[columns]))
        parts.append(sp.csr_matrix((np.maximum(information, 0), (rows, columns)), shape=(stop, CONTEXTS)))
    return sp.hstack(parts).tocsr()


if __name__ == "__main__":
    main()
