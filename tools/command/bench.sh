# SPDX-License-Identifier: MIT
# ./capos bench: tests/bench/run.py measures, and smp.py what a second CPU gives; this only brings what they need.

bench_options() {
    options_read bench '--capos-only, --json FILE, --profile, --check, --docs, --update-baseline or --again' \
        '--capos-only --profile --check --docs --update-baseline --again' --json '' "$@"
    if [ "${words[0]:-}" = smp ]; then
        [ ${#words[@]} -eq 1 ] && [ ${#given[@]} -eq 0 ] || usage "bench: smp takes no options"
        return
    fi
    no_words bench
    [ -z "${given[--docs]:-}" ] || [ -z "${given[--capos-only]:-}" ] || usage "bench: --docs needs Linux's numbers too: leave --capos-only out"
    [ -z "${given[--check]:-}" ] || [ ${#given[@]} -eq 1 ] || usage 'bench: --check only compares; it goes with no other option'
    if [ -n "${given[--json]:-}" ]; then
        given[--json]=$(from_caller "${given[--json]}")
        output_check bench --json "${given[--json]}"
    fi
}

verb_bench() {
    local option options=()
    bench_options "$@"
    tree_check
    tree_check_pages
    tree_check_environment
    need build run python
    python_check
    tree_use
    tree_use_alone bench
    say "building (log: $build_log)"
    build OVERLAY= all host
    export PYTHONDONTWRITEBYTECODE=1 # no files in the tree
    if [ "${words[0]:-}" = smp ]; then
        "$python" tests/bench/smp.py
        return
    fi
    for option in "${!given[@]}"; do
        options+=("$option")
        [ "$option" != --json ] || options+=("${given[--json]}")
    done
    "$python" tests/bench/run.py "${options[@]}"
}
