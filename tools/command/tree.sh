# SPDX-License-Identifier: MIT
# The tree that is worked in: may it be written, is it as the build expects it, and who else works in it.
#
# Locks are held on files of the tree itself, which need not be writable for that and outlive build/:
#   capos                      shared by whatever uses build/, QEMU included, for as long as it runs; whole by `clean`
#   Makefile                   by the build, while make runs
#   tools/command/VERB.sh      by verbs of which there may be one at a time

# A user of a container may have none.
user_name() { id -un 2> /dev/null || echo "user $(id -u)"; }

# not_writable FILE: says so, and why
not_writable() {
    if [ -O "$1" ]; then
        printf '%s cannot be written (its mode, or a read-only file system)\n' "$1"
    else
        printf '%s may not write %s (it belongs to %s)\n' "$(user_name)" "$1" "$(stat -c %U "$1")"
    fi
}

# Whether everything below build/ can be written by this user: files of another one, root most often, make a build fail at a
# place that says nothing.
tree_check() {
    local file
    case $PWD in
        *$'\n'*) fail 'the name of the folder that this tree lies in has a line end: rename it' ;;
    esac
    if [ -L build ] && [ ! -e build ]; then
        fail "build is a link to $(readlink build), which is not there: make that folder, or remove the link"
    elif [ -e build ] && [ ! -d build ]; then
        fail 'build is a file: what is built goes into a folder of that name; move the file away'
    elif [ ! -e build ] && [ ! -w . ]; then
        fail "$(not_writable "$PWD"), and build/ goes there: copy the tree to a place of your own"
    elif [ -e build ]; then
        file=$(find -H build ! -type l ! -writable -print -quit 2> /dev/null) || true
        [ -z "$file" ] || fail "$(not_writable "$file"), and building needs it: remove build/ as its owner, or copy the tree"
    fi
}

# Names of pages; local.capnp is an addition to them, not one of them.
tree_systems() {
    local file
    for file in systems/*.capnp systems/*.json; do
        [ -e "$file" ] || continue
        file=${file##*/}
        [ "$file" = local.capnp ] || printf '%s\n' "${file%.*}"
    done
}

# make takes names apart at spaces, and would build something else.
tree_check_pages() {
    local name
    while read -r name; do
        [[ $name =~ ^[A-Za-z0-9._-]+$ ]] || fail "systems/$name: the name of a page may have letters, digits, '.', '_' and '-' only: rename it"
    done < <(tree_systems)
    name=$(tree_systems | sort | uniq -d | sed -n 1p)
    [ -z "$name" ] || fail "systems/$name.capnp and systems/$name.json: two pages of one name; rename one"
}

# What the environment may say about the build. An empty variable is as none.
tree_check_environment() {
    local compiler
    case ${FLAVOUR:-release} in
        release | debug) ;;
        *) usage "FLAVOUR=$FLAVOUR: expected release or debug" ;;
    esac
    if [ -n "${CC:-}" ]; then
        # There may be options behind the name.
        read -ra compiler <<< "$CC"
        command -v -- "${compiler[0]:-}" > /dev/null || usage "CC=$CC: there is no such program; expected gcc or clang"
        [[ $("${compiler[@]}" -dM -E -x c /dev/null 2> /dev/null < /dev/null) == *__GNUC__* ]] ||
            usage "CC=$CC: capOS cannot be built with this; expected gcc or clang"
    fi
    if [ -n "${OVERLAY:-}" ]; then
        [[ $OVERLAY =~ ^[A-Za-z0-9._/-]+$ && -f $OVERLAY ]] || usage "OVERLAY=$OVERLAY: expected a file such as systems/local.capnp"
    fi
    if [ -n "${CAPOS_PORTS_CACHE:-}" ]; then
        CAPOS_PORTS_CACHE=$(from_caller "$CAPOS_PORTS_CACHE")
        [ ! -e "$CAPOS_PORTS_CACHE" ] || [ -d "$CAPOS_PORTS_CACHE" ] || usage "CAPOS_PORTS_CACHE=$CAPOS_PORTS_CACHE: expected a folder"
    fi
}

# tree_use: from here on until the last program that was started has ended, `clean` leaves build/ alone.
tree_use() {
    exec {tree_lock}< capos
    flock -n -s "$tree_lock" || fail "'./capos clean' is at work in this tree: try again when it is done"
}

# tree_use_alone VERB
tree_use_alone() {
    exec {verb_lock}< "tools/command/$1.sh"
    flock -n "$verb_lock" || fail "another './capos $1' is at work in this tree, and they would write the same files: wait for it, or copy the tree"
}
