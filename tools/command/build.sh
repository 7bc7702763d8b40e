# SPDX-License-Identifier: MIT
# Building, by make. What make prints goes to a log; of a build that fails, what matters is shown.

build_log=build/run/build.log

# build TARGET...: arguments of make. One build at a time in a tree: another one is waited for.
build() {
    local build_lock status=0
    mkdir -p build/run
    exec {build_lock}< Makefile
    flock -n "$build_lock" || { say 'waiting: another ./capos is building in this tree'; flock "$build_lock"; }
    # In the language that is looked for below.
    LC_ALL=C make -j"$(nproc)" "$@" < /dev/null > "$build_log" 2>&1 {build_lock}<&- || status=$?
    if [ $status -ne 0 ]; then
        grep -E -m 12 -A 4 'error:|\*\*\*|undefined reference|^ports:|^mkmanifest:' "$build_log" >&2 || tail -n 20 "$build_log" >&2
        fail "the build failed (all of it: $build_log)"
    fi
    exec {build_lock}<&-
}

verb_build() {
    nothing_read build "$@"
    tree_check
    tree_check_pages
    tree_check_environment
    need build
    tree_use
    say "building (log: $build_log)"
    build all
    say "built build/capos.elf and systems: $(tree_systems | sort | tr '\n' ' ')"
}

verb_clean() {
    nothing_read clean "$@"
    [ -e build ] || [ -L build ] || return 0
    # A link is removed, not what it leads to.
    [ -L build ] || tree_check
    [ -w . ] || fail "$(not_writable "$PWD"), and build/ is there"
    exec {tree_lock}< capos
    flock -n "$tree_lock" || fail 'build/ is in use: a ./capos of this tree is at work, or a machine that it started is running'
    rm -rf build
}
