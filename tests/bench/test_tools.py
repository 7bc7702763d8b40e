# SPDX-License-Identifier: MIT
"""The parts of the bench that compute: parsing, ratios, aims, comparison, stacks, drawings. Nothing is booted."""
import json
import pathlib
import re
import xml.etree.ElementTree

import pytest

import baseline
import linux_guest
import machine
import measured
import profiles
import rows
import run
import smp
import table

LOG = """capOS, booted by pvh
bench: bench enter_nothing 82 83
bench: bench nop_alone 235 236
bench: bench value process_bytes 4096
bench: bench done
"""
LEAN = {"getppid": [316, 316, 317], "pipe_64": [9000, 9000, 9000], "eventfd_64": [7200, 7200, 7200], "unix_64": [12000] * 3}


# ---- what guests say ----

def test_parser_reads_both_kinds_of_lines():
    assert measured.parse(LOG, "it") == {"enter_nothing": [82, 83, 83], "nop_alone": [235, 236, 236], "process_bytes": [4096] * 3}
    assert measured.timed(LOG) == ["enter_nothing", "nop_alone"]


def test_parser_reads_means():
    assert measured.parse("bench pipe_64 1 2 3\nbench done\n", "it") == {"pipe_64": [1, 2, 3]}


@pytest.mark.parametrize("log, what", [
    (LOG.replace("bench done", ""), "did not measure to its end"),
    (LOG + "bench nop_alone 1 1\n", "nop_alone twice"),
    ("bench done\n", "measured nothing"),
])
def test_half_a_measurement_is_refused(log, what):
    with pytest.raises(SystemExit, match=what):
        measured.parse(log, "it")


# ---- rows, ratios, aims ----

def test_rows_have_names_of_their_own():
    assert len(rows.BY_NAME) == len(rows.ROWS) > 25


def test_ratio():
    assert table.ratio(9000, 900) == 10
    assert table.ratio(None, 900) is None and table.ratio(9000, None) is None and table.ratio(9000, 0) is None
    assert [table.ratio_text(value) for value in (4.04, 1234.5, None)] == ["4.0x", "1,234x", ""]


@pytest.mark.parametrize("value, reached", [(848, [True, True, True, True]), (849, [True, True, True, False]),
                                            (900, [False, True, True, False]), (901, [False] * 4),
                                            (2035, [False] * 4)])
def test_aims_at_their_bounds(value, reached):
    judged = table.judge_aims(rows.BY_NAME["endpoint_64_bytes"], value, {"pipe_64": [9000] * 3, "eventfd_64": [7200] * 3})
    assert [aim[2] for aim in judged] == reached


def test_aims_against_another_row():
    row = rows.BY_NAME["chain_3_pipelined"]
    assert table.judge_aims(row, 1600, {}, {"chain_step": [1000] * 3}) == [("1.6x chain_step", 1600, True)]
    assert table.judge_aims(row, 1601, {}, {"chain_step": [1000] * 3})[0][2] is False
    assert table.judge_aims(row, 1601, {}, {}) == []


def test_aims_against_linux_need_linux():
    assert [text for text, _, _ in table.judge_aims(rows.BY_NAME["endpoint_64_bytes"], 800, {})] == ["850", "0.5x seL4's 64 bytes"]


def test_table_says_what_is_not_there(monkeypatch):
    monkeypatch.setattr(rows, "ROWS", (*rows.ROWS, rows.Row("warp", "leave at once", ("getppid",), missing="warp drives")))
    text = table.as_text({"enter_nothing": [82] * 3}, {"lean": LEAN, "stock": LEAN})
    assert [line.split()[:3] for line in text.splitlines() if "not there yet" in line][-1] == ["leave", "at", "once"]
    assert "not measured" in text and "3.9x  getppid" in text
    assert "unix_64" in text


def test_data_is_whole():
    data = table.as_data({"endpoint_64_bytes": [900] * 3}, {"lean": LEAN, "stock": LEAN}, {"qemu": "it"})
    assert set(data["rows"]) == set(rows.BY_NAME)
    row = json.loads(json.dumps(data))["rows"]["endpoint_64_bytes"]
    assert row["capos"]["least"] == 900 and row["linux"]["pipe_64"]["lean"]["least"] == 9000 and row["linux"]["pipe_64"]["lean / capOS"] == 10
    assert {aim["reached"] for aim in row["aims"]} == {True, False}


def test_data_is_as_the_readme_says():
    """Every member that --json writes is in the table of README.md, and nothing else is."""
    readme = (pathlib.Path(table.__file__).parent / "README.md").read_text().split("--json FILE", 1)[1]
    told = set(re.findall(r"`\.?(?:rows\.NAME\.)?([a-zA-Z0-9]+)`", "\n".join(line.split("|")[1] for line in readme.splitlines() if line.startswith("| `"))))
    row = table.as_data({"endpoint_64_bytes": [900] * 3}, {"lean": LEAN}, {"qemu": "it"})["rows"]["endpoint_64_bytes"]
    assert told == set(row) | {"facts", "rows", "growth", "functions"}
    assert set(row["aims"][0]) == {"aim", "bound", "reached"} and set(row["linux"]["pipe_64"]) == {"lean", "lean / capOS"}


def test_unknown_option_is_refused():
    with pytest.raises(SystemExit):
        run.arguments_of(["--fast"])


# ---- the Linux guest's archive ----

def test_initramfs_is_as_the_kernel_reads_it():
    archive = linux_guest.initramfs({"init": b"program"})
    assert archive[:6] == b"070701" and len(archive) % 512 == 0 and b"TRAILER!!!" in archive
    at = archive.index(b"init\0")
    assert int(archive[at - 56:at - 48], 16) == len(b"program") and archive == linux_guest.initramfs({"init": b"program"})


