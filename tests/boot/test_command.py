# SPDX-License-Identifier: MIT
"""./capos run, as a person uses it and as a script does: what goes in, and the ways out. Mistakes are in test_command_line.py."""
import fcntl
import os
import re
import shutil
import signal
import subprocess
import time

import pexpect
import pytest

from capos_boot import BUILD, PANIC_EXIT, PROMPT, ROOT, SCALE, forget, make


def command(*words, script=b"", tree=ROOT, **options):
    """./capos with a script as its input; standard error is in stdout."""
    # timeout ends the whole group, QEMU too.
    return subprocess.run(["timeout", "-k", "5", str(int(90 * SCALE)), "./capos", *words], cwd=tree, input=script,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)


@pytest.fixture(scope="module", autouse=True)
def built():
    """The limits of time here are for what runs, not for a first build."""
    make("kernel", "host", "system-default")


def shown(done):
    return done.stdout.decode(errors="replace")


@pytest.fixture
def person():
    """person("run", ...): ./capos on a terminal, at the prompt; ahead: what is typed as soon as there is a terminal."""
    children = []

    def start(*words, ahead="", wait=re.escape(PROMPT), first="./capos"):
        children.append(pexpect.spawn("timeout", ["--foreground", "-k", "5", "120", first, *words], cwd=ROOT,
                                      encoding="utf-8", echo=False, timeout=90 * SCALE))
        children[-1].delaybeforesend = None
        children[-1].send(ahead)
        children[-1].expect(wait)
        return children[-1]

    yield start
    for child in children:
        child.close(force=True)


def exit_status(child):
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus


def files_of_run(text):
    """The kernel's log, as the run has named it."""
    return os.path.join(ROOT, re.search(r"kernel log: (\S+)", text).group(1))


# --- a person ---


def test_run_and_poweroff(person):
    child = person("run")
    child.send("poweroff\r")
    assert exit_status(child) == 0


def test_run_and_ctrl_a_x(person):
    """And the terminal is as it was before."""
    child = person("-c", "stty -a; ./capos run; echo status $?; stty -a", first="bash")
    before = re.search(r"\bspeed.*?\r\n\S*capos: ", child.before, re.S).group()
    child.send("\x01x")
    child.expect("status 0\r\n")
    assert exit_status(child) == 0
    after = child.before
    for mode in ("icanon", "echo", "isig", "icrnl", "ixon"):
        assert (f" {mode}" in before) == (f" {mode}" in after), (mode, before, after)


@pytest.mark.parametrize("options", [[], ["--iso"]], ids=["pvh", "iso"])
def test_what_is_typed_before_the_machine_listens_is_kept(person, options):
    """Boot loaders empty the line, and a device that is set up loses what it has."""
    child = person("run", *options, ahead="".join(f"echo ahead {i}\r" for i in range(100)), wait="\nahead 99\r+\n")
    lines = re.findall(r"^ahead \d+", child.before.replace("\r", ""), re.M)
    assert lines == [f"ahead {i}" for i in range(99)]
    child.expect(re.escape(PROMPT))
    child.send("poweroff\r")
    assert exit_status(child) == 0


@pytest.mark.parametrize("typed", ["", "x" * 1000], ids=["nothing", "much"])
def test_ctrl_a_x_ends_a_machine_that_does_not_listen(person, typed):
    """This system has no terminal."""
    make("system-stress")
    child = person("run", "--system", "stress", wait="kernel log: ")
    child.send(typed + "\x01x")
    assert exit_status(child) == 0


@pytest.fixture
def all_end():
    """all_end(log): waits until no program of the run with that log is left; each holds the lock of the run's files."""
    def wait(log):
        with open(log.replace("console", "run").replace(".log", ".lock")) as file:
            deadline = time.monotonic() + 20 * SCALE
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    return
                except BlockingIOError:
                    assert time.monotonic() < deadline, "a program of the run is still there"
                    time.sleep(0.1)

    return wait


def test_terminal_that_hangs_up_ends_the_machine(person, all_end):
    child = person("run", "--tap")
    log = files_of_run(child.before)
    child.close(force=True)
    all_end(log)


