#!/bin/bash
# SPDX-License-Identifier: MIT
#
# fetch.sh FOLDER: Debian's kernel for virtual machines (the package that linux-image-cloud-amd64 depends on) as FOLDER/vmlinuz,
# and its name and version in FOLDER/version. Downloaded and unpacked, never installed.
#
# It comes from where this machine's packages come from, with apt's signatures. When the machine's own package lists do not know
# it (a new machine's may be empty), lists of our own are fetched into FOLDER; nothing of the machine's apt state is changed.
set -euo pipefail

folder=$1
meta=linux-image-cloud-amd64

fail() { printf 'bench: the Linux kernel (package %s): %s\n' "$meta" "$1" >&2; exit 1; }

[ ! -s "$folder/version" ] || [ ! -s "$folder/vmlinuz" ] || exit 0
command -v apt-get > /dev/null || fail 'apt-get is needed: it comes from the packages of Debian'
command -v dpkg-deb > /dev/null || fail 'dpkg-deb is needed to unpack it'
mkdir -p "$folder"
folder=$(cd "$folder" && pwd -P)
log=$folder/fetch.log
: > "$log"

real_package() { apt-cache "$@" depends "$meta" 2>> "$log" | sed -n 's/.*Depends: \(linux-image-[^ ]*-cloud-amd64\).*/\1/p' | head -n 1; }

options=(-q)
package=$(real_package || true)
if [ -z "$package" ]; then
    apt=$folder/apt
    mkdir -p "$apt/lists/partial" "$apt/archives/partial"
    options+=(-o Dir::State::Lists="$apt/lists" -o Dir::Cache="$apt" -o APT::Sandbox::User= -o Acquire::Retries=2)
    apt-get "${options[@]}" update >> "$log" 2>&1 || true
    package=$(real_package "${options[@]:1}" || true)
fi
[ -n "$package" ] || fail "this machine's apt sources do not have it; use --capos-only (log: $log)"

rm -rf "$folder/package"
mkdir -p "$folder/package"
(cd "$folder/package" && apt-get "${options[@]}" download "$package") >> "$log" 2>&1 || {
    # The list may name a version that the archive has replaced since.
    tail -n 3 "$log" >&2
    fail "could not be downloaded; are the package lists old (apt-get update)? (log: $log)"
}
deb=$(ls "$folder"/package/*.deb)
dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$folder/package" --wildcards './boot/vmlinuz-*'
cp "$folder"/package/boot/vmlinuz-* "$folder/vmlinuz"
dpkg-deb -f "$deb" Package Version > "$folder/version"
rm -rf "$folder/package"
