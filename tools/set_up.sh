#!/bin/sh
# Makes .venv with any Python from 3.11 on and installs exactly what requirements.lock pins.
# pip's own configuration (index, proxy, certificates) is left to the user and is honoured.
set -eu

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    # The version the lock was made for comes first.
    for name in ${PYTHON:-python3.11 python3.12 python3.13 python3.14 python3 python}; do
        if new_enough "$name"; then
            echo "$name"
            return
        fi
    done
    if [ -n "${PYTHON:-}" ]; then
        echo "$PYTHON is not a Python 3.11 or newer. Name another one, or leave PYTHON out to have one found." >&2
    else
        echo "PlainLabel needs Python 3.11 or newer and found none. Install it (Debian, Ubuntu: apt-get install python3)," \
            "or name it: make setup PYTHON=/path/to/python" >&2
    fi
    exit 1
}

# A virtual environment left by an interpreter that has gone, or by an older one, is made again.
if ! new_enough .venv/bin/python || [ -n "${PYTHON:-}" ]; then
    python=$(find_python)
    package="python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    rm -rf .venv
    if "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        "$python" -m venv .venv
    elif "$python" -c 'import venv' >/dev/null 2>&1 && "$python" -m pip --version >/dev/null 2>&1; then
        # Debian keeps ensurepip in a package of its own; the pip at hand can put itself into the new environment.
        "$python" -m venv --without-pip .venv
        if ! "$python" -m pip --python .venv/bin/python install --quiet pip; then
            rm -rf .venv
            echo "Could not put pip into .venv. Install the system package $package (apt-get install $package) and try again." >&2
            exit 1
        fi
    else
        echo "This Python cannot make a virtual environment. Install the system package $package" \
            "(apt-get install $package) and try again." >&2
        exit 1
    fi
fi

echo "Installing what requirements.lock pins into .venv ..." >&2
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
# The build backend is in the lock, so nothing is fetched past it.
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
