# SPDX-License-Identifier: MIT
"""Fixtures of the boot tests. README.md says how a test is written."""
import os
import re
import time

import pytest

import capos_boot
from capos_boot import BUILD, Machine, pack
from shell_session import ShellSession

# What must be back where it was. Frames only within the slack: the shell's heap and the kernel's caches keep some.
EXACT = ("processes", "threads", "objects", "capSlots", "answers")
FRAME_SLACK = 48


# What these files test must be so on several CPUs, too: each of their tests runs with 1 and with 4.
ON_SEVERAL_CPUS = ("test_limits", "test_shell_commands", "test_shell_children", "test_shell_ipc", "test_shell_revocation")


# What these look at has a row for each CPU, or is counted on one; they make machines with more where they mean it.
ON_ONE_CPU = ("test_scheduling", "test_shell_processes")


def pytest_generate_tests(metafunc):
    if metafunc.module.__name__ in ON_SEVERAL_CPUS and "CAPOS_SMP" not in os.environ:
        metafunc.parametrize("cpus", [1, 4], indirect=True, ids=lambda count: f"{count}cpu")


@pytest.fixture(autouse=True)
def cpus(request):
    """How many CPUs a machine has where the test does not say."""
    before = capos_boot.CPUS
    capos_boot.CPUS = 1 if request.module.__name__ in ON_ONE_CPU else getattr(request, "param", before)
    yield capos_boot.CPUS
    capos_boot.CPUS = before


@pytest.fixture
def folder(request):
    """Where this test's logs stay: build/run/tests/NAME."""
    name = re.sub(r"[^\w.-]+", "_", request.node.nodeid.rpartition("/")[2])
    path = os.path.join(BUILD, "run", "tests", name)
    os.makedirs(path, exist_ok=True)
    return path


@pytest.fixture
def boot(folder):
    """boot(system=..., binaries={...}, **options of Machine): starts a machine. All are closed and their logs read at the end."""
    machines = []

    def start(system="test", binaries=None, arguments_of_package=(), **options):
        place = os.path.join(folder, str(len(machines))) if machines else folder
        os.makedirs(place, exist_ok=True)
        if binaries or arguments_of_package:
            options["manifest"] = pack(system, place, binaries, arguments_of_package)
        machines.append(Machine(place, system=system, **options))
        return machines[-1]

    yield start
    for machine in machines:
        machine.close()
    for machine in machines:
        machine.scan()


def difference(before, after):
    """What leaked, as text; empty when nothing did."""
    found = [f"{name}: {before[name]} -> {after[name]}" for name in EXACT if name in before and before[name] != after[name]]
    for kind in sorted(set(before["kinds"]) | set(after["kinds"])):
        was, now = before["kinds"].get(kind, 0), after["kinds"].get(kind, 0)
        if found and was != now:
            found.append(f"{kind}: {was} -> {now}")
    if abs(before.get("freeFrames", 0) - after.get("freeFrames", 0)) > FRAME_SLACK:
        found.append(f"freeFrames: {before['freeFrames']} -> {after['freeFrames']}")
    return ", ".join(found)


class LeakCheck:
    """Counts at the start, compares at the end. Work that ends a moment later is given two seconds."""

    def __init__(self, machine):
        self.machine = machine
        machine.totals()  # the first call grows the shell's heap
        self.before = machine.totals()

    def compare(self):
        deadline = time.monotonic() + 2
        while (found := difference(self.before, self.machine.totals())) and time.monotonic() < deadline:
            time.sleep(0.2)
        assert not found, "leak: " + found


@pytest.fixture
def leak_check(boot):
    """leak_check(machine) -> an object with compare(), for tests that boot a machine of their own."""
    return LeakCheck


def finish(machine, check):
    """At the end of a test: a machine that still runs must be as it was."""
    if machine.child.isalive() and not machine.trouble_expected and not getattr(machine, "leak_expected", False):
        check.compare()


@pytest.fixture
def machine(boot):
    """The system `test`, at its prompt; at the end nothing may be left over. machine.leak_expected = True turns that off
    for a test that keeps something on purpose."""
    started = boot("test")
    started.welcome = started.prompt()
    check = LeakCheck(started)
    yield started
    finish(started, check)


@pytest.fixture
def shell(machine):
    """The same, as a ShellSession: rows as a person sees them."""
    session = ShellSession(machine)
    session.welcome = machine.welcome
    return session
