# SPDX-License-Identifier: MIT
"""TerminalSession, driven through the shell's `call`."""
import os

import pytest

from shell_session import ShellSession


def read_line(shell, request, keys, marker):
    shell.type(f"call @terminal readLine(request: ({request}))\r")
    shell.machine.expect(marker)
    shell.type(keys)
    shell.machine.expect(r"\(status = (\w+), line = \"(.*)\"\)")
    answer = shell.machine.match.group(1), shell.machine.match.group(2)
    shown = shell.machine.before
    shell.wait_prompt()
    return answer, shown


def test_visible_line(shell):
    answer, shown = read_line(shell, 'prompt: "name: "', "Ade\x7fa\r", r"\nname: ")
    assert answer == ("complete", "Ada")
    assert "Ade\b \ba" in shown


def test_hidden_line(shell):
    answer, shown = read_line(shell, 'prompt: "password: ", echo: hidden', "secret\x7fT\r", r"\npassword: ")
    assert answer == ("complete", "secreT")
    assert shown.strip() == "" and "\b" not in shown


def test_limit_rings(shell):
    answer, shown = read_line(shell, 'prompt: "four: ", maxBytes: 4', "abcdef\r", r"\nfour: ")
    assert answer == ("complete", "abcd")
    assert shown.count("\a") == 2


def test_line_keys(shell):
    assert read_line(shell, 'prompt: "> "', "one two\x17three\r", r"\n> ")[0] == ("complete", "one three")
    assert read_line(shell, 'prompt: "> "', "one two\x15three\r", r"\n> ")[0] == ("complete", "three")
    assert read_line(shell, 'prompt: "> "', "one\x03", r"\n> ")[0] == ("interrupted", "")
    assert read_line(shell, 'prompt: "> "', "\x04", r"\n> ")[0] == ("endOfInput", "")
    assert read_line(shell, 'prompt: "> "', "a\x1b[A\x1b[3~b\r", r"\n> ")[0] == ("complete", "ab")
    assert read_line(shell, 'prompt: "> "', "a\x1b\r", r"\n> ")[0] == ("complete", "a")
    assert read_line(shell, 'prompt: "> "', "a\x1b[1\x03", r"\n> ")[0] == ("interrupted", "")


HIDDEN = 'call @terminal readLine(request: (prompt: "pw? ", echo: hidden))'


def shown(shell, text):
    """How often the terminal has shown it, from the boot on."""
    return shell.machine.terminal_text().count(text)


@pytest.mark.parametrize("enter", ["\r", "\n", "\r\n"], ids=["return", "newline", "both"])
def test_what_is_typed_ahead_for_a_hidden_line_goes_to_it(shell, enter):
    """One write: the command, the secret, and what comes after it."""
    shell.type(enter.join([HIDDEN, "s3cret", "echo behind", HIDDEN, "0ther", "echo end", ""]))
    shell.machine.expect(r'pw\? \r*\n\(status = complete, line = "s3cret"\)')
    shell.machine.expect("\nbehind")
    shell.machine.expect(r'pw\? \r*\n\(status = complete, line = "0ther"\)')
    shell.machine.expect("\nend")
    shell.wait_prompt()
    # Once each: in the answer that was asked for.
    assert shown(shell, "s3cret") == 1 and shown(shell, "0ther") == 1
    assert shell.run("echo alive") == ["alive"]


def test_lines_and_keys_are_taken_in_the_order_in_which_they_were_typed(shell):
    shell.type('call @terminal readLine(request: (prompt: "a? "))\rone\r'
               "call @terminal readRaw(maxBytes: 100)\rtwo\recho three\r")
    shell.machine.expect(r'a\? one\r*\n\(status = complete, line = "one"\)')
    # Raw bytes as they were typed, and none behind the Enter.
    shell.machine.expect(r'\n\(data = "two\\r"\)')
    shell.machine.expect("\nthree")
    shell.wait_prompt()


def test_an_interrupted_hidden_line_leaves_the_next_one(shell):
    shell.type(HIDDEN + "\rs3cret\x03echo behind\r")
    shell.machine.expect(r'pw\? \^C\r*\n\(status = interrupted, line = ""\)')
    shell.machine.expect("\nbehind")
    shell.wait_prompt()
    assert shown(shell, "s3cret") == 0


