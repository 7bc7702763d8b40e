# SPDX-License-Identifier: MIT
# Building, by make. What make prints goes to a log; of a build that fails, what matters is shown.

build_log=build/run/build.log

# build TARGET...: arguments of make
build() {
    mkdir -p build/run
    if ! make -j"$(nproc)" "$@" < /dev/null > "$build_log" 2>&1; then
        grep -E -m 12 -A 4 'error:|\*\*\*|undefined reference|^ports:|^mkmanifest:' "$build_log" >&2 || tail -n 20 "$build_log" >&2
        fail "the build failed (all of it: $build_log)"
    fi
}

verb_build() {
    need build
    say "building (log: $build_log)"
    build all
    say "built build/capos.elf and systems: $(basename -a $(dirname build/systems/*/manifest.bin) | tr '\n' ' ')"
}

verb_clean() {
    rm -rf build
}
