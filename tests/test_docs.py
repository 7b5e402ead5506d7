"""The documentation is a contract: what it says is checked against the code, and what it tells to run is run."""

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import typer

from plainlabel.interfaces.cli import app

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), ROOT / "benchmarks" / "README.md"])
FENCE = re.compile(r"^( *)```(\w*)([^\n]*)\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
SETTING = re.compile(r"\bPLAINLABEL_[A-Z]+\b")
COMMANDS = typer.main.get_command(app).commands
# Only these are run in tests; the others change the machine or take long, and are checked word by word.
RUN = {"ask", "show", "facts", "search", "verify", "edition", "build", "history"}


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def commands(page: Path) -> Iterator[tuple[str, bool]]:
    """Yields (command line, whether to run it) of every shell block of a page."""
    for _, language, rest, body in FENCE.findall(page.read_text(encoding="utf-8")):
        if language == "sh":
            for line in body.splitlines():
                if line.strip():
                    yield line.strip().removeprefix(".venv/bin/"), "skip" not in rest


# --- pages made from the code ------------------------------------------------------------------------------------------


def generator():
    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "tools" / "make_reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["commands.md", "errors.md", "edition-format.md", "facts.md"])
def test_a_generated_page_is_current(name):
    assert (DOCS / "reference" / name).read_text(encoding="utf-8") == generator().pages()[name], "run: make docs"


def test_the_example_of_the_readme_is_what_the_tool_says(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    assert (ROOT / "README.md").read_text(encoding="utf-8") == generator().readme(), "run: make docs"


def test_every_generated_page_is_checked():
    assert set(generator().pages()) == {"commands.md", "errors.md", "edition-format.md", "facts.md"}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_explains_itself(name):
    assert COMMANDS[name].help
    assert [one.name for one in COMMANDS[name].params if not one.help] == []


# --- what the pages say ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page):
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not re.match(r"https?:|#", link)]
    assert [link for link in links if not (page.parent / link.partition("#")[0]).exists()] == []


def test_the_index_leads_to_every_page():
    linked = {(DOCS / link).resolve() for link in LINK.findall((DOCS / "README.md").read_text(encoding="utf-8"))}
    missing = {page for page in DOCS.rglob("*.md") if page.name != "README.md"} - linked
    assert sorted(map(name_of, missing)) == []


def test_every_setting_is_documented_and_none_is_made_up():
    code = [*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").glob("*.py"), ROOT / "Makefile"]
    used = {name for file in code for name in SETTING.findall(file.read_text(encoding="utf-8"))}
    documented = set(SETTING.findall((DOCS / "reference" / "settings.md").read_text(encoding="utf-8")))
    assert used == documented


def test_every_field_of_the_json_is_documented():
    from plainlabel.answers import contract

    text = (DOCS / "reference" / "json.md").read_text(encoding="utf-8")
    records = [one for one in vars(contract).values() if isinstance(one, type) and issubclass(one, msgspec.Struct)]
    fields = {field for record in records for field in record.__struct_fields__}
    assert sorted(field for field in fields if f"`{field}`" not in text) == []


def test_every_field_of_the_desk_and_of_news_is_documented():
    from plainlabel.desk import checked
    from plainlabel.news import items

    text = (DOCS / "reference" / "json.md").read_text(encoding="utf-8")
    held = [*vars(checked).values(), *vars(items).values()]
    fields = {field for one in held if isinstance(one, type) and issubclass(one, msgspec.Struct) for field in one.__struct_fields__}
    assert sorted(field for field in fields if f"`{field}`" not in text) == []
    assert [one for one in items.CATEGORIES if f"`{one}`" not in text] == []


def test_every_field_of_show_search_edition_and_simulate_is_documented():
    from plainlabel.action import simulate, simulate_disease
    from plainlabel.answers import search, shown
    from plainlabel.interfaces import cli_build

    text = (DOCS / "reference" / "json.md").read_text(encoding="utf-8")
    held = [*vars(shown).values(), *vars(search).values(), *vars(simulate).values(), *vars(simulate_disease).values()]
    own = {shown.__name__, search.__name__, simulate.__name__, simulate_disease.__name__}
    records = [one for one in held if isinstance(one, type) and issubclass(one, msgspec.Struct) and one.__module__ in own]
    fields = {field for record in records for field in record.__struct_fields__}
    fields |= {*cli_build.about_json(*cli_build.about(None)), *cli_build.verify_json(cli_build.verify(None))}
    assert sorted(field for field in fields if f"`{field}`" not in text) == []


def test_every_outcome_type_and_basis_is_documented():
    from typing import get_args

    from plainlabel.answers import contract
    from plainlabel.questions.question import QUESTION_TYPES

    text = (DOCS / "reference" / "json.md").read_text(encoding="utf-8")
    values = [*get_args(contract.Outcome), *get_args(contract.Verdict), *get_args(contract.Basis), *QUESTION_TYPES]
    assert [value for value in values if f"`{value}`" not in text] == []


@pytest.mark.parametrize(
    "word", ["SPL", "set id", "version", "label", "medicine", "passage", "edition", "standing label", "EPC", "silent"]
)
def test_the_glossary_fixes_the_word(word):
    assert re.search(rf"(?m)^\| {re.escape(word)}\b", (ROOT / "GLOSSARY.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_page_reads_easily(page):
    """School grade 8 or below, by the same measure as the answers; code, tables and headings left out."""
    from plainlabel.answers.readability import fkgl

    text = re.sub(r"(?ms)^ *```.*?^ *```|^[|#].*?$", "", page.read_text(encoding="utf-8"))
    text = re.sub(r"`[^`]*`", "it", LINK.sub(lambda link: link[0][1 : link[0].index("]")], text)).replace("*", "")
    # An item of a list and a line before a list end like a sentence.
    text = re.sub(r"(?m)^ *(?:-|\d\.) (.*)$", r"\1.", re.sub(r":\n\n", ".\n\n", text))
    assert fkgl(" ".join(text.split())) <= 8


# --- what the pages tell to run ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_can_be_read(page):
    """Every `plainlabel` line parses with the real parser, every `make` line names a task of the Makefile."""
    tasks = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    for line, _ in commands(page):
        for part in re.split(r" \| ", line):
            words = shlex.split(part)
            if words[0] == "make":
                assert {word for word in words[1:] if "=" not in word} <= tasks, line
            elif words[0] == "plainlabel" and words[1] != "--version":
                command = COMMANDS[words[1]]
                command.make_context(words[1], words[2:])


@pytest.fixture(scope="session")
def workplace(tmp_path_factory):
    """Returns a folder with the examples, in which the commands of the pages run."""
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(DOCS / "examples", folder / "docs" / "examples")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PLAINLABEL_")}
    build = [sys.executable, "-m", "plainlabel", "build", "docs/examples/velmoritan.json", "--out", "my-edition"]
    subprocess.run(build, cwd=folder, env=environment, check=True, capture_output=True)
    return folder, environment


def to_run() -> Iterator[object]:
    for page in PAGES:
        for line, run in commands(page):
            words = shlex.split(line)
            if run and words[0] == "plainlabel":
                yield pytest.param(line, id=f"{name_of(page)}: {line}")


@pytest.mark.parametrize("line", list(to_run()))
def test_commands_run(line, workplace):
    folder, environment = workplace
    words = shlex.split(line)
    assert words[1] in RUN
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    if "--json" in words:
        assert all(msgspec.json.decode(answer) for answer in done.stdout.splitlines())


def test_the_tutorial_quotes_its_own_label(workplace):
    folder, environment = workplace
    done = subprocess.run(
        [sys.executable, "-m", "plainlabel", "ask", "How should Velmoritan be stored?", "--json", "--edition", "my-edition"],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=True,
    )
    answer = msgspec.json.decode(done.stdout)
    assert answer["outcome"] == "answered"
    assert any(citation["quote"] and "25°C" in citation["quote"] for citation in answer["citations"])
