"""Writes the published answers that come with PlainLabel: the reference questions, with hashes of what they cite and no sentences.

Run it with the folder of the real labels: ``python tools/make_answers.py ../shared``. It asks an edition of whole labels, made of
those that the built-in edition answers from; so each citation gets its place, the hash of its text and the facts behind it.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from plainlabel.desk.draft import draft
from plainlabel.desk.files import SHIPPED, markdown
from plainlabel.edition.build import build
from plainlabel.edition.starter import starter_edition
from plainlabel.interfaces.cli_desk import file_name
from plainlabel.library import Library

QUESTIONS = (
    "Is Dupixent an immunosuppressant?",
    "How do you inject Dupixent?",
    "Can you drink alcohol on Dupixent?",
    "What is Dupixent used for and how does it work?",
    "Does Dupixent cause weight gain?",
    "How fast does Dupixent work?",
    "Why does Dupixent cause eye problems?",
    "How long can Dupixent stay out of the fridge?",
    "Can these drugs be used in thalassemia patients?",
    "How does Lupron (leuprolide) work for prostate cancer?",
    "What is the consideration to use nifedipine over amlodipine?",
    "Hypertrophic cardiomyopathy / mechanical heart valve?",
    "I have been on 400 mg of tramadol a day for 20 years, decided it is time to come off them.",
)
SOURCES = (
    "openfda_label/labels_2026-07.jsonl.gz",
    "openfda_label/labels_2024-01.jsonl.gz",
    "label_sections/medguard_openfda_sections.jsonl.gz",
)


def wanted() -> set[str]:
    """Returns the set ids of the labels that the built-in edition answers the questions from."""
    with Library.open(starter_edition()) as library:
        answers = [library.ask(question) for question in QUESTIONS]
    cited = {one.set_id for answer in answers for one in answer.citations}
    return cited | {one.set_id for answer in answers for one in answer.medicines if one.set_id}


def records(data: Path, keep: set[str]) -> Iterator[str]:
    """Yields the records of the labels to keep, each as a line."""
    for name in SOURCES:
        with gzip.open(data / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                ids = record.get("openfda_meta", {}).get("spl_set_id", []) or [record.get("set_id")]
                if keep & set(ids):
                    yield line.rstrip("\n")


def main(shared: Path) -> None:
    """Returns nothing; writes one file a question."""
    today = dt.datetime.now(dt.UTC).date().isoformat()
    SHIPPED.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "labels.jsonl"
        source.write_text("\n".join(records(shared / "data", wanted())) + "\n", encoding="utf-8")
        report = build([source], Path(folder) / "editions", workers=1)
        with Library.open(report.path) as library:
            for question in QUESTIONS:
                answer = draft(library.ask(question), library.edition, author="PlainLabel", reviewed_on=today, quotes=False)
                (SHIPPED / f"{file_name(question)}.md").write_text(markdown(answer), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
