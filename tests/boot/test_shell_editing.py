# SPDX-License-Identifier: MIT
"""Editing keys, history, Tab, ^C and ^D, as they look on a terminal."""
import re

PROMPT = "capos> "


def test_editing_keys(shell):
    for keys, row in [
        ("abc", "abc"),
        ("helo\x1b[Dl", "hello"),
        ("bc\x01a", "abc"),
        ("bc\x1b[Ha\x1b[Fd", "abcd"),
        ("bc\x1b[1~a\x1b[4~d", "abcd"),
        ("bc\x1bOHa\x1bOFd", "abcd"),
        ("abX\x7fc", "abc"),
        ("abXc\x1b[D\x1b[D\x1b[3~", "abc"),
        ("Xabc\x01\x04", "abc"),
        ("abc XYZ\x17", "abc"),
        ("XYZabc\x01\x06\x06\x06\x15", "abc"),
        ("abcXYZ\x02\x02\x02\x0b", "abc"),
        ("one two\x1b[1;5D\x0b", "one"),
        ("\xe9\u20ac!\x1b[D\x7f", "\xe9!"),
        ("abc\x0c", "abc"),
    ]:
        assert shell.row(keys) == row, repr(keys)


def test_long_lines_scroll(shell):
    screen = shell.keys("0123456789" * 20)
    assert all(len(row) < 80 for row in screen.lines())
    assert screen.lines()[-1].startswith(PROMPT + "<")
    screen = shell.keys("0123456789" * 20 + "\x01")
    row = screen.lines()[-1]
    assert row.startswith(PROMPT + "0123456789") and row.endswith(">")


def test_an_incomplete_escape_sequence_does_not_swallow_enter(shell):
    assert shell.run("echo one\x1b") == ["one"]
    assert shell.run("echo two\x1b[") == ["two"]
    assert shell.run("echo three\x1b[1;") == ["three"]
    assert shell.run("echo four\x1bO") == ["four"]
    assert shell.row("five\x1b[") == "five"


def test_a_line_that_is_too_long_is_not_run(shell):
    shell.run("echo before")
    shell.type("echo " + "x" * 5000 + "\r")
    shell.machine.expect(re.escape("not run: 909 bytes did not fit in the line, which has at most 4096"))
    shell.wait_prompt()
    # Its end is not a line of its own either, and it is not in the history.
    assert shell.row("\x1b[A") == "echo before"
    # One that fits is run whole.
    assert shell.text("echo " + "y" * 4091).count("y") == 4091


def test_history(shell):
    shell.run("echo one")
    shell.run("echo two")
    assert shell.row("\x1b[A") == "echo two"
    assert shell.row("\x1b[A\x1b[A") == "echo one"
    assert shell.row("draft\x1b[A\x1b[B") == "draft"
    assert shell.run("\x1b[A\x1b[A") == ["one"]
    # Entered again, it is the newest, and is there once.
    assert shell.row("\x1b[A") == "echo one"
    assert shell.row("\x1b[A\x1b[A") == "echo two"
    assert shell.run("\x10\x10\x7f\x7f\x7fthree") == ["three"]


def test_completion(shell):
    assert shell.row("insp\t@ti\t") == "inspect @timer"
    assert shell.row("call @ti\tsl\tn\t5)") == "call @timer sleep(ns: 5)"
    assert shell.row("call @ti\tnow\t") == "call @timer now()"
    assert shell.row('run "hel\tw\tx: @te\t') == 'run "hello" with { x: @terminal'
    assert shell.row("inspect ProcessH\t") == "inspect ProcessHandle"
    assert shell.row('spawn "echo" with { e: end\tEc\t') == 'spawn "echo" with { e: endpoint Echo'
    rows = shell.keys("inspect T\t").lines()
    listed = " ".join(rows[:-1]).split()
    assert {"TerminalOutput", "TerminalSession", "ThreadControl", "ThreadSpawner", "Timer"} <= set(listed)
    assert rows[-1].startswith(PROMPT + "inspect T")
    assert shell.keys("nonsense \t").bells == 1
    shell.run("call @frames allocFrame() -> $page")
    assert shell.row("drop $\t") == "drop $page"
    shell.run("drop $page")


def offered(shell, line):
    """What Tab lists behind a line; when there is nothing, what stands behind the prompt afterwards, and the bells."""
    screen = shell.keys(line + "\t")
    return sorted(" ".join(screen.lines()[1:-1]).split()) or (screen.lines()[-1][len(PROMPT):], screen.bells)


