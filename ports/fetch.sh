#!/bin/bash
# SPDX-License-Identifier: MIT
#
# fetch.sh PACKAGE TARBALL SHA256 FOLDER: the upstream tarball of a distribution's source package, checked, in FOLDER.
#
# It comes from where this machine's packages come from: the machine's own apt sources are read, turned into source
# entries in a private list, and apt does the rest, with its signatures. Nothing of the machine's apt state is changed,
# and no host is named here. With CAPOS_PORTS_CACHE=FOLDER tarballs are looked for there first and kept there.
set -euo pipefail

package=$1 tarball=$2 sum=$3 folder=$4
cache=${CAPOS_PORTS_CACHE:-}

fail() { printf 'ports: %s: %s\n' "$package" "$1" >&2; exit 1; }
is_right() { [ -f "$1" ] && [ "$(sha256sum < "$1" | cut -d' ' -f1)" = "$sum" ]; }

mkdir -p "$folder"
# -P: make sets PWD to a name that means another folder in each process (make/flags.mk).
folder=$(cd "$folder" && pwd -P)
if is_right "$folder/$tarball"; then
    exit 0
fi
if [ -n "$cache" ] && is_right "$cache/$tarball"; then
    cp "$cache/$tarball" "$folder/"
    exit 0
fi
command -v apt-get > /dev/null || fail 'apt-get is needed: sources come from the packages of Debian or Ubuntu'

# ---- a private apt, with source entries only ----
apt=$folder/apt
rm -rf "$apt"
mkdir -p "$apt/parts" "$apt/lists/partial" "$apt/archives/partial"
for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    if [ -f "$list" ]; then
        sed -nE 's/^[[:space:]]*deb[[:space:]]/deb-src /p' "$list" > "$apt/parts/$(basename "$list" .list).list"
    fi
done
for sources in /etc/apt/sources.list.d/*.sources; do
    if [ -f "$sources" ]; then
        sed -E 's/^Types:.*/Types: deb-src/' "$sources" > "$apt/parts/$(basename "$sources")"
    fi
done
options=(-qq -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$apt/parts" -o Dir::State::Lists="$apt/lists"
    -o Dir::Cache="$apt" -o APT::Sandbox::User= -o Acquire::Retries=2 -o APT::Get::List-Cleanup=0)

log=$apt/log
# Sources of third parties may have no source index: what counts is whether the package comes.
apt-get "${options[@]}" update > "$log" 2>&1 || true
(cd "$folder" && apt-get "${options[@]}" source --download-only --tar-only "$package") >> "$log" 2>&1 || {
    tail -n 5 "$log" >&2
    fail "could not be fetched with this machine's apt sources; is the network there? (log: $log)"
}
is_right "$folder/$tarball" || fail "$tarball is not the file that the recipe pins (sha256 $sum)"
if [ -n "$cache" ]; then
    mkdir -p "$cache" && cp "$folder/$tarball" "$cache/"
fi
