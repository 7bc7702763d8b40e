# SPDX-License-Identifier: MIT
"""Children that misbehave, and the terminal between its readers. tests/programs/shell-child does what its first grant is called."""
import os
import re

import pytest

from capos_boot import BUILD, make
from shell_session import ShellSession


@pytest.fixture
def shell(boot, leak_check):
    make("user")
    machine = boot("test", binaries={"shell-child": os.path.join(BUILD, "user", "shell-child")})
    session = ShellSession(machine)
    machine.prompt()
    check = leak_check(machine)
    yield session
    check.compare()


def test_exit_code_is_printed(shell):
    assert shell.run('run "shell-child" with { code: @null }') == ["shell-child exited with code 3"]
    shell.run('spawn "shell-child" with { code: @null } -> $h')
    assert shell.run("wait $h") == ["$h exited with code 3"]
    shell.run("drop $h")


def test_a_fault_ends_the_child_and_is_reported(shell):
    answer = shell.text('run "shell-child" with { fault: @null }')
    assert re.match(r"shell-child was ended by a fault: page fault writing 0x10 at 0x[0-9a-f]+ \(do_fault\+0x", answer), answer
    assert "ended by a fault" in shell.machine.console()
    assert shell.run("echo alive") == ["alive"]


def test_interrupt_ends_a_child_that_never_stops(shell):
    shell.type('run "shell-child" with { forever: @null }\r')
    shell.machine.expect("\n")
    shell.type("\x03")
    shell.machine.expect("shell-child was killed")
    shell.wait_prompt()


def test_a_background_child_runs_while_the_shell_works(shell):
    shell.run('spawn "shell-child" with { forever: @null } -> $h')
    assert "running = true" in shell.text("call $h info()")
    row = next(row for row in shell.run("ps") if "shell-child" in row)
    assert row.split()[5] in ("running", "ready"), row
    assert shell.run("call $h kill()") == ["ok"]
    assert shell.run("wait $h") == ["$h was killed"]
    shell.run("drop $h")


def test_a_child_reads_the_terminal_while_it_runs(shell):
    shell.type('run "shell-child" with { line: @null, terminal: @terminal }\r')
    shell.machine.expect("\ntype now: ")
    shell.type("seven77\r")
    shell.machine.expect("shell-child exited with code 7")
    assert "seven" not in shell.machine.before
    shell.wait_prompt()


def test_type_ahead_for_a_child_goes_to_the_child(shell):
    """In one write: the shell reads its lines, the children theirs, and what was typed for them is not shown."""
    child = 'run "shell-child" with { line: @null, terminal: @terminal }'
    shell.type(f"{child}\rs3cret\recho between\r{child}\r0ther\recho end\r")
    shell.machine.expect("\ntype now: \r*\nshell-child exited with code 6")
    shell.machine.expect("\nbetween")
    shell.machine.expect("\ntype now: \r*\nshell-child exited with code 5")
    shell.machine.expect("\nend")
    shell.wait_prompt()
    text = shell.machine.terminal_text()
    assert "s3cret" not in text and "0ther" not in text


@pytest.mark.parametrize("how", ["forever", "keys"])
def test_two_interrupts_end_a_child_that_has_the_terminal(shell, how):
    """One that does not read, and one that takes every key."""
    shell.type(f'run "shell-child" with {{ {how}: @null, terminal: @terminal, console: @console }}\r')
    shell.machine.expect("\n")
    shell.type("\x03\x03")
    shell.machine.expect("shell-child was killed")
    shell.wait_prompt()
    assert shell.run("echo alive") == ["alive"]


def test_one_interrupt_is_a_key_of_the_child_that_has_the_terminal(shell):
    shell.type('run "shell-child" with { keys: @null, terminal: @terminal }\r')
    for key in "\x03x\x03y":
        shell.machine.expect("key: ")
        shell.type(key)
        shell.machine.expect(f"{ord(key)};")
    shell.machine.expect("key: ")
    shell.type("q")
    shell.machine.expect("shell-child exited with code 4")
    shell.wait_prompt()


@pytest.mark.parametrize("how", ["cancel", "die"])
def test_a_cancelled_read_leaves_nothing_for_the_next_reader(shell, how):
    shell.type(f'run "shell-child" with {{ {how}: @null, terminal: @terminal, timer: @timer }}\r')
    shell.machine.expect("\ntype now: ")
    # Without Enter: a part of a line, in the service's memory when the read goes away.
    shell.type("secret")
    shown = shell.wait_prompt()
    assert "secret" not in shown
    assert shell.row("abc") == "abc"


def test_an_interrupt_that_was_typed_ahead(shell):
    """Keys that came with the line, before the command began to wait."""
    before = shell.totals()
    shell.type("call @timer sleep(ns: 3600000000000)\r\x03")
    shell.machine.expect(r"\^C: the call was cancelled")
    shell.wait_prompt()
    assert shell.run("echo back") == ["back"]
    assert shell.totals() == before


def test_top_has_the_busy_one_first(shell):
    before = shell.totals()
    shell.run('spawn "shell-child" with { forever: @null } -> $busy')
    table = shell.run("top 1", timeout=30)
    row = table[next(number for number, line in enumerate(table) if line.startswith("  PID")) + 1].split()
    assert row[1] == "shell-child" and row[4] in ("running", "ready"), table
    shell.run("call $busy kill()")
    shell.run("wait $busy")
    shell.run("drop $busy")
    assert shell.totals() == before
