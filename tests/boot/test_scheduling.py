# SPDX-License-Identifier: MIT
"""Scheduling contexts, by the numbers: systems/deadlines.capnp under -icount, where an instruction takes a nanosecond. What a thread
gets is then the same in every run and on every host."""
import re

ICOUNT = ("-icount", "shift=0,sleep=off")


def numbers(log, pattern):
    found = re.search(pattern, log)
    assert found, f"no {pattern!r} in {log}"
    return [int(text) for text in found.groups()]


def test_deadlines_are_kept(boot):
    machine = boot("deadlines", arguments=ICOUNT)
    machine.wait_exit(timeout=110)
    log = machine.console()
    assert "init: deadlines done" in log, log[-2000:]
    for what in ("without", "service-without"):
        missed, jobs, _ = numbers(log, rf"init: {what} missed (\d+) of (\d+) worst (\d+) us")
        assert missed > jobs / 2, "the hogs are not in the way of anybody: this shows nothing"
    for what, loans in (("alone", 0), ("service", 30)):
        missed, jobs, worst = numbers(log, rf"init: {what} missed (\d+) of (\d+) worst (\d+) us")
        used, lent = numbers(log, rf"init: {what} used (\d+) us loans (\d+)")
        assert missed == 0 and jobs == 30
        assert worst < 1000, "a job of 0.8 ms waits for somebody"
        # What the service did for the caller was the caller's time.
        assert 0.8 * jobs * 1000 <= used < 0.85 * jobs * 1000
        assert lent == loans


def test_nobody_gets_more_than_his_budget(boot):
    machine = boot("deadlines", arguments=ICOUNT)
    machine.wait_exit(timeout=110)
    log = machine.console()
    # A fifth of twenty periods, and everybody else the rest.
    used, others, postponed, ledger = numbers(log, r"init: runaway used (\d+) us others (\d+) us postponed (\d+) ledger (\d+)")
    assert 39_900 <= used <= 40_500
    assert others >= 155_000
    assert postponed == ledger == 20
    small, large = numbers(log, r"init: shares small (\d+) us large (\d+) us")
    # The first period's budget at once, then one in each of the next twenty.
    assert 60_000 <= small <= 63_500 and 120_000 <= large <= 126_500