def test_an_interrupt_discards_what_was_typed_before_it(shell):
    shell.type("call @timer sleep(ns: 3600000000000)\recho before\rhalf a line\x03echo behind\r")
    shell.machine.expect(r"\^C: the call was cancelled")
    shell.machine.expect("\nbehind")
    shell.wait_prompt()
    assert shown(shell, "before") == 0 and shown(shell, "half") == 0


def test_type_ahead_at_its_limit_is_dropped_with_a_word(shell):
    """The command ends by ^C, so nothing here depends on how fast the bytes arrive."""
    shell.type("call @timer sleep(ns: 3600000000000)\r")
    shell.machine.expect("\n")
    shell.type("".join(f"echo line {number}\r" for number in range(500)))
    shell.machine.expect(r"\[4096 bytes are typed ahead, which is the limit\. The line that did not fit")
    shell.type("\x03")
    shell.machine.expect(r"\^C: the call was cancelled")
    shell.wait_prompt()
    # ^C discarded all of them, and ended the dropping.
    assert shell.run("echo alive") == ["alive"]
    assert shown(shell, "echo line") == 0


def test_waiting_for_an_interrupt(shell):
    shell.type("call @terminal awaitInterrupt(presses: 1)\r")
    shell.machine.expect("\n")
    shell.type("\x03")
    shell.machine.expect("ok\r*\n")
    shell.wait_prompt()
    assert shell.run("call @terminal awaitInterrupt(presses: 3)") == ["failed: presses must be 1 or 2"]


def test_raw_bytes(shell):
    shell.type("call @terminal readRaw(maxBytes: 16)\r")
    shell.machine.expect("\n")
    shell.type("\x1b[A")
    shell.machine.expect(r'\(data = 0x"1b')
    shell.wait_prompt()


def test_bad_requests(shell):
    assert shell.run("call @terminal readRaw(maxBytes: 0)") == ["failed: maxBytes must be 1 to 1024"]
    assert shell.run("call @terminal readRaw(maxBytes: 1025)") == ["failed: maxBytes must be 1 to 1024"]
    assert shell.run("call @terminal readLine(request: (maxBytes: 1025))") == ["failed: maxBytes must be 1 to 1024"]
    long_prompt = "p" * 300
    assert shell.run(f'call @terminal readLine(request: (prompt: "{long_prompt}"))')[-1] == "failed: a prompt has at most 256 bytes"
    assert shell.run("call @terminal info()") == ["(columns = 80, rows = 24, inputEnded = false)"]


def raw(shell, data):
    """Bytes that are no UTF-8."""
    os.write(shell.machine.child.child_fd, data)


def test_what_only_looks_like_a_script(boot):
    """The signs of abi/script.h count only at the start and whole: noise on the line does not end the input."""
    shell = ShellSession(boot("test"))
    shell.wait_prompt()
    raw(shell, b"\xfe\xfd\xfe\xff" + b"\xfe\xfd\xfe\xfd\xff")
    assert shell.run("call @terminal info()") == ["(columns = 80, rows = 24, inputEnded = false)"]
    shell.machine.type("\x04")
    shell.machine.expect("The shell ends")
    shell.wait_prompt()


def test_script_without_a_machine_to_switch_off(boot):
    """A shell that holds no `system` says that it ends; the one that started it goes on, and is told the same."""
    shell = ShellSession(boot("test"))
    shell.machine.expect("\x11")
    grants = ", ".join(f"{name}: @{name}" for name in ("terminal", "timer"))
    raw(shell, b'\xfe\xfd\xfe\xfdrun "shell" with { %s }\n' % grants.encode())
    shell.machine.expect("Type `help` first")
    shell.machine.expect("capos> ")
    raw(shell, b"echo inner\n\xff")
    shell.machine.expect("\ninner")
    shell.machine.expect("The shell ends")
    shell.machine.expect("The script ends. Switching off.")
    assert shell.machine.wait_exit() == 0
