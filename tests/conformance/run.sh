#!/bin/sh
# SPDX-License-Identifier: MIT
# The suite `conformance`: builds the host programs and runs the checks here. Arguments go to pytest (-k NAME, -v).
set -e
cd "$(dirname "$0")/../.."
make -s host links
exec /usr/bin/python3 -m pytest -q -p no:cacheprovider tests/conformance "$@"
