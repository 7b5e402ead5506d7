#!/bin/sh
# Writes requirements.lock: every dependency for every platform, each with its hashes, and the build backend.
# No index, host or path may get into it: tests/test_repository.py checks that.
set -eu

uv=$(command -v uv || echo .venv/bin/uv)
{
    echo "# Every dependency with its hashes, for every platform and Python 3.11 or newer. Written by: make lock"
    # The backend is pinned in pyproject.toml; editables is what it needs for an editable install.
    { sed -n 's/^requires = \["\(hatchling==[^"]*\)"\]$/\1/p' pyproject.toml; echo "editables"; } |
        "$uv" pip compile --quiet --universal --generate-hashes --python-version 3.11 --extra dev \
            --no-header --no-emit-index-url --no-emit-find-links --no-annotate pyproject.toml -
} >requirements.lock.new
mv requirements.lock.new requirements.lock
