"""Imports run one way: a package knows those before it in the flow of the data, and none behind it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "plainlabel"
FLOW = (
    "errors",
    "identifiers",
    "label",
    "vocabulary",
    "sources",
    "labels",
    "facts",
    "edition",
    "history",
    "questions",
    "retrieval",
    "answers",
    "news",
    "desk",
    "library",
    "interfaces",
    "__main__",
)
# How a medicine acts stands beside: it knows the base only, and only answers and what follows may call it.
ACTION_KNOWS = frozenset({"errors", "identifiers", "label", "vocabulary"})
KNOWS_ACTION = frozenset({"answers", "library", "interfaces"})
BESIDE = frozenset({"", "action"})


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def package_of(module: Path) -> str:
    """Returns the place of a module in the flow: "edition" for edition/build.py, "" for the package's own __init__."""
    parts = module.relative_to(SOURCE).with_suffix("").parts
    return "" if parts == ("__init__",) else parts[0]


def imported(module: Path) -> Iterator[tuple[int, str]]:
    """Yields (line, package) for every import of plainlabel in a module, those inside functions too."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: write imports in full"
            names = [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "plainlabel" else [str(node.module)]
        else:
            continue
        for name in names:
            top, _, rest = name.partition(".")
            if top == "plainlabel":
                package = rest.split(".")[0]
                yield node.lineno, package if package in FLOW or package in BESIDE else ""


def allowed(importer: str, package: str) -> bool:
    if package in ("", importer):
        return True
    if importer == "action":
        return package in ACTION_KNOWS
    if package == "action":
        return importer in KNOWS_ACTION
    return importer in FLOW and FLOW.index(package) < FLOW.index(importer)


@pytest.mark.parametrize("module", modules(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_module_imports_only_what_comes_before_it(module):
    importer = package_of(module)
    wrong = [f"line {line}: {importer} imports {package}" for line, package in imported(module) if not allowed(importer, package)]
    assert not wrong, f"{module.relative_to(ROOT)}: {'; '.join(wrong)}"


def test_every_package_has_its_place_in_the_flow():
    homeless = {package_of(module) for module in modules()} - set(FLOW) - BESIDE - {"starter"}
    assert not homeless, f"say in tests/test_imports.py where these stand: {sorted(homeless)}"


def test_the_rule_catches_a_wrong_import():
    assert not allowed("labels", "edition")
    assert not allowed("action", "edition")
    assert not allowed("retrieval", "action")
    assert allowed("edition", "labels")
    assert allowed("answers", "action")


def test_asking_does_not_import_what_it_does_not_need():
    """The cold start: a question must not pay for building, for reading XML or for pretty printing."""
    import subprocess
    import sys

    code = "import sys, plainlabel.interfaces.cli, plainlabel.library; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"rich", "lxml", "lxml.etree", "pydantic", "multiprocessing.pool", "asyncio", "hypothesis"}
    assert not heavy & set(done.stdout.split())
