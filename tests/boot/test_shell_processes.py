# SPDX-License-Identifier: MIT
"""Looking at what runs: ps, top, cpus."""
import re

ROW = re.compile(r"^ *(\d+) +(\d+) (\S+) +(\d+) +(\d+) (running|ready|blocked|exiting) +(\d+) +(\d+)K +(\d+)(?:  (.*))?$")
THREAD = re.compile(r"^ *(\d+) (\S+) +(\d+) +(\d+) +\d+[ +] (running|ready|blocked|exiting) +(\d+) +(\d+)(?:  (.*))?$")
RECENT = re.compile(r"^ *(\d+) (\S+) +(\d+) +(\d+) (running|ready|blocked|exiting) +(\d+\.\d) +(\d+) +(\d+)K(?:  (.*))?$")


def rows(pattern, lines):
    found = [pattern.match(line) for line in lines]
    assert all(found), [line for line, match in zip(lines, found) if not match]
    return [match.groups() for match in found]


def test_ps(shell):
    answer = shell.run("ps")
    assert answer[0].split() == ["PID", "PARENT", "NAME", "THR", "CPU", "STATE", "CPU", "MS", "MEMORY", "CAPS", "WAITS", "FOR"]
    found = rows(ROW, answer[1:])
    assert [int(row[0]) for row in found] == sorted(int(row[0]) for row in found)
    by_name = {row[2]: row for row in found}
    assert {"init", "uart", "terminal", "shell"} <= set(by_name)
    assert by_name["shell"][5] == "running" and by_name["shell"][9] is None
    assert by_name["shell"][1] == by_name["init"][0], "its parent"
    assert by_name["init"][9].startswith("process "), "init waits for its children"
    assert re.match(rf"calls|SerialPort of {by_name['uart'][0]}", by_name["terminal"][9])


def test_ps_threads(shell):
    answer = shell.run("ps threads")
    assert answer[0].split() == ["PID", "NAME", "THREAD", "CPU", "PRIO", "STATE", "CPU", "MS", "SUBMITTED", "WAITS", "FOR"]
    found = rows(THREAD, answer[1:])
    assert [(row[1], row[2]) for row in found if row[1] == "shell"] == [("shell", "0")]
    pid = [row[0] for row in found if row[1] == "terminal"][0]
    one = rows(THREAD, shell.run("ps " + pid)[1:])
    assert [row[:3] for row in one] == [(pid, "terminal", "0")]
    assert int(one[0][6]) >= int([row for row in found if row[0] == pid][0][6]) > 0, "operations only add up"


def test_ps_of_a_service_that_is_called(shell):
    """Who waits for whom: a call that echo does not answer yet, and what echo itself waits for."""
    before = shell.totals()
    shell.run('spawn "echo" with { echo: endpoint Echo } -> $e')
    pid = re.search(r"pid = (\d+)", shell.text("call $e info()")).group(1)
    found = {row[2]: row for row in rows(ROW, shell.run("ps")[1:])}
    assert found["echo"][0] == pid and found["echo"][9] == "calls"
    shell.run("call $e kill()")
    shell.run("wait $e")
    shell.run("drop $e")
    assert shell.totals() == before


def test_ps_mistakes(shell):
    shell.error("ps 999999", 3, "the number of a process that runs")
    shell.error("ps 99999999999", 3, "expected `threads`, or the number of a process")
    shell.error("ps thread", 3, "expected `threads`, or the number of a process")
    shell.error("ps threads 1", 11, "the end of the line")
    shell.error("ps -t", 3, "expected")
    assert shell.run("ps -t")[-1] == "usage: ps [threads | pid]"


