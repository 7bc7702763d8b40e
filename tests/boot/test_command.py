# SPDX-License-Identifier: MIT
"""./capos itself, as a person uses it: run and its ways out, and what a wrong command line gets."""
import os
import re
import subprocess
import time

import pexpect
import pytest

from capos_boot import BUILD, PANIC_EXIT, PROMPT, ROOT, SCALE, forget, make


def command(*words, **options):
    # timeout ends the whole group, QEMU too.
    return subprocess.run(["timeout", "-k", "5", str(int(90 * SCALE)), "./capos", *words], cwd=ROOT,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)


@pytest.fixture
def person():
    """person("run", ...): ./capos on a terminal."""
    children = []

    def start(*words):
        children.append(pexpect.spawn("timeout", ["--foreground", "-k", "5", "120", "./capos", *words], cwd=ROOT,
                                      encoding="utf-8", echo=False, timeout=90 * SCALE))
        children[-1].expect(re.escape(PROMPT))
        return children[-1]

    yield start
    for child in children:
        child.close(force=True)


def exit_status(child):
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus


def test_run_and_poweroff(person):
    child = person("run")
    child.send("poweroff\r")
    assert exit_status(child) == 0


def test_run_and_ctrl_a_x(person):
    child = person("run")
    child.send("\x01x")
    assert exit_status(child) == 0


def test_run_options(person):
    child = person("run", "--iso", "--smp", "2", "--mem", "128M", "--system", "json-door")
    child.send("poweroff\r")
    assert exit_status(child) == 0


@pytest.mark.parametrize("options", [[], ["--iso"]])
def test_run_with_a_trace(person, tmp_path, options):
    """The trace is there while the system runs, and whole when it has ended."""
    trace = tmp_path / "trace"
    child = person("run", f"--tap={trace}", "--payload", *options)
    assert "tracing every call, with what it says: tail -f " in child.before
    child.send("call @null echo(value: 4711)\r")
    child.expect(re.escape(PROMPT))
    deadline = time.monotonic() + 20 * SCALE
    while "null.echo (value = 4711) -> ok (value = 4711)" not in trace.read_text() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert "null.echo (value = 4711) -> ok (value = 4711)" in trace.read_text()
    assert "system.powerOff" not in trace.read_text()
    child.send("poweroff\r")
    child.expect(r"lines with records, 0 damaged; 0 records lost by the kernel")
    assert exit_status(child) == 0
    assert "system.powerOff (status = 0)" in trace.read_text()


def test_run_shows_a_panic():
    """The kernel stops at a broken package; make takes the file for current, because it is newer than what it is made of."""
    make("kernel", "system-json-door")
    package = os.path.join(BUILD, "systems", "json-door", "manifest.bin")
    try:
        os.truncate(package, os.path.getsize(package) // 2)
        done = command("run", "--system", "json-door", env={**os.environ, "OVERLAY": ""})
    finally:
        os.unlink(package)
        forget("system-json-door")
    assert done.returncode == PANIC_EXIT, done.stdout
    assert "kernel panic: " in done.stdout and "#0 " in done.stdout, done.stdout
    assert "build/run/console.log" in done.stdout.splitlines()[-1]


@pytest.mark.parametrize("words, expected", [
    (["fly"], "expected run, test, bench"),
    (["run", "--fast"], "expected --system NAME"),
    (["run", "--smp"], "--smp needs a value"),
    (["run", "--smp", "0"], "expected a number of CPUs"),
    (["run", "--mem", "much"], "expected an amount"),
    (["run", "--payload"], "expected --tap too"),
    (["run", "--tap="], "expected --system NAME"),
    (["run", "--system", "nothing"], "expected one of: bench "),
    (["test", "nothing"], "expected: unit generated"),
    (["test", "boot", "--smp"], "expected a number of CPUs"),
    (["test", "boot", "--smp", "many"], "expected a number of CPUs"),
    (["build", "it"], "takes no arguments"),
])
def test_wrong_command_line(words, expected):
    done = command(*words)
    assert done.returncode == 2
    assert expected in done.stdout and done.stdout.count("\n") == 1, done.stdout


def test_missing_package_is_named():
    """Nobody's permission and a missing package: the command to type, and status 1."""
    # As another user, who may not install, and whose sudo would ask.
    prefix = ["setpriv", "--reuid=65534", "--clear-groups"] if os.getuid() == 0 else []
    script = ("sudo() { return 1; }; "
              ". tools/command/packages.sh; fail() { printf 'capos: %s\\n' \"$*\"; exit 1; }; say() { echo \"$*\"; }; "
              "packages_missing() { echo some-package; }; need run")
    done = subprocess.run([*prefix, "bash", "-c", script], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert "sudo apt-get install" in done.stdout and "some-package" in done.stdout
