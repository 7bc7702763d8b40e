# SPDX-License-Identifier: MIT
# ./capos bench: tests/bench/run.py measures, and smp.py what a second CPU gives; this only brings what they need.

verb_bench() {
    need build run python
    build OVERLAY= all host
    if [ "${1:-}" = smp ]; then
        "$python" tests/bench/smp.py
        return
    fi
    "$python" tests/bench/run.py "$@"
}
