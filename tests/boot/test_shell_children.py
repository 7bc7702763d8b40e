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


TAKEN_BACK = re.escape("[the terminal was taken back from the programs that had it]")


@pytest.fixture(params=["spawn", "call"])
def prompter(shell, request):
    """$h: a service that reads the terminal, or keeps it from others, when it is told to. It gets the terminal when it is started, or
    later and without any sign that it keeps it."""
    terminal = ", terminal: @terminal" if request.param == "spawn" else ""
    shell.run(f'spawn "shell-child" with {{ prompter: endpoint Echo{terminal} }} -> $h')
    if request.param == "call":
        assert shell.run("call $h.prompter keep(capability: @terminal)") == ["ok"]
    yield shell
    assert shell.run("wait $h") == ["$h exited with code 5"], "the terminal was taken from it"
    # The next child is given the terminal as before.
    assert "Hello from hello" in shell.text('run "hello" with { terminal: @terminal }')
    shell.run("drop $h")


def test_two_interrupts_give_up_a_call_of_a_service_that_reads_the_terminal(prompter):
    prompter.type("call $h.prompter hang()\r")
    for key in "\x03x":
        prompter.machine.expect("key: ")
        prompter.type(key)
        prompter.machine.expect(f"{ord(key)};")
    prompter.machine.expect("key: ")
    prompter.type("\x03\x03")
    prompter.machine.expect(r"\^C: the call was cancelled")
    # It reads on, and the prompt wants the terminal.
    prompter.machine.expect(TAKEN_BACK)
    prompter.wait_prompt()
    assert prompter.run("echo alive") == ["alive"]


def test_two_interrupts_give_the_prompt_back_from_a_service_that_reads_in_the_background(prompter):
    prompter.type("call $h.prompter ping()\r")
    prompter.machine.expect(re.escape("[another program reads the terminal; ^C typed twice takes it back]"))
    prompter.type("a")
    prompter.machine.expect("97;")
    prompter.machine.expect("key: ")
    prompter.type("\x03\x03")
    prompter.machine.expect(TAKEN_BACK)
    prompter.wait_prompt()
    assert prompter.run("echo alive") == ["alive"]


def test_a_child_cannot_keep_the_shell_from_waiting_for_an_interrupt(prompter):
    assert prompter.run("call $h.prompter exit(code: 0)") == ["ok"]
    prompter.type('run "shell-child" with { forever: @null }\r')
    prompter.machine.expect(TAKEN_BACK)
    prompter.type("\x03")
    prompter.machine.expect("shell-child was killed")
    prompter.wait_prompt()


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


TERMINAL_SESSION = "0x9a6e03c7f1d4b285"
PROCESS_HANDLE = "0x8f5d0ce3b7a41926"


@pytest.fixture
def unserved(shell):
    """$ep is an endpoint that no process serves. Whatever is asked of its clients is never answered."""
    shell.run("call @endpoints create() -> $ep")
    yield shell
    shell.run("drop $ep")


def interrupt(shell, line, answer, keys="\x03"):
    """Types a line that waits for ever, and then ^C; what must be shown before the prompt is there again."""
    shell.type(line + "\r")
    shell.machine.expect("\n")
    shell.type(keys)
    shell.machine.expect(answer)
    shell.wait_prompt()
    assert shell.run("echo alive") == ["alive"]


@pytest.mark.parametrize("command", ["run", "trace run"])
@pytest.mark.parametrize("how", ["line", "forever"])
def test_interrupt_ends_a_child_with_a_terminal_that_no_process_serves(unserved, command, how):
    """It is not the terminal that the shell reads, though it looks like one."""
    child = f'{command} "shell-child" with {{ {how}: @null, terminal: client $ep TerminalSession }}'
    interrupt(unserved, child, "shell-child was killed")


def test_interrupt_gives_up_waiting_for_such_a_child(unserved):
    unserved.run('spawn "shell-child" with { line: @null, terminal: client $ep TerminalSession } -> $h')
    interrupt(unserved, "wait $h", r"\^C: it is still running")
    interrupt(unserved, "call $h wait()", r"\^C: the call was cancelled")
    unserved.run("call $h kill()")
    assert unserved.run("wait $h") == ["$h was killed"]
    unserved.run("drop $h")


def test_interrupt_gives_up_calls_that_no_process_answers(unserved):
    for name, interface in (("t", TERMINAL_SESSION), ("p", PROCESS_HANDLE)):
        unserved.run(f"call $ep client(interfaceId: {interface}) -> ${name}")
    cancelled = r"\^C: the call was cancelled"
    interrupt(unserved, 'call $t readLine(request: (prompt: "x"))', cancelled)
    interrupt(unserved, "call $t write(data: 0x\"00\")", cancelled)
    interrupt(unserved, "wait $p", r"\^C: it is still running")
    assert unserved.run("call $ep info()")[0].startswith("(queued = 0")
    for name in "tp":
        unserved.run(f"drop ${name}")


def test_interrupt_gives_up_what_a_shell_asks_of_services_that_do_not_answer(unserved):
    """A shell in the shell, whose launcher, inspector and so on are served by no process."""
    services = {"launcher": "ProcessSpawner", "inspector": "Inspector", "timer": "Timer", "system": "SystemControl",
                "taps": "PayloadTapFactory"}
    grants = ", ".join(f"{name}: client $ep {interface}" for name, interface in services.items())
    unserved.run(f'run "shell" with {{ terminal: @terminal, schemas: @schemas, {grants} }}', timeout=30)
    assert len(unserved.run("caps")) == 10, "this is the inner shell"
    # Tab offers what is there at once, and takes none of the keys behind it.
    assert unserved.row('run "he\tx') == 'run "hex'
    for line in ("programs", "ps", "ps threads", "cpus", "mem", "ledger 1", "time", "top 1", "top", "poweroff", "reboot", 'spawn "hello"',
                 'run "hello"', 'trace run "hello"'):
        interrupt(unserved, line, r"\^C: the call was cancelled")
    unserved.type("\x04")
    unserved.machine.expect("The shell ends")
    unserved.wait_prompt()


def test_a_program_is_started_only_with_room_for_its_names(shell):
    """There is no number of names that is too many, so its handle and its clients are bound however many there are."""
    for number in range(35):
        assert shell.run(f"call @capabilities lend(capability: @null) -> $l{number}") == \
            [f"(facet = $l{number}.1, revoker = $l{number}.2)"]
    assert shell.text('spawn "echo" with { echo: endpoint Echo } -> $e').startswith("$e.echo is its client\necho runs as process")
    assert shell.run('call $e.echo say(text: "reached")') == ['(text = "reached")']
    assert shell.run("call $e kill()") == ["ok"]
    assert shell.run("wait $e") == ["$e was killed"]
    for number in range(35):
        assert shell.run(f"drop $l{number}") == ["2 capabilities were dropped"]
    shell.run("drop $e")


def test_a_child_is_given_as_many_names_as_it_can_hold(shell):
    own = "threads, park, session, capabilities, frames, endpoints"
    grants = ", ".join(f"n{number}: @null" for number in range(30))
    text = shell.text(f'run "hello" with {{ terminal: @terminal, {own}, {grants} }}')
    assert "I hold 39 capabilities" in text
    many = ", ".join(f"n{number}: endpoint Echo" for number in range(85))
    assert "expected } : 84 names are the most that a child can be given" in shell.text(f'run "hello" with {{ {many} }}')


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
