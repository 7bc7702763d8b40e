# SPDX-License-Identifier: MIT
"""Boots the bench system: costs must not have grown since the baseline, and are the same in each run."""
import copy
import re
import subprocess

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


# on_ping of demos/echo, which does nothing, and how many instructions more it gets: mov $100, %ecx; 1: dec %ecx; jnz 1b
NOTHING, PLANTED = bytes.fromhex("31c0c3"), bytes.fromhex("b964000000ffc975fc31c0c3")
PLANTED_INSTRUCTIONS = 201


def plant(source, target):
    """A copy of echo with a loop in on_ping, in its own code and the padding behind it."""
    symbols = subprocess.run(["nm", source], capture_output=True, text=True, check=True).stdout
    address = int(re.search(r"^([0-9a-f]+) t on_ping$", symbols, re.M).group(1), 16)
    start, _, offset, _ = next(segment for segment in profiles.report.Program(source).segments
                               if segment[0] <= address < segment[0] + segment[1])
    at, code = offset + address - start, bytearray(source.read_bytes())
    if code[at:at + 3] != NOTHING or address % 16:
        pytest.skip("on_ping is not what this was made for: three bytes and padding")
    code[at:at + len(PLANTED)] = PLANTED
    target.write_bytes(code)


def test_a_regression_planted_in_a_program_is_found(now, tmp_path):
    """From the program's code to the sentence that names the function: one row is past the tolerance, and one only."""
    plant(machine.BUILD / "user/echo", tmp_path / "echo")
    built = (machine.BUILD / "user").resolve().parent
    subprocess.run([built / "host/mkmanifest", "--root", built / "user", "--binary", f"echo={tmp_path / 'echo'}",
                    "--blob", f"schemas={built / 'schemas.bin'}", built / "systems/bench.eval.bin", "-o", tmp_path / "manifest.bin"],
                   check=True)
    slow = baseline.measure(package=tmp_path / "manifest.bin", instead={"echo": tmp_path / "echo"})
    regressions, _ = baseline.compare(now, slow)
    old = now["rows"]["endpoint_empty"]
    assert slow["rows"]["endpoint_empty"] == old + PLANTED_INSTRUCTIONS
    assert len(regressions) == 1 and regressions[0].startswith("endpoint_empty: ") and "grew: echo on_ping +" in regressions[0], regressions


def test_profile_adds_up(now):
    """The functions of a row are its instructions, but for the few of the marks and what is too small to be kept."""
    for row in ("endpoint_64_bytes", "kernel_call_8_bytes"):
        assert 0.9 * now["rows"][row] <= sum(now["functions"][row].values()) <= now["rows"][row] + 40


def test_every_instruction_has_its_function(now):
    """Programs that come and go, code that the kernel patches: none of it is left without a name."""
    unknown = {row: counts["? ?"] / sum(counts.values()) for row, counts in now["functions"].items() if "? ?" in counts}
    assert {row: share for row, share in unknown.items() if share > 0.02} == {}


def test_flame_graph_of_a_round_trip():
    """Both programs and the kernel below each are in it, and neither program's functions in the other's part."""
    profiles.bench_rows(flames=True)
    text = (machine.OUT / "flame-endpoint_64_bytes.svg").read_text()
    assert text.count("<title>bench:") == 1 and text.count("<title>echo:") == 1
    assert text.count("<title>syscall_cap_enter:") == 2 and text.count("<title>show_to_profiler:") == 1
    assert text.count("<title>rt_loop_run:") == 1
