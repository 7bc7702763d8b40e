#!/bin/sh
# SPDX-License-Identifier: MIT
# Checks that what is generated in the tree is what the generators make now: capnp/gen and docs/interfaces/ from schema/, and
# the fixtures of the unit tests. Usage: check.sh [--update] [PLUGIN]. --update writes the tree instead. PLUGIN: the built plugin.
set -eu
cd "$(dirname "$0")/../.."

update=
if [ "${1:-}" = --update ]; then
    update=yes
    shift
fi
plugin=$(realpath "${1:-build/host/capnpc-capos}")
out=build/generated
rm -rf "$out"
mkdir -p "$out/gen" "$out/fixtures"

capnp compile -o "$plugin:$out/gen" --src-prefix=schema schema/*.capnp
capnp compile -I schema -o "$plugin:$out/fixtures" --src-prefix=tests/unit/fixtures tests/unit/fixtures/kinds.capnp
# The packed schemas of the fixture as C, so that unit tests need no file.
capnp compile -I schema -o- tests/unit/fixtures/kinds.capnp | (cd "$out" && "$plugin" --pack)
{
    echo '/* SPDX-License-Identifier: MIT */'
    echo '/* Made by tests/generated/check.sh --update from kinds.capnp; do not edit. The words of schemas.bin. */'
    od -An -v -tx8 -w32 "$out/schemas.bin" | sed -E 's/ ?([0-9a-f]{16})/ 0x\1,/g; s/^ */    /'
} > "$out/fixtures/kinds_schemas.inc"

if [ -n "$update" ]; then
    cp "$out"/gen/* capnp/gen/
    cp "$out"/fixtures/* tests/unit/fixtures/
    tools/schema-docs
    exit 0
fi
cp tests/unit/fixtures/kinds.capnp "$out/fixtures/"
if diff -ru capnp/gen "$out/gen" && diff -ru tests/unit/fixtures "$out/fixtures" && tools/schema-docs --check; then
    echo "generated code is up to date"
else
    echo "generated code differs: run tests/generated/check.sh --update and commit what it changes" >&2
    exit 1
fi
