# SPDX-License-Identifier: MIT
# ./capos bench: tests/bench/run.py measures; this only brings what it needs.

verb_bench() {
    need build run python
    build OVERLAY= all host
    "$python" tests/bench/run.py "$@"
}