@pytest.mark.parametrize("number, everybody", [(signal.SIGTERM, False), (signal.SIGINT, True)], ids=["command-alone", "ctrl-c"])
def test_signal_ends_a_script(number, everybody, all_end):
    """A script that never ends; the signal goes to ./capos alone, or as Ctrl-C does to all programs in the foreground."""
    child = subprocess.Popen(["./capos", "run", "--tap"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             text=True, start_new_session=True)
    try:
        text = ""
        while "Type `help` first" not in text:
            line = child.stdout.readline()
            assert line, text
            text += line
        (os.killpg if everybody else os.kill)(child.pid, number)
        all_end(files_of_run(text))
        assert child.wait(20 * SCALE) == (130 if everybody else -number)
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
        child.stdin.close()
        child.stdout.close()


def test_status_of_power_off(person):
    child = person("run")
    child.send("call @system powerOff(status: 32)\r")
    child.expect("failed: status must be 0 to 31")
    child.expect(re.escape(PROMPT))
    child.send("call @system powerOff(status: 31)\r")
    child.expect("the machine was switched off with status 31")
    assert exit_status(child) == 31


def test_end_of_input_of_a_person_ends_the_shell_only(person):
    child = person("run")
    child.send("\x04")
    child.expect("The shell ends")
    child.expect(re.escape(PROMPT))
    child.send("poweroff\r")
    assert exit_status(child) == 0


def test_run_options(person):
    child = person("run", "--iso", "--smp", "2", "--mem", "128M", "--system", "json-door")
    child.send("poweroff\r")
    assert exit_status(child) == 0


@pytest.mark.parametrize("options", [[], ["--iso"]])
def test_run_with_a_trace(person, tmp_path, options):
    """The trace is there while the system runs, and whole when it has ended."""
    trace = tmp_path / "trace"
    child = person("run", f"--tap={trace}", "--payload", *options)
    assert "tracing every call, with what it says: tail -f " in child.before
    child.send("call @null echo(value: 4711)\r")
    child.expect(re.escape(PROMPT))
    deadline = time.monotonic() + 20 * SCALE
    while "null.echo (value = 4711) -> ok (value = 4711)" not in trace.read_text() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert "null.echo (value = 4711) -> ok (value = 4711)" in trace.read_text()
    assert "system.powerOff" not in trace.read_text()
    child.send("poweroff\r")
    child.expect(r"lines with records, 0 damaged; 0 records lost by the kernel")
    assert exit_status(child) == 0
    assert "system.powerOff (status = 0)" in trace.read_text()


def test_run_shows_a_panic():
    """The kernel stops at a broken package; make takes the file for current, because it is newer than what it is made of."""
    make("kernel", "system-json-door")
    package = os.path.join(BUILD, "systems", "json-door", "manifest.bin")
    try:
        os.truncate(package, os.path.getsize(package) // 2)
        done = command("run", "--system", "json-door", env={**os.environ, "OVERLAY": ""})
    finally:
        os.unlink(package)
        forget("system-json-door")
    assert done.returncode == PANIC_EXIT, shown(done)
    assert "kernel panic: " in shown(done) and "#0 " in shown(done), shown(done)
    assert re.search(r"build/run/console(-\d+)?\.log", shown(done).splitlines()[-1])


# --- a script ---


def test_script_is_typed_whole(person):
    """More than every buffer between here and the shell holds, and there before the machine is."""
    lines = [f"line {i} {'x' * (i % 90)}" for i in range(600)]
    done = command("run", script="".join(f"echo {line}\n" for line in lines).encode())
    assert done.returncode == 0, shown(done)
    assert [line for line in shown(done).splitlines() if line.startswith("line ")] == lines
    # As text: what only a terminal wants is left out.
    assert b"\r" not in done.stdout and b"\x11" not in done.stdout
    ours = [line for line in shown(done).splitlines() if line.startswith("capos: ")]
    assert len(ours) == 2 and "the input is no terminal but a script" in ours[1]
    with open(files_of_run(shown(done))) as log:
        assert "power off, asked for by shell, status 0" in log.read()


@pytest.mark.parametrize("script, status", [
    (b"", 0),
    (b"echo good\nnonsense\n\n", 1),
    (b"call @timer sleep(seconds: 1)", 1),
    (b'run "hostile" with { missing: @timer }\n', 1),
    (b"nonsense\necho \xff last, without its end", 0),
    (b"nonsense\npoweroff\n", 0),
], ids=["nothing", "bad", "failed-call", "child-failed", "no-newline", "poweroff"])
def test_status_is_that_of_the_last_command(script, status):
    done = command("run", script=script)
    assert done.returncode == status, shown(done)
    assert ("the last command of the script failed" in shown(done)) == (status == 1)
    assert (b"\nlast, without its end" in done.stdout) == (b"last" in script)


def test_script_through_a_boot_loader():
    done = command("run", "--iso", "--smp", "2", script=b"echo one\necho two\n")
    assert done.returncode == 0 and re.search(r"\none\n.*\ntwo\n", shown(done), re.S), shown(done)


def test_lines_are_for_the_one_who_reads_when_their_turn_comes():
    """Far ahead of it, and whatever comes between."""
    script = "".join(f'call @terminal readLine(request: (prompt: "? "))\nfor it {i}\nrun "hello"\necho shell {i}\n'
                     'run "hello" with { terminal: @terminal }\n' for i in range(60))
    done = command("run", script=script.encode())
    assert done.returncode == 0
    assert re.findall(r'^\(status = complete, line = "for it (\d+)"\)$', shown(done), re.M) == [str(i) for i in range(60)]
    assert re.findall(r"^shell (\d+)$", shown(done), re.M) == [str(i) for i in range(60)]


@pytest.mark.parametrize("script, expected", [
    (b'call @terminal readLine(request: (prompt: "name? "))\n', "name? \n(status = endOfInput"),
    (b'call @terminal readLine(request: (prompt: "name? "))\nAda', "name? Ada\n(status = complete, line = \"Ada\")"),
    (b'call @terminal readRaw(maxBytes: 8)\n', '(data = 0x"04")'),
    (b"top\n", "\x1b[2J"),
    (b"echo begun \x1b[", "\nbegun"),
], ids=["line", "begun-line", "raw", "live-table", "escape"])
def test_every_reader_finds_the_end_of_the_script(script, expected):
    done = command("run", script=script)
    assert done.returncode == 0 and expected in shown(done), shown(done)


def test_closed_input_is_an_empty_script():
    done = subprocess.run(["timeout", "90", "bash", "-c", "./capos run <&-"], cwd=ROOT, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, done.stdout
    ours = [line for line in done.stdout.splitlines() if line.startswith(("capos: ", "termline", "qemu"))]
    assert len(ours) == 2 and "the input is no terminal but a script" in ours[1]
    assert "The script ends. Switching off." in done.stdout


def test_closed_output_ends_the_machine():
    """As of a program that SIGPIPE ends, without a word of QEMU or make."""
    done = subprocess.run(["timeout", "90", "bash", "-c", "yes echo on and on | ./capos run | head -n 4; echo ${PIPESTATUS[1]}"],
                          cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert done.stdout.splitlines()[-1] == "141" and "capos: " not in done.stdout, done.stdout
    assert len(done.stderr.splitlines()) == 2, done.stderr


# --- two at a time, and trees of any name ---


def test_second_run_has_files_of_its_own(person):
    child = person("run", "--tap")
    log = files_of_run(child.before)
    done = command("run", "--tap", script=b"echo second\n")
    assert done.returncode == 0, shown(done)
    assert files_of_run(shown(done)) != log
    with open(files_of_run(shown(done))) as other, open(log) as first:
        assert "asked for by shell" in other.read() and "asked for by shell" not in first.read()
    trace = re.search(r"tail -f (\S+)", child.before).group(1)
    assert trace != re.search(r"tail -f (\S+)", shown(done)).group(1)
    # A file that is named is not shared either.
    done = command("run", f"--tap={os.path.join(ROOT, trace)}")
    assert done.returncode == 1 and "another machine writes its trace there" in shown(done), shown(done)
    done = command("clean")
    assert done.returncode == 1 and "build/ is in use" in shown(done)
    child.send("poweroff\r")
    assert exit_status(child) == 0


def test_tree_of_any_name(folder):
    """Built and booted. What is built already is taken along, so that only what is touched is built again: each flavour, a port,
    the schemas, a page."""
    make("kernel", "host", "system-default")
    tree = os.path.join(folder, "a b'c\"d$HOME=g%i,j[k]*(l)&m;n`~\\#o:p")
    shutil.rmtree(tree, ignore_errors=True)
    leave = {os.path.join(ROOT, name) for name in (".git", "build/run", "build/bench")}
    shutil.copytree(ROOT, tree, symlinks=True, ignore=lambda at, names: [n for n in names if os.path.join(at, n) in leave])
    for name in ("kernel/boot/init.c", "rt/src/process.c", "tools/termline/filter.c", "ports/libsodium-kernel/glue.c",
                 "schema/annotations.capnp", "systems/default.capnp"):
        os.utime(os.path.join(tree, name))
    done = command("run", script=b"echo as anywhere\n", tree=tree, env={**os.environ, "OVERLAY": ""})
    shutil.rmtree(tree)
    assert done.returncode == 0 and "\nas anywhere\n" in shown(done), shown(done)