def test_cpus(shell):
    answer = shell.run("cpus")
    assert answer[0].split() == ["CPU", "IDLE", "%", "SWITCHES", "INTERRUPTS", "TIMER", "KICKS", "STEALS", "SENT", "FLUSHES", "ANSWERED"]
    assert len(answer) == 2, "one CPU"
    first, later = answer[1].split(), shell.run("cpus")[1].split()
    assert first[0] == "0" and 0 <= float(first[1]) <= 100
    assert int(later[2]) > int(first[2]) > 0 and int(later[3]) > int(first[3]) > 0
    assert first[5:] == ["0"] * 5, "with nobody else there is nobody to interrupt"


def test_top_rounds(shell):
    """As many tables as were asked for, below one another, without a single escape sequence."""
    before = shell.totals()
    shell.machine.send("top 2\r")
    shell.wait_prompt(timeout=30)
    assert "\x1b" not in shell.machine.before
    lines = shell.machine.before.replace("\r", "").split("\n")[1:-1]
    starts = [number for number, line in enumerate(lines) if line.startswith("up ")]
    assert len(starts) == 2 and starts[0] == 0
    for start, end in zip(starts, starts[1:] + [len(lines)]):
        table = lines[start:end]
        assert re.fullmatch(r"up \d+:\d\d:\d\d, \d+ processes, \d+ threads, \d+ of \d+ MiB free", table[0])
        assert re.fullmatch(r"CPU 0 +\d+\.\d % busy, \d+ switches/s, \d+ interrupts/s, \d+ ready", table[1])
        assert table[2].split()[:4] == ["PID", "NAME", "THR", "CPU"]
        found = rows(RECENT, table[3:])
        assert {"init", "uart", "terminal", "shell"} <= {row[1] for row in found}
        shares = [float(row[5]) for row in found]
        assert shares == sorted(shares, reverse=True) and sum(shares) <= 101
    assert shell.totals() == before


def test_top_live(shell):
    """It draws over what it drew, knows its keys, and leaves the prompt behind; other keys are lost."""
    machine = shell.machine
    before = shell.totals()
    for leave in ("q", "\x03"):
        machine.send("top\r")
        for _ in range(2):
            machine.expect(r"\x1b\[H(?:\x1b\[2J\x1b\[H)?up [^\n]*q leaves")
            machine.expect(r" PID NAME +THR CPU [^\n]*\n(.*)\x1b\[J")
            assert " shell " in machine.match.group(1) and " init " in machine.match.group(1)
        machine.send("xyt")
        machine.expect(r" PID NAME +THREAD CPU [^\n]*\n(.*)\x1b\[J")
        assert " shell " in machine.match.group(1)
        machine.send(leave)
        shell.wait_prompt()
        assert shell.run("echo back") == ["back"]
    assert shell.totals() == before


def test_top_rows_fit_the_terminal(boot):
    """Eight CPUs share rows; no row is longer than the terminal, and there are no more than it has."""
    machine = boot("test", smp=8)
    machine.prompt()
    machine.send("top threads\r")
    machine.expect("\x1b\\[J")
    machine.send("q")
    machine.prompt()
    table = [row.split() for row in machine.run("cpus").splitlines()[1:]]
    assert [row[0] for row in table] == [str(number) for number in range(8)]
    assert sum(int(row[5]) for row in table) > 0 and sum(int(row[7]) for row in table) > 0, "they tell one another of work"
    # The first picture was consumed by the expectation above: look at the terminal's log.
    text = machine.terminal_text()
    picture = text[text.rindex("\x1b[2J"):].split("\x1b[J")[0].replace("\x1b[2J", "").replace("\x1b[H", "")
    lines = [row.replace("\x1b[K", "").replace("\r", "") for row in picture.split("\n")]
    assert 5 < len(lines) <= 24
    assert all(len(row) < 80 for row in lines), [row for row in lines if len(row) >= 80]
    assert len(re.findall(r"CPU \d +\d+\.\d", picture)) == 8


def test_top_mistakes(shell):
    shell.error("top 0", 4, "expected 1 to 999999 rounds")
    shell.error("top never", 4, "expected `threads`, or how many rounds")
    shell.error("top threads x", 12, "how many rounds")
    shell.error("top 1 2", 6, "the end of the line")
