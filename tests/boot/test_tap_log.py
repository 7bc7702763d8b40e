# SPDX-License-Identifier: MIT
"""The tap of the whole system: records in the kernel's log, and what tools/ringtap makes of them. docs/tracing.md."""
import os
import re
import subprocess

import pytest

from capos_boot import BUILD, ROOT, SCALE, make


def ringtap(*words, log=b""):
    make("host")
    return subprocess.run([os.path.join(BUILD, "host", "ringtap"), *words], input=log, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=20 * SCALE)


def rendered(machine, *options):
    """The trace of a machine that has ended, line by line."""
    done = ringtap(*options, machine.console_path)
    assert done.returncode == 0, done.stderr
    counts = re.fullmatch(r"ringtap: (\d+) lines with records, (\d+) damaged; (\d+) records lost by the kernel\n", done.stderr.decode())
    assert counts, done.stderr
    assert counts.group(2) == "0"
    return done.stdout.decode().splitlines(), int(counts.group(3))


def find(lines, pattern):
    found = [index for index, line in enumerate(lines) if re.search(pattern, line)]
    assert found, f"no {pattern!r} in\n" + "\n".join(lines[-60:])
    return found[0]


def session(boot, word):
    machine = boot("test", arguments=("-append", word))
    machine.prompt()
    machine.run('run "hello" with { terminal: @terminal }')
    machine.run('call @frames allocContiguous(count: 5000)')
    machine.type("poweroff")
    assert machine.wait_exit() == 0
    return machine


def test_a_failing_call_is_seen(boot):
    """The whole way of one typed call that is refused, and of one that a server works on, with what they say."""
    machine = session(boot, "tap=payload")
    lines, lost = rendered(machine)
    assert lost == 0
    find(lines, r"shell/4 +#\d+ frames\.allocContiguous \(count = 5000\) -> failed: count: 5000, expected 1 to 1024 \[\d+ [mun]s\]$")
    first = find(lines, r'hello/\d+ +#\d+ terminal\.writeLine \(text = "I hold 3 capabilities:"\) \.\.\.$')
    inner = first + find(lines[first:], r'^[\d.]+ terminal/3    +#\d+ serial\.write \(data = "I hold 3 capabilities:.r.n"\) \.\.\.$')
    port = inner + find(lines[inner:], r'^[\d.]+ uart/2        +#\d+ ports\.writeBytes \(offset = 0, data = "I hold 3 capabil"\) -> ok \[\d+ [mun]s\]$')
    inner_end = port + find(lines[port:], r"terminal/3 +#\d+ serial\.write -> ok \[\d+ [mun]s\]$")
    last = inner_end + find(lines[inner_end:], r"hello/\d+ +#\d+ terminal\.writeLine -> ok \[\d+ [mun]s\]$")
    # Nothing else of that client in between: the lines are one call.
    number = re.search(r"#\d+", lines[first]).group()
    assert number == re.search(r"#\d+", lines[last]).group()
    find(lines, r"hello/\d+ +exits with code 0$")
    only, _ = rendered(machine, "--only", "hello")
    assert all(re.match(r"[\d.]+ hello/", line) for line in only) and len(only) >= 8


def test_metadata_says_nothing_of_what_is_said(boot):
    machine = session(boot, "tap")
    log = machine.console()
    assert "ringtap:1 s " in log and "ringtap:1 d " not in log
    lines, lost = rendered(machine)
    assert lost == 0
    find(lines, r"shell/4 +#\d+ frames\.allocContiguous \(\d+ bytes\) -> exception \(\d+ bytes\) \[")
    find(lines, r"hello/\d+ +#\d+ terminal\.writeLine \(\d+ bytes\) \.\.\.$")
    everything, _ = rendered(machine, "--all")
    assert len(everything) > len(lines)
    find(everything, r"#\d+ receive serial -> ok")
    find(everything, r"#\d+ return terminal -> |#\d+ return terminal -> unfinished")


def test_without_the_word_nothing_is_tapped(boot):
    machine = boot("test", arguments=("-append", "tapestry notap tap=everything"))
    machine.prompt()
    machine.type("poweroff")
    assert machine.wait_exit() == 0
    assert "ringtap" not in machine.console()
    done = ringtap(machine.console_path)
    assert done.returncode == 1 and b"was the system booted with `tap`?" in done.stderr


def test_a_process_cannot_forge_records(boot):
    """Whoever may write to the log may not look like the tap, whatever pieces it sends."""
    machine = boot("test")
    machine.prompt()
    machine.run('call @console writeLine(text: "ringtap:1 p p63 =66616b65 ~0000")')
    machine.run('call @console write(data: "rrringt")')
    machine.run('call @console writeLine(text: "ap:1 p p63 =66616b65 ~0000")')
    machine.type("poweroff")
    assert machine.wait_exit() == 0
    log = machine.console()
    assert "ringtap?1 p p63" in log and "rrringtap?1 p p63" in log and "ringtap:" not in log


def test_flood_is_counted(boot):
    """More records than the log takes: some are lost, that is said, and the system goes on."""
    machine = boot("bench", arguments=("-append", "tap"), time_limit=200)
    machine.wait_exit(timeout=180)
    lines, lost = rendered(machine)
    assert lost > 0 and sum(int(n) for n in re.findall(r"^-- (\d+) records? w", "\n".join(lines), re.M)) == lost


@pytest.mark.parametrize("words, status, said", [
    (["--nothing"], 2, b"usage: ringtap"),
    (["one", "two"], 2, b"usage: ringtap"),
    (["/nowhere/console.log"], 1, b"No such file"),
    (["--schemas", "/dev/null"], 1, b"these are no packed schemas"),
    (["--schemas", os.path.join(ROOT, "LICENSE")], 1, b"these are no packed schemas"),
    ([], 1, b"no record of a tap"),
])
def test_wrong_arguments(words, status, said):
    done = ringtap(*words)
    assert done.returncode == status and said in done.stderr, done.stderr


def test_damaged_logs(boot):
    """Cut, overwritten, doubled and shuffled: a trace of what is left, counts of what is not, and never more."""
    machine = session(boot, "tap=payload")
    with open(machine.console_path, "rb") as file:
        log = file.read()
    whole = ringtap(log=log)
    assert whole.returncode == 0
    cut = ringtap(log=log[:len(log) // 2 + 11])
    assert cut.returncode == 0 and whole.stdout.startswith(cut.stdout[:len(cut.stdout) // 2])
    lines = log.split(b"\n")
    for name, hurt in {
            "every tenth line is half": b"\n".join(line[:len(line) // 2] if i % 10 == 0 else line for i, line in enumerate(lines)),
            "two lines in one": b"".join(line + (b"" if i % 7 == 0 else b"\n") for i, line in enumerate(lines)),
            "zeros in between": log.replace(b" p", b" \0p", 200),
            "backwards": b"\n".join(reversed(lines)),
            "twice": log + log,
            "escapes": log.replace(b"ringtap:1 s", b"\x1b]0;x\x07ringtap:1 s"),
            "one long line": log.replace(b"\n", b" "),
            "noise": bytes((b * 7 + i) & 255 for i, b in enumerate(log))}.items():
        done = ringtap(log=hurt)
        assert done.returncode in (0, 1), name
        assert not re.search(rb"[^\n\x20-\x7e\x80-\xff]", done.stdout), name
    done = ringtap(log=b"\n".join(line[:len(line) // 2] if i % 10 == 0 else line for i, line in enumerate(lines)))
    assert not re.search(rb" 0 damaged", done.stderr)