def offers_nothing(shell, line):
    return offered(shell, line) == (line.rstrip(), 1)


def test_completion_of_arguments_follows_their_types(shell):
    # A number, a text: nothing but the bell.
    assert offers_nothing(shell, "call @timer sleep(ns: ")
    assert offers_nothing(shell, "call @terminal writeLine(text: ")
    # The members of the struct that is open, and those of them that are not given.
    assert shell.row("call @terminal readLine(re\t\t") == "call @terminal readLine(request: ("
    assert offered(shell, "call @terminal readLine(request: (") == ["echo:", "maxBytes:", "prompt:"]
    assert offered(shell, 'call @terminal readLine(request: (prompt: "(x, ", ') == ["echo:", "maxBytes:"]
    assert shell.row('call @terminal readLine(request: (maxBytes: 3, e\th\t))') == \
        'call @terminal readLine(request: (maxBytes: 3, echo: hidden))'
    assert offered(shell, "call @terminal readLine(request: (echo: ") == ["hidden", "visible"]
    assert offers_nothing(shell, "call @terminal readLine(request: (echo: hidden), ")
    assert "crossSessionShareable" in offered(shell, "call @capabilities restrict(capability: @timer, scope: ")


def test_completion_of_capabilities_offers_what_fits(shell):
    shell.run('spawn "echo" with { echo: endpoint Echo } -> $e')
    # The parameter is a ProcessHandle; the name of what it serves begins in the same way.
    assert shell.row("call @capabilities grant(child: \t") == "call @capabilities grant(child: $e"
    assert shell.row("wait \t") == "wait $e"
    # What may not be given away is not offered to a service; to @capabilities, which only looks, it is.
    given = offered(shell, "call $e.echo keep(capability: ")
    assert "@timer" in given and "$e.echo" in given and not {"@memory", "@thread", "@capabilities", "$e"} & set(given)
    assert {"@memory", "$e"} <= set(offered(shell, "call @capabilities lend(capability: "))
    granted = offered(shell, 'run "hello" with { a: ')
    assert {"@timer", "client", "endpoint"} <= set(granted) and not {"@memory", "$e"} & set(granted)
    # No session is held.
    assert offers_nothing(shell, 'run "hello" as ')
    assert "park" not in offered(shell, 'run "hello" with { park, ')
    shell.run("call $e.echo exit(code: 0)")
    shell.run("drop $e")


def test_interrupt_gives_up_a_call(shell):
    before = shell.totals()
    shell.type("call @timer sleep(ns: 3600000000000)\r")
    shell.machine.expect("\n")
    shell.type("\x03")
    shell.machine.expect(r"\^C: the call was cancelled")
    shell.wait_prompt()
    assert shell.totals() == before


def test_interrupt_ends_a_child(shell):
    before = shell.totals()
    shell.type('run "echo" with { echo: endpoint Echo }\r')
    shell.machine.expect("\n")
    shell.type("\x03")
    shell.machine.expect("echo was killed")
    shell.wait_prompt()
    shell.run('spawn "echo" with { echo: endpoint Echo } -> $e')
    shell.type("wait $e\r")
    shell.machine.expect("\n")
    shell.type("\x03")
    shell.machine.expect("it is still running")
    shell.wait_prompt()
    shell.run("call $e kill()")
    shell.run("wait $e")
    shell.run("drop $e")
    assert shell.totals() == before


def test_type_ahead_is_the_next_line(shell):
    shell.type("call @timer sleep(ns: 500000000)\recho typed ahead\r")
    shell.machine.expect(r"\n(?s:.*)\ntyped ahead")
    shell.wait_prompt()


def test_end_of_input_ends_the_shell_and_init_starts_it_again(shell):
    shell.run("call @frames allocFrame() -> $page")
    before = shell.totals()
    shell.type("\x04")
    shell.machine.expect("The shell ends")
    shell.machine.expect("Type `help` first")
    shell.wait_prompt()
    assert not [row for row in shell.run("caps") if row.startswith("$")]
    after = shell.totals()
    assert after["processes"] == before["processes"]
    assert after["objects"] == before["objects"] - 1


def test_rubbish_on_the_line_does_not_end_the_shell(shell):
    shell.machine.send("\x00\x07\x1b[999;999;999m\x1b]0;title\x1bP\xff\xfe" + "\x1b" * 50 + "[A" * 50 + "x" * 3000)
    shell.machine.send("\x03")
    shell.machine.expect(r"\^C")
    shell.wait_prompt()
    assert shell.run("echo alive") == ["alive"]
