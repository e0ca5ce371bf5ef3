#!/bin/sh
# Prints the Python to build the virtual environment with: $PYTHON when it is set, else the first of the list that
# works. 3.11 comes first since it is the version that everything is tested with.

fit='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'

for candidate in ${PYTHON:-python3.11 python3.12 python3.13 python3.14 python3 python}; do
    if "$candidate" -c "$fit" >/dev/null 2>&1; then
        command -v "$candidate"
        exit 0
    fi
    if found=$("$candidate" -c 'import platform; print(platform.python_version())' 2>/dev/null); then
        tried="$tried $candidate is $found;"
    fi
done

echo "Parallax needs Python 3.11 or newer with its venv module;${tried:- none was found;} name one: make PYTHON=/path/to/python" >&2
exit 1
