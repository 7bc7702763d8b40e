# SPDX-License-Identifier: MIT
"""init: restart policies, services that depend on one that restarts, and the ways in which init itself ends.

These systems have no terminal; what init says on the kernel's log is what a person would see."""
import os
import re
import shutil
import subprocess
import time

import pytest

from capos_boot import BUILD, PANIC_EXIT, ROOT, SCALE, make

PAGE = """
@0x%(id)x;
using Manifest = import "/schema/manifest.capnp";
const system :Manifest.SystemManifest = (
  schemaVersion = 1, name = "small",
  binaries = [(name = "init", path = "init"), (name = "hello", path = "hello"), (name = "null-exit", path = "null-exit")],
  initConfig = (
    init = (binary = "init", caps = [%(caps)s
      (name = "console", source = (console = void)),
      (name = "spawner", source = (processSpawner = [])),
      (name = "memory", source = (virtualMemory = void)),
    ]),
    services = [
      (name = "greeter", binary = "hello", caps = [(name = "console", source = (init = "console"))]),
      (name = "second", binary = "null-exit"),
    ],
  ),
);
"""
BOOT = '(name = "boot", source = (bootPackage = void)),'


def small_package(folder, caps=BOOT, broken=None):
    """A package of two services; `broken`: a program whose file is no program."""
    make("kernel", "user", "host")
    root = os.path.join(folder, "root")
    shutil.rmtree(root, ignore_errors=True)
    os.makedirs(root)
    for name in ("init", "hello", "null-exit"):
        shutil.copy(os.path.join(BUILD, "user", name), root)
    if broken:
        with open(os.path.join(root, broken), "w") as file:
            file.write("not a program\n" * 100)
    page = os.path.join(folder, "small.capnp")
    with open(page, "w") as file:
        file.write(PAGE % {"id": 0xc0ffee0123456789, "caps": caps})
    evaluated = os.path.join(folder, "small.eval.bin")
    with open(evaluated, "wb") as file:
        subprocess.run(["capnp", "eval", "--binary", "-I", ROOT, page, "system"], stdout=file, check=True)
    out = os.path.join(folder, "manifest.bin")
    subprocess.run([os.path.join(BUILD, "host", "mkmanifest"), "--root", root, evaluated, "-o", out], check=True)
    return out


def wait_for(machine, pattern, seconds=30):
    """Waits until the log has the pattern."""
    end = time.monotonic() + seconds * SCALE
    while time.monotonic() < end:
        if re.search(pattern, machine.console()):
            return
        time.sleep(0.1)
    raise AssertionError(f"expected {pattern!r} in:\n{machine.console()[-4000:]}")


def lines_of(machine):
    return [line for line in machine.console().splitlines() if line.startswith("init: ")]


@pytest.fixture(scope="module")
def supervised(tmp_path_factory):
    """What init said in the system `supervise` until nothing more happens."""
    from capos_boot import Machine
    machine = Machine(str(tmp_path_factory.mktemp("supervise")), system="supervise")
    try:
        for pattern in (r"init: echo .*; given up", r"init: flapper .*; given up", r"init: faulty .*; given up",
                        r"init: failing .*; given up", r"init: once exited", r"init: greeter exited",
                        r"init: client exited"):
            wait_for(machine, pattern)
        lines = lines_of(machine)
        lines.extend(line for line in machine.console().splitlines() if line.startswith("echo-client: "))
        yield lines
        machine.scan()
    finally:
        machine.close()


def about(lines, name):
    lines = [line for line in lines if line.startswith("init: ")]
    return [re.sub(r"pid \d+", "pid N", line[len("init: "):]) for line in lines if re.search(rf"\b{name}\b", line)]


def test_starts_in_order(supervised):
    started = [match[1] for match in (re.match(r"init: started (\S+)", line) for line in supervised) if match]
    assert supervised[0] == 'init: system "supervise": 8 services'
    assert started[:8] == ["greeter", "flapper", "once", "faulty", "failing", "echo", "client", "bystander"]


def test_never_is_not_restarted(supervised):
    assert about(supervised, "greeter") == ["started greeter (pid N)", "greeter exited with code 0"]


def test_on_failure_leaves_success_alone(supervised):
    assert about(supervised, "once") == ["started once (pid N)", "once exited with code 0"]


def test_always_restarts_success_until_the_limit(supervised):
    expected = ["started flapper (pid N)"]
    for number in (1, 2, 3):
        expected += [f"flapper exited with code 0; restarting ({number} of 3)", "started flapper (pid N)"]
    expected += ["flapper exited with code 0; given up after 3 restarts within a minute"]
    assert about(supervised, "flapper") == expected


def test_failure_and_fault_are_restarted_and_reported(supervised):
    assert about(supervised, "failing") == [
        "started failing (pid N)",
        "failing exited with code 3; restarting (1 of 2)", "started failing (pid N)",
        "failing exited with code 3; restarting (2 of 2)", "started failing (pid N)",
        "failing exited with code 3; given up after 2 restarts within a minute"]
    faulty = about(supervised, "faulty")
    assert re.fullmatch(r"faulty faulted: page fault writing 0x10 at 0x\w+ \(do_fault\+0x\w+\); restarting \(1 of 1\)", faulty[1])
    assert faulty[3].endswith("; given up after 1 restart within a minute")


def test_who_depends_on_a_restarted_service_is_restarted_after_it(supervised):
    text = [line for line in supervised if line.startswith("init: ") and re.search(r"\b(echo|bystander)\b", line)]
    for number in (1, 2):
        at = text.index(f"init: echo exited with code 0; restarting ({number} of 2)")
        assert text[at + 1] == "init: stopping bystander, which depends on echo"
        restarted = [line for line in text[at + 2:at + 5] if line.startswith("init: started")]
        assert re.match(r"init: started echo ", restarted[0]) and re.match(r"init: started bystander ", restarted[-1])
    assert text[-1] == "init: echo exited with code 0; given up after 2 restarts within a minute"


def test_every_shape_of_answer_arrives(supervised):
    """The client of the echo service judges by itself. Only the last one is sure to come to its end: echo is not started
    again after it, so it is not stopped."""
    said = [line for line in supervised if line.startswith("echo-client: ")]
    assert said[-1] == "echo-client: all checks passed"
    assert not [line for line in said if "WRONG" in line or "failed" in line]


def test_init_ends_well_when_nothing_is_left(boot, folder):
    machine = boot(system="supervise", manifest=small_package(folder))
    assert machine.wait_exit() == 0
    assert lines_of(machine)[-1] == "init: nothing is left to run"


def test_init_says_which_service_does_not_start(boot, folder):
    machine = boot(system="supervise", manifest=small_package(folder, broken="null-exit"))
    machine.trouble_expected = True
    assert machine.wait_exit() == PANIC_EXIT
    assert re.match(r"init: cannot start second: .*(ELF|executable|file)", lines_of(machine)[-1])
    assert "init exited with code 4" in machine.console()


def test_init_says_which_capability_it_lacks(boot, folder):
    machine = boot(system="supervise", manifest=small_package(folder, caps=""))
    machine.trouble_expected = True
    assert machine.wait_exit() == PANIC_EXIT
    assert lines_of(machine) == ["init: cannot continue: init needs a BootPackage named boot"]
    assert "init exited with code 2" in machine.console()
