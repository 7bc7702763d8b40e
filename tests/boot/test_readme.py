# SPDX-License-Identifier: MIT
"""The first session in the README, typed line by line: it must still go as it is printed there. Numbers may differ, and what `ps` says
of a process at that moment."""
import os
import re

from capos_boot import PROMPT, ROOT


def session():
    """[(command, lines printed)] of the README, and the lines before the first prompt."""
    with open(os.path.join(ROOT, "README.md")) as file:
        text = file.read()
    lines = re.findall(r"^    (.*)$", text[text.index("## A first session"):text.index("## The tree")], re.M)
    commands, before = [], []
    for line in lines:
        if line.startswith(PROMPT.strip()):
            command = line[len(PROMPT):]
            if command:
                commands.append((command, []))
        else:
            (commands[-1][1] if commands else before).append(line)
    return before, commands


def plain(lines):
    return [re.sub(r"\s+", " ", re.sub(r"\d+", "N", line)).strip() for line in lines if line.strip()]


def test_first_session(boot):
    before, commands = session()
    assert len(commands) > 10
    machine = boot("default")
    welcome = plain(machine.prompt().splitlines())
    assert plain(before)[-len(welcome):] == welcome
    for command, expected in commands[:-1]:
        shown = machine.run(command).splitlines()
        if command == "ps":
            names = [line.split()[2] for line in shown]
            assert names == [line.split()[2] for line in expected], shown
        else:
            assert plain(shown) == plain(expected), command
    assert commands[-1][0] == "poweroff"
    machine.type("poweroff")
    assert machine.wait_exit() == 0
