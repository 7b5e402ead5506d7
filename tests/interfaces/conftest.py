"""The command line with a library that only repeats what it was asked: its own behaviour, apart from what answers say."""

import signal
import sys
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from plainlabel.answers.contract import Answer, AnswerMedicine, Citation, EditionRef, Readability, Statement
from plainlabel.interfaces.cli import main

SET_ID = "0a0a0a0a-1111-4222-8333-444444444444"


def answer_to(question: str, **changed) -> Answer:
    """Returns an answer that shows every part of one."""
    held = {
        "question": question,
        "outcome": "answered" if question.strip() else "unclear",
        "verdict": None,
        "type": "storage",
        "topic": None,
        "medicines": (AnswerMedicine("velmoritan", "Velmoritan", ("velmoritan",), SET_ID, 3, "2025-03-14", "exact"),),
        "summary": f"You asked: {question}",
        "statements": (Statement("Keep it cool.", "label", (1,)), Statement("Ask a pharmacist.", "advice")),
        "citations": (Citation(1, SET_ID, 3, "2025-03-14", "44425-7", "16 Storage", "Keep cool", 0, 9, "https://example.org/3"),),
        "passages": (),
        "related": ("How is Velmoritan taken?",),
        "notices": ("Read velmoritn as Velmoritan.",),
        "readability": Readability(3.0, 3.0, 3.0, 3.0),
        "edition": EditionRef("2025-03-14-0123456789ab", "full", 1),
    }
    return Answer(**{**held, **changed})


@dataclass
class FakeLibrary:
    """Stands for plainlabel.library.Library; keeps what it was asked."""

    asked: list = field(default_factory=list)
    opened: list = field(default_factory=list)
    closed: int = 0
    failure: Exception | None = None

    def open(self, path=None):
        self.opened.append(path)
        return self

    def ask(self, question, as_of=None):
        if self.failure:
            raise self.failure
        self.asked.append((question, as_of))
        return answer_to(question)

    def close(self):
        self.closed += 1


@pytest.fixture
def library(monkeypatch):
    """Returns the fake library that the command line opens in this test."""
    fake = FakeLibrary()
    monkeypatch.setitem(sys.modules, "plainlabel.library", SimpleNamespace(Library=fake))
    return fake


@pytest.fixture
def run(monkeypatch, capfdbinary):
    """Returns a function that runs the command line and gives (exit code, stdout, stderr)."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["plainlabel", *arguments])
        code = 0
        handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            main()
        except SystemExit as ended:
            code = ended.code or 0
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
        sys.stdout.flush()
        sys.stderr.flush()
        out, err = capfdbinary.readouterr()
        return code, out.decode("utf-8"), err.decode("utf-8")

    return run
