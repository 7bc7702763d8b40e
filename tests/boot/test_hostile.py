# SPDX-License-Identifier: MIT
"""Programs that try everything which must not work (systems/hostile.capnp): one boot runs them all, each test reads what one of
them said. The programs themselves are in tests/programs."""
import os
import re

import pytest

from capos_boot import BUILD, Machine

# As a person reads them in systems/hostile.capnp; `elf` has a boot of its own (test_elf.py).
PROGRAMS = ["ring", "faults", "lend", "grant", "limits", "notify", "session", "memory", "spawn", "ipc", "threads", "park", "seen", "pages", "scheduling", "tap",
            "shapes", "commit"]


@pytest.fixture(scope="module")
def log():
    """The kernel's log of the whole run, which ends by itself."""
    machine = Machine(os.path.join(BUILD, "run", "tests", "hostile"), system="hostile", time_limit=240)
    try:
        status = machine.wait_exit(timeout=240)
    finally:
        machine.close()
    text = machine.console()
    assert status == 0, f"QEMU ended with {status}:\n{text[-3000:]}"
    machine.scan()
    return text


@pytest.mark.parametrize("program", PROGRAMS)
def test_all_refused(log, program):
    wrong = re.findall(rf"^test-{program}: WRONG: .*$", log, re.M)
    assert not wrong, "\n".join(wrong)
    done = re.search(rf"^test-{program}: (\d+) attempts, all refused as documented$", log, re.M)
    assert done and int(done.group(1)) > 50, log[-2000:]


def test_nothing_leaked(log):
    """The conductor compared the Inspector's totals before and after each program."""
    assert re.search(r"^init: \d+ programs, all went well and nothing leaked$", log, re.M), log[-2000:]
    assert "init: WRONG" not in log


def test_fault_reports_can_be_read(log):
    """What happened, where, and the registers: the deeds of tests/programs/deed."""
    assert re.search(r"\(null-read\) ended by a fault: page fault reading 0x0 at 0x[0-9a-f]+ \(\w+\+0x[0-9a-f]+\)", log)
    assert re.search(r"\(write-text\) ended by a fault: page fault writing 0x[0-9a-f]+ at ", log)
    assert re.search(r"\(run-stack\) ended by a fault: page fault executing 0x[0-9a-f]+ at ", log)
    assert re.search(r"\(divide\) ended by a fault: division error at 0x[0-9a-f]+ \(divide\+0x", log)
    assert re.search(r"\(cli\) ended by a fault: general protection fault at ", log)
    assert re.search(r"ended by a fault: .*\n  rip [0-9a-f]{16} rsp [0-9a-f]{16} rflags [0-9a-f]{8}\n  rax ", log)


def test_nonsense_does_not_flood_the_log(log):
    """Every refused submission is accounted for: the first few of a second by a line each, the others by their number."""
    for pid in re.findall(r"^process (\d+) \(flood\): refused submission: unknown opcode", log, re.M)[:1]:
        lines = len(re.findall(rf"^process {pid} \(flood\): refused submission: ", log, re.M))
        more = [int(number) for number in re.findall(rf"^process {pid} \(flood\): (\d+) more refused submissions", log, re.M)]
        assert lines >= 4 and lines % 4 == 0 and len(more) <= lines // 4 + 1
        assert lines + sum(more) == 20000
        return
    raise AssertionError("no line about the flood")


def test_old_processor(boot):
    """Without SMEP, SMAP, UMIP, FSGSBASE and XSAVE the same things are refused, by the code that is patched in instead."""
    machine = boot("hostile", arguments=("-cpu", "qemu64"), time_limit=240)
    assert machine.wait_exit(timeout=240) == 0, machine.console()[-3000:]
    assert re.search(r"^init: \d+ programs, all went well and nothing leaked$", machine.console(), re.M)
