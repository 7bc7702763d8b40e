# SPDX-License-Identifier: MIT
"""Sessions that are printed in pages of docs/, played at a real prompt: what comes must be what the page says."""
import os
import re

from capos_boot import PROMPT, ROOT


def session(page):
    """[(command, lines printed)] of docs/PAGE, from its indented lines."""
    with open(os.path.join(ROOT, "docs", page), encoding="utf-8") as file:
        lines = re.findall(r"^    (.*)$", file.read(), re.M)
    commands = []
    for line in lines:
        if line.startswith(PROMPT):
            commands.append((line[len(PROMPT):], []))
        elif commands:
            commands[-1][1].append(line)
    return commands


def plain(lines):
    """Without what differs from run to run: numbers of processes, and the time."""
    return [re.sub(r"process \d+", "process N", re.sub(r"ns = \d+", "ns = N", line.strip())) for line in lines if line.strip()]


def play(shell, page, least):
    """Types every command of the page; at least so many."""
    commands = session(page)
    assert len(commands) >= least, f"docs/{page} has only {len(commands)} commands"
    for command, expected in commands:
        assert plain(shell.run(command, timeout=60)) == plain(expected), command
