# SPDX-License-Identifier: MIT
"""demos/threads: as docs/threads.md shows it, and what the shell gives to a child by name."""
import os
import re

from capos_boot import PROMPT, ROOT


def transcript():
    """[(command, lines printed)] of the section `To see it`."""
    with open(os.path.join(ROOT, "docs", "threads.md")) as file:
        text = file.read()
    commands = []
    for line in re.findall(r"^    (.*)$", text[text.index("## To see it"):text.index("## With the runtime")], re.M):
        if line.startswith(PROMPT):
            commands.append((line[len(PROMPT):], []))
        else:
            commands[-1][1].append(line)
    return commands


def plain(lines, numbers):
    """Numbers of processes and times differ from run to run; what was counted does not."""
    lines = [line.rstrip() for line in lines]
    return lines if numbers else [re.sub(r"\s+", " ", re.sub(r"\d+", "N", line)) for line in lines]


def follow(shell):
    pid = None
    for command, expected in transcript():
        if command.startswith("ps "):
            command = "ps " + pid
        for _ in range(20 if command.startswith("ps ") else 1):
            shown = shell.run(command)
            if plain(shown, False) == plain(expected, False):
                break  # threads that were just made may still be on their way
        assert plain(shown, command.startswith("run")) == plain(expected, command.startswith("run")), command
        if match := re.search(r"runs as process (\d+)", "\n".join(shown)):
            pid = match.group(1)


def test_as_documented(shell):
    before = shell.totals()
    assert len(transcript()) == 7
    follow(shell)
    assert shell.totals() == before


def test_on_several_cpus(boot, leak_check):
    """The same, whichever CPU runs which thread."""
    from shell_session import ShellSession
    machine = boot("test", smp=4)
    machine.prompt()
    check = leak_check(machine)
    run = transcript()[0]
    for _ in range(5):
        shown = ShellSession(machine).run(run[0], timeout=60)
        assert [line.rstrip() for line in shown] == run[1]
    check.compare()


def test_own_grants(shell):
    """A name alone gives the child something of its own, once, and only what was named."""
    before = shell.totals()
    names = ["threads", "park", "session", "capabilities", "frames", "endpoints"]
    text = shell.text('run "hello" with { terminal: @terminal, ' + ", ".join(names) + " }")
    assert "I hold 9 capabilities" in text
    for name, interface in zip(names, ["ThreadSpawner", "ParkSpace", "UserSession", "CapabilityManager", "FrameAllocator", "EndpointFactory"]):
        assert re.search(rf"^  {name} +{interface}", text, re.M), name
    text = shell.text('run bare "hello" with { terminal: @terminal, memory }')
    assert "I hold 2 capabilities" in text and "VirtualMemory" in text
    text = shell.text('run "hello" with { terminal: @terminal, threads: @timer }')
    assert re.search(r"^  threads +Timer", text, re.M), "a name with a capability is that capability"
    shell.error('run "hello" with { timer }', 19, "expected : and a capability behind it")
    shell.error('run "hello" with { threads, threads }', 28, "another name")
    assert shell.totals() == before
