# SPDX-License-Identifier: MIT
"""Calls on answers that are still to come: the session of docs/pipelining.md as it is printed there, and a service that hands out
more of itself. The fixture compares the Inspector's totals at the end of each test."""
import os
import re

from capos_boot import PROMPT, ROOT


def documented():
    """[(command, lines printed)] of the page."""
    with open(os.path.join(ROOT, "docs/pipelining.md"), encoding="utf-8") as file:
        lines = re.findall(r"^    (.*)$", file.read(), re.M)
    commands = []
    for line in lines:
        if line.startswith(PROMPT):
            commands.append((line[len(PROMPT):], []))
        elif commands:
            commands[-1][1].append(line)
    return commands


def plain(lines):
    """Numbers of processes differ."""
    return [re.sub(r"process \d+", "process N", line.strip()) for line in lines if line.strip()]


def test_the_session_of_the_page(shell):
    commands = documented()
    assert len(commands) >= 4
    for command, expected in commands:
        assert plain(shell.run(command, timeout=60)) == plain(expected), command


def start(shell):
    shell.run('spawn "directory" with { directory: endpoint Directory, endpoints: @endpoints } -> $d')


def end(shell, *names):
    shell.run("call $d kill()")
    for name in (*names, "d"):
        shell.run(f"drop ${name}")


def test_directories_by_hand(shell):
    start(shell)
    assert shell.run("call $d.directory list()") == ['(names = ["welcome", "east", "west"])']
    shell.run('call $d.directory open(name: "west") -> $w')
    assert shell.run('call $w read(name: "notice")') == ['(text = "This wing is being painted.")']
    # What one has is all that one can reach.
    assert shell.run('call $w open(name: "east")') == ['failed: name: no directory "east" in west']
    assert shell.run('call $w open(name: "..")') == ['failed: name: no directory ".." in west']
    assert shell.run('call $d.directory read(name: "east")') == ['failed: name: "east" in museum is a directory, not a text']
    end(shell, "w")


def test_clients_cannot_make_it_keep_more(shell):
    """The same directory any number of times is one endpoint; and a client that asks for nonsense hears so."""
    start(shell)
    shell.run('call $d.directory open(name: "west") -> $first')
    with_one = shell.totals()["objects"]
    for _ in range(3):
        shell.run('call $d.directory open(name: "west") -> $again')
        shell.run("drop $again")
    assert shell.totals()["objects"] == with_one
    assert shell.text(f'call $d.directory open(name: "{"x" * 200}")').startswith('failed: name: no directory "xxxx')
    assert shell.text(f'call $d.directory open(name: "{"x" * 900}")').startswith("failed: ")
    assert shell.text('call $d.directory timer(name: "clock")') == 'failed: name: no clock "clock" in museum'
    assert shell.text('call $d.directory list()') == '(names = ["welcome", "east", "west"])'
    end(shell, "first")


def test_without_a_timer_the_clock_fails(shell):
    """Then all that hangs on the clock fails with the same words."""
    start(shell)
    shown = shell.run('run "directory-client" with { directory: $d.directory, terminal: @terminal }', timeout=60)
    assert shown[-2:] == ["this went wrong: failed: the clock is being repaired: nobody gave the museum a timer",
                          "directory-client exited with code 1"]
    end(shell)


def test_the_wrong_service(shell):
    assert shell.run('run "directory-client" with { directory: @timer, terminal: @terminal }') == \
        ["needs a Directory named directory: the capability has another interface", "directory-client exited with code 2"]
