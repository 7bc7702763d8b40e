# SPDX-License-Identifier: MIT
"""More than one CPU: that they come up and share the work, that what must be refused is refused there too, that nothing ticks when
nothing happens, and that a process ends wherever its thread is."""
import re
import time

import pytest

from capos_boot import Machine
from conftest import LeakCheck


def cpus(machine):
    """Inspector.cpu as one {field: number} for each CPU."""
    text = machine.run("call @inspector cpu()")
    records = [{name: int(value) for name, value in re.findall(r"(\w+) = (\d+)", record)}
               for record in re.findall(r"\(([^()]*switches[^()]*)\)", text)]
    assert records, text
    return records


def now(machine):
    """The machine's own clock, in seconds."""
    return int(re.search(r"ns = (\d+)", machine.run("call @timer now()")).group(1)) / 1e9


@pytest.fixture(params=[1, 2, 4])
def many(request, boot):
    """The system `test` with 1, 2 and 4 CPUs, at its prompt; nothing may be left at the end."""
    machine = boot("test", smp=request.param)
    machine.prompt()
    machine.cpus = request.param
    check = LeakCheck(machine)
    yield machine
    if machine.child.isalive():
        check.compare()


def test_all_cpus_run(many):
    found = cpus(many)
    assert [cpu["id"] for cpu in found] == list(range(many.cpus))
    assert len({cpu["apicId"] for cpu in found}) == many.cpus
    if many.cpus > 1:
        assert re.search(rf"^cpu: {many.cpus} of {many.cpus} run$", many.console(), re.M)
        # A child runs while its parent goes on. A CPU that the host keeps waiting may come too late, but not every time.
        for _ in range(50):
            if sum(cpu["steals"] for cpu in found) > 0:
                return
            many.run('run "null-exit" with { null: @null }')
            found = cpus(many)
        assert False, "no CPU ever took work from another one"


def test_nothing_ticks(many):
    """Nobody runs but the shell that waits for a key: less than five timer interrupts a second on each CPU."""
    before, start = cpus(many), now(many)
    time.sleep(4)
    after, seconds = cpus(many), now(many) - start
    assert seconds > 1
    for was, is_now in zip(before, after):
        fired = is_now["timerInterrupts"] - was["timerInterrupts"]
        assert fired < 5 * seconds, f"CPU {was['id']}: {fired} timer interrupts in {seconds:.1f} s"
        assert is_now["idleNs"] > was["idleNs"]


def test_processes_come_and_go(many):
    """One after the other; the fixture looks for leaks."""
    for _ in range(5):
        assert not many.run('run "null-exit" with { null: @null }')
    after = cpus(many)
    assert sum(cpu["switches"] for cpu in after) > 50


def run_to_its_end(folder, smp, system):
    machine = Machine(folder, system=system, smp=smp, time_limit=400)
    try:
        status = machine.wait_exit(timeout=400)
    finally:
        machine.close()
    assert status == 0, f"QEMU ended with {status}:\n{machine.console()[-3000:]}"
    machine.scan()
    return machine.console()


@pytest.mark.parametrize("smp", [2, 4])
def test_hostile_programs(folder, smp):
    """Everything that must not work, on several CPUs: threads are killed, pages taken away and calls given up elsewhere."""
    log = run_to_its_end(folder, smp, "hostile")
    assert re.search(r"^init: \d+ programs, all went well and nothing leaked$", log, re.M), log[-2000:]
    assert "WRONG" not in log


def test_cpus_that_may_come_later_are_not_asked(boot):
    """The MADT lists places for them, as disabled."""
    machine = boot("test", arguments=("-smp", "2,maxcpus=4"))
    machine.prompt()
    assert len(cpus(machine)) == 2
