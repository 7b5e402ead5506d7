"""Rules of the repository: what must be in it, and what must never be."""

import os
import re
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import plainlabel

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"
REQUIRED = (
    "README.md",
    "CONTRIBUTING.md",
    "GLOSSARY.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "LICENSE",
    "Makefile",
    ".ci/run",
    "requirements.lock",
    "pyproject.toml",
    "docs/README.md",
    "docs/reference/commands.md",
    "benchmarks/README.md",
    "src/plainlabel/py.typed",
)
# Written in pieces, so that this file is not one of those it finds.
MACHINE_PATHS = re.compile(r"(?<![\w.~/-])/(?:" + "work|root|home|Users|opt|mnt" + r")/[\w.-]")
REGISTRIES = re.compile(
    "|".join(("pypi" + r"\.org", "python" + "hosted", "npmjs" + r"\.", "crates" + r"\.io", "conda" + r"\.anaconda", "jf" + "rog"))
)
INDEX_OPTIONS = re.compile(r"(?m)^\s*(?:-i\b|-f\b|--(?:index|extra-index|find-links|trusted-host))")
MARKERS = re.compile(r"\b(?:" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "raise NotImplemented" + "Error")) + r")\b")
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)(?: ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


def files() -> list[Path]:
    """Returns every file that is or would be committed."""
    try:
        command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\0")
        found = [ROOT / name for name in listed if name]
    except (OSError, subprocess.CalledProcessError):
        hidden = (".venv", ".git", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", "__pycache__")
        found = [path for path in ROOT.rglob("*") if not set(hidden) & set(path.relative_to(ROOT).parts)]
    return sorted(path for path in found if path.is_file())


def texts() -> list[tuple[str, str]]:
    """Returns (name, text) of every file that is text."""
    read = []
    for path in files():
        data = path.read_bytes()
        if b"\0" not in data[:4096] and path.suffix not in {".gz", ".zst"}:
            read.append((path.relative_to(ROOT).as_posix(), data.decode("utf-8", errors="replace")))
    return read


def lines_with(pattern: re.Pattern[str], *, within: str = "") -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in texts()
        if name.startswith(within)
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


@pytest.mark.parametrize("name", REQUIRED)
def test_the_repository_has(name):
    path = ROOT / name
    assert path.is_file(), f"{name} is missing"
    assert name.endswith("py.typed") or path.stat().st_size > 100, f"{name} is empty"


def test_the_licence_is_the_whole_apache_licence():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_no_path_of_a_machine():
    assert not lines_with(MACHINE_PATHS)


def test_no_host_of_a_package_registry():
    assert not lines_with(REGISTRIES)


def test_nothing_is_left_for_later():
    assert not lines_with(MARKERS, within="src/")


def test_no_module_is_a_drawer_for_everything():
    drawers = {"utils", "util", "helpers", "helper", "common", "misc"}
    assert not [path.name for path in files() if path.suffix == ".py" and path.stem in drawers]


def test_every_module_says_what_it_is():
    modules = [path for path in files() if path.suffix == ".py" and "src" in path.parts and path.stat().st_size]
    assert not [path.name for path in modules if not path.read_text(encoding="utf-8").startswith('"""')]


def test_files_are_small():
    assert not [(path.name, path.stat().st_size) for path in files() if path.stat().st_size > 24 << 20]


def test_ci_can_be_run():
    assert os.stat(ROOT / ".ci" / "run").st_mode & stat.S_IXUSR  # noqa: PTH116


def test_the_version_is_the_same_everywhere():
    assert project()["version"] == plainlabel.__version__
    assert f"## [{plainlabel.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


# --- the lock ----------------------------------------------------------------------------------------------------------


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def pins():
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    return {canonicalize_name(match[1]): match[2] for line in lines if (match := PIN.match(line))}


def test_the_lock_holds_pins_and_hashes_only():
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if line and not (line.startswith("#") or PIN.match(line) or HASH.match(line))]
    assert not INDEX_OPTIONS.search(LOCK.read_text(encoding="utf-8"))


def test_every_pin_has_a_hash():
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    assert not [line for line, after in zip(lines, [*lines[1:], ""], strict=True) if PIN.match(line) and not HASH.match(after)]


def test_the_lock_pins_what_the_project_asks_for():
    held = pins()
    asked = [*project()["dependencies"], *project()["optional-dependencies"]["dev"]]
    asked += tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    stale = [one for one in map(Requirement, asked) if held.get(canonicalize_name(one.name), "") not in one.specifier]
    assert not stale, f"run `make lock`: {[str(one) for one in stale]}"


def test_the_lock_serves_other_platforms():
    """A package with compiled parts has a file, so a hash, for many platforms and Pythons."""
    text = LOCK.read_text(encoding="utf-8")
    for name in ("lxml", "msgspec", "rapidfuzz", "tantivy"):
        block = text.split(f"\n{name}==")[1].split("\n\n")[0]
        hashes = re.findall(r"(?m)^    --hash", re.split(r"\n(?=\S)", block)[0])
        assert len(hashes) >= 5, name


# --- against the real labels -------------------------------------------------------------------------------------------


@pytest.mark.shared
def test_no_label_prose(shared):
    tool = shared / "tools" / "label_prose.py"
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: the tool reads what git lists")
    done = subprocess.run([sys.executable, str(tool), str(ROOT)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
