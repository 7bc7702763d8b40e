# SPDX-License-Identifier: MIT
"""Boots the bench system: costs must not have grown since the baseline, and are the same in each run."""
import copy

import pytest

import baseline
import capos_guest
import machine
import profiles


@pytest.fixture(scope="module")
def now():
    machine.OUT.mkdir(parents=True, exist_ok=True)
    return baseline.measure()


def test_nothing_grew(now):
    before = baseline.load()
    if before["compiler"] != now["compiler"]:
        pytest.skip(f"the baseline is of {before['compiler']}, this is {now['compiler']}")
    regressions, _ = baseline.compare(before, now)
    assert not regressions, "\n" + "\n".join(regressions) + "\nIf it is meant: ./capos bench --update-baseline"


def test_two_runs_agree_to_the_digit(now):
    again = capos_guest.boot_bench()
    assert {name: values[0] for name, values in again.items()} == {name: value for name, value in now["rows"].items() if name in again}


def test_a_planted_regression_is_named(now):
    """As if a function of the call path had been a quarter cheaper before."""
    before = copy.deepcopy(now)
    functions = before["functions"]["endpoint_64_bytes"]
    worst = max(functions, key=functions.get)
    saved = sum(functions.values()) // 10
    functions[worst] -= saved
    before["rows"]["endpoint_64_bytes"] -= saved
    regressions, _ = baseline.compare(before, now)
    assert len(regressions) == 1 and f"grew: {worst} +{saved}" in regressions[0]


def test_profile_adds_up(now):
    """The functions of a row are its instructions, but for the few of the marks and what is too small to be kept."""
    for row in ("endpoint_64_bytes", "kernel_call_8_bytes"):
        assert 0.9 * now["rows"][row] <= sum(now["functions"][row].values()) <= now["rows"][row] + 40


def test_flame_graph_of_a_round_trip():
    """Both programs and the kernel below each are in it, and neither program's functions in the other's part."""
    profiles.bench_rows(flames=True)
    text = (machine.OUT / "flame-endpoint_64_bytes.svg").read_text()
    assert text.count("<title>bench:") == 1 and text.count("<title>echo:") == 1
    assert text.count("<title>syscall_cap_enter:") == 2 and text.count("<title>show_to_profiler:") == 1
    assert text.count("<title>rt_loop_run:") == 1