def test_the_linux_side_is_built_the_same_twice():
    """Its hash is part of the key under which results are kept."""
    linux_guest.FOLDER.mkdir(parents=True, exist_ok=True)
    assert linux_guest.build() == linux_guest.build()


def test_two_runs_of_linux_are_compared():
    before = {"stock": {"pipe_64": [1000, 1, 1]}, "lean": {"pipe_64": [1000, 2, 2]}}
    assert linux_guest.differences(before, {"stock": {"pipe_64": [1010, 9, 9]}, "lean": {"pipe_64": [990, 9, 9]}}) == []
    assert linux_guest.differences(before, {"stock": {"pipe_64": [1011, 9, 9]}, "lean": {"pipe_64": [989, 9, 9]}}) == [
        "pipe_64 (stock): 1,000 and 1,011", "pipe_64 (lean): 1,000 and 989"]


# ---- two CPUs ----

def test_gains_of_a_second_cpu():
    log = "".join(f"bench: smp {what} 1 1000000\nbench: smp {what} 2 {two}\n" for what, two in
                  (("processes", 1000000), ("threads", 1081081), ("pairs", 1200000), ("wakes", 8000000)))
    best = smp.parse(log)
    assert [round(smp.gain(best, what), 2) for what in smp.AIMS] == [2, 1.85, 1.67]
    lines = smp.as_text(best, best).splitlines()
    assert [line.rsplit("x ", 1)[1] for line in lines[1:-1]] == ["reached", "reached", "NOT reached"]
    assert lines[-1].endswith("0.2 us by switching on one CPU, 2.0 us by interrupts between two")


# ---- comparison with the baseline ----

BEFORE = {"compiler": "c", "rows": {"call": 1000, "nop": 100},
          "functions": {"call": {"kernel send": 600, "kernel receive": 400}, "nop": {"kernel nop": 100}}}


def changed(row, value, functions=None):
    now = json.loads(json.dumps(BEFORE))
    now["rows"][row] = value
    now["functions"][row] = functions or now["functions"][row]
    return now


def test_nothing_changed():
    assert baseline.compare(BEFORE, BEFORE) == ([], [])


def test_a_planted_regression_is_found_and_named():
    regressions, notes = baseline.compare(BEFORE, changed("call", 1100, {"kernel send": 600, "kernel receive": 440, "kernel check": 60}))
    assert notes == [] and len(regressions) == 1
    assert regressions[0] == "call: 1,000 -> 1,100 (+10.0 %); grew: kernel check +60; kernel receive +40"


def test_the_tolerance_is_five_percent():
    assert baseline.compare(BEFORE, changed("call", 1050))[0] == []
    assert len(baseline.compare(BEFORE, changed("call", 1051))[0]) == 1


def test_what_got_better_is_a_note():
    regressions, notes = baseline.compare(BEFORE, changed("nop", 80))
    assert regressions == [] and notes == ["nop: 100 -> 80, better; keep it with --update-baseline"]


def test_a_row_that_is_gone_is_a_regression():
    now = json.loads(json.dumps(BEFORE))
    del now["rows"]["nop"]
    assert baseline.compare(BEFORE, now)[0] == ["nop: is not measured any more"]


# ---- stacks and drawings ----

KERNEL = 0xffffffff80000000


def block(number, address, *codes):
    return number, profiles.stacks.Block([str(number), "1", f"{address:x}", *(f"{len(bytes.fromhex(code))}:{code}" for code in codes)])


def test_stacks_follow_calls_the_kernel_and_switches():
    """Two threads: `one` calls, enters the kernel, which switches to `two`; that one enters too, and `one` goes on."""
    blocks = dict([
        block(0, 0x1000, "90", "e800000000"), block(1, 0x2000, "0f05"), block(2, 0x2002, "c3"), block(3, 0x1006, "90"),
        block(4, 0x8000, "90", "90", "0f05"), block(5, KERNEL, "90", "e800000000"), block(6, KERNEL + 0x100, "90", "90", "c3"),
        block(7, KERNEL + 6, "480f07")])
    blocks[4].address, blocks[4].after = 0x8000, 0x8000     # it goes on where it began: a loop
    names = [("one", "main"), ("one", "enter"), ("one", "enter"), ("one", "main"), ("two", "serve"), ("kernel", "entry"),
             ("kernel", "arch_switch"), ("kernel", "entry")]
    by_block = {id(blocks[number]): name for number, name in enumerate(names)}
    once = [0, 1, 5, 6, 7, 4, 5, 6, 7, 2, 3]
    folded = profiles.stacks.fold(blocks, [None, *once, None, *once], lambda at: by_block[id(at)])
    assert folded == {("one", "main"): 2 + 1, ("one", "main", "enter"): 1 + 1, ("one", "main", "enter", "entry"): 2 + 1,
                      ("one", "main", "enter", "entry", "arch_switch"): 3, ("two", "serve"): 3, ("two", "serve", "entry"): 2 + 1,
                      ("two", "serve", "entry", "arch_switch"): 3}


def test_flame_graph_is_svg_with_each_function():
    text = profiles.flame.draw({("one", "main"): 30, ("one", "main", "send <&>"): 60, ("two", "serve"): 10}, "a call")
    root = xml.etree.ElementTree.fromstring(text.split("\n", 1)[1])
    titles = [element.text for element in root.iter() if element.tag.endswith("title")]
    assert "one: 90 instructions, 90.0 %" in titles and "send <&>: 60 instructions, 60.0 %" in titles and len(titles) == 5


def test_functions_of_the_kernel_are_named_at_both_addresses():
    program = profiles.report.Program(machine.KERNEL)
    entry = profiles.kernel_entry()
    assert program.function(entry) == program.function(entry + KERNEL) != "?"
