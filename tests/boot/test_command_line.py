# SPDX-License-Identifier: MIT
"""What a person can get wrong with ./capos: one sentence of ours each, before anything is built or booted."""
import fcntl
import os
import shutil
import socket
import subprocess

import pytest

from capos_boot import ROOT

# Another user, who owns nothing; whoever is not root is one in a folder that may not be written.
STRANGER = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []


def command(*words, tree=ROOT, prefix=(), at=None, **environment):
    return subprocess.run([*prefix, "timeout", "-k", "5", "60", os.path.join(tree, "capos"), *words], cwd=at or tree,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          env={**os.environ, **environment})


def refused(done, expected, status=2):
    """One sentence, ours, which says what is expected."""
    assert done.returncode == status, done.stdout
    assert expected in done.stdout and done.stdout.startswith("capos: ") and done.stdout.count("\n") == 1, done.stdout


@pytest.fixture
def small_tree(folder):
    """What ./capos reads before it builds, for tests that change it."""
    tree = os.path.join(folder, "tree")
    shutil.rmtree(tree, ignore_errors=True)
    os.makedirs(tree)
    for name in ("capos", "Makefile"):
        shutil.copy2(os.path.join(ROOT, name), tree)
    shutil.copytree(os.path.join(ROOT, "tools"), os.path.join(tree, "tools"))
    shutil.copytree(os.path.join(ROOT, "systems"), os.path.join(tree, "systems"))
    yield tree
    os.chmod(tree, 0o755)
    if os.path.isdir(os.path.join(tree, "build")):
        os.chmod(os.path.join(tree, "build"), 0o755)
    shutil.rmtree(tree)


@pytest.mark.parametrize("words, expected", [
    (["fly"], "unknown verb 'fly'; expected run, test, bench"),
    ([""], "unknown verb ''; expected run, test, bench"),
    (["help", "fly"], "expected run, test, bench, build or clean"),
    (["help", "run", "it"], "it takes one verb"),
    (["run", "--fast"], "unknown option '--fast'; expected --system NAME"),
    (["run", "--"], "expected --system NAME"),
    (["run", "it"], "it takes options only, and './capos run -h' shows them"),
    (["run", ""], "unexpected ''"),
    (["run", "--smp"], "--smp needs a value"),
    (["run", "--smp", ""], "--smp needs a value"),
    (["run", "--smp="], "--smp needs a value"),
    (["run", "--smp", "--iso"], "--smp needs a value"),
    (["run", "--smp", "0"], "expected a number of CPUs, 1 to 99"),
    (["run", "--smp", "-1"], "--smp needs a value"),
    (["run", "--smp=-1"], "expected a number of CPUs, 1 to 99"),
    (["run", "--smp", "1e1"], "expected a number of CPUs, 1 to 99"),
    (["run", "--smp", "100"], "expected a number of CPUs, 1 to 99"),
    (["run", "--smp", "2,maxcpus=4"], "expected a number of CPUs, 1 to 99"),
    (["run", "--smp", "2", "--smp=2"], "--smp is given twice"),
    (["run", "--iso", "--iso"], "--iso is given twice"),
    (["run", "--iso=yes"], "--iso takes no value"),
    (["run", "--mem", "much"], "expected an amount such as 128M"),
    (["run", "--mem", "0"], "expected an amount such as 128M"),
    (["run", "--mem", "128K"], "expected an amount such as 128M"),
    (["run", "--mem", "99999999999999999999G"], "expected an amount such as 128M"),
    (["run", "--mem", "1M"], "capOS needs at least 16M"),
    (["run", "--mem", "15"], "capOS needs at least 16M"),
    (["run", "--mem", "32M", "--uefi"], "the UEFI firmware needs at least 64M"),
    (["run", "--mem", "9999999G"], "this computer has "),
    (["run", "--payload"], "expected --tap too"),
    (["run", "--payload=x", "--tap"], "--payload takes no value"),
    (["run", "--tap="], "--tap needs a value"),
    (["run", "--tap", "file"], "unexpected 'file'"),
    (["run", "--tap=/nonexistent/x"], "there is no folder /nonexistent"),
    (["run", "--tap=/"], "this is a folder"),
    (["run", "--tap=systems"], "this is a folder"),
    (["run", "--system", "nothing"], "expected one of: bench "),
    (["run", "--system", "../systems/default"], "expected one of: bench "),
    (["run", "--system", "common/services"], "expected one of: bench "),
    (["run", "--system", "local"], "expected one of: bench "),
    (["run", "--system", "*"], "expected one of: bench "),
    (["run", "--system", "default\nbench"], "--system default?bench: expected one of: bench "),
    (["test", "nothing"], "expected: unit generated"),
    (["test", "unit", "static", "unit"], "unit is given twice"),
    (["test", "--fast"], "expected -k NAME or --smp N"),
    (["test", "boot", "--smp"], "--smp needs a value"),
    (["test", "boot", "--smp", "many"], "expected a number of CPUs, 1 to 99"),
    (["test", "static", "--smp", "2"], "--smp is for the suite boot"),
    (["test", "boot", "-k"], "-k needs a value"),
    (["test", "boot", "-k", "a b"], "joined by and, or, not and parentheses"),
    (["test", "boot", "-k", "(a or b"], "joined by and, or, not and parentheses"),
    (["test", "boot", "-k", "a)("], "joined by and, or, not and parentheses"),
    (["test", "boot", "-k", "*"], "joined by and, or, not and parentheses"),
    (["test", "generated", "-k", "not a and (b or c)"], "the suite generated is one test"),
    (["bench", "--fast"], "expected --capos-only, --json FILE"),
    (["bench", "it"], "it takes options only"),
    (["bench", "smp", "--again"], "smp takes no options"),
    (["bench", "--json"], "--json needs a value"),
    (["bench", "--json", "/nonexistent/x"], "there is no folder /nonexistent"),
    (["bench", "--docs", "--capos-only"], "leave --capos-only out"),
    (["bench", "--check", "--again"], "it goes with no other option"),
    (["build", "it"], "takes no arguments"),
    (["clean", "--all"], "takes no arguments"),
])
def test_wrong_command_line(words, expected):
    refused(command(*words), expected)


@pytest.mark.parametrize("verb", ["run", "test", "bench", "build", "clean"])
def test_every_verb_explains_itself(verb):
    texts = {command(*words).stdout for words in ((verb, "-h"), (verb, "--help"), ("help", verb))}
    assert len(texts) == 1
    text = texts.pop()
    assert text.startswith(f"usage: ./capos {verb}") and text.partition("\n\n")[2] in command("help").stdout


@pytest.mark.parametrize("environment, expected", [
    ({"FLAVOUR": "fast"}, "FLAVOUR=fast: expected release or debug"),
    ({"CC": "nonsense"}, "CC=nonsense: there is no such program; expected gcc or clang"),
    ({"CC": "true"}, "CC=true: capOS cannot be built with this; expected gcc or clang"),
    ({"CC": "$(false) '"}, "there is no such program; expected gcc or clang"),
    ({"OVERLAY": "nonsense"}, "OVERLAY=nonsense: expected a file"),
    ({"CAPOS_PORTS_CACHE": "/dev/null"}, "CAPOS_PORTS_CACHE=/dev/null: expected a folder"),
])
def test_wrong_environment(environment, expected):
    for verb in ("build", "run"):
        refused(command(verb, **environment), expected)


@pytest.mark.parametrize("environment, expected", [
    ({"CAPOS_TIME_SCALE": "slow"}, "CAPOS_TIME_SCALE=slow: expected a factor"),
    ({"CAPOS_SMP": "two"}, "CAPOS_SMP=two: expected a number of CPUs"),
    ({"CAPOS_TIME_SCALE": "0.0"}, "CAPOS_TIME_SCALE=0.0: expected a factor"),
])
def test_wrong_environment_of_tests(environment, expected):
    refused(command("test", "manifest", **environment), expected)


def test_variables_of_make_are_not_taken_from_the_environment(small_tree):
    """Their names are common, and a build that a make starts would inherit that one's options. A make that prints shows them."""
    folder = os.path.join(small_tree, "tools", "bin")
    os.makedirs(folder)
    with open(os.path.join(folder, "make"), "w") as file:
        file.write('#!/bin/sh\necho "error: [$MAKEFLAGS] [$SYSTEM] [$KERNEL_OPTIONS]"\nexit 1\n')
    os.chmod(file.name, 0o755)
    done = command("build", tree=small_tree, MAKEFLAGS="n", SYSTEM="none", KERNEL_OPTIONS="tap", PATH=folder + ":" + os.environ["PATH"])
    assert done.returncode == 1 and "error: [] [] []\n" in done.stdout, done.stdout


def test_files_are_named_from_where_the_caller_stands(folder):
    refused(command("run", "--tap=here", at="/", prefix=STRANGER), "--tap=/here: ")
    refused(command("bench", "--json", "none/here", at=folder), f"{folder}/none/here: there is no folder {folder}/none")


def test_input_that_cannot_be_read():
    done = subprocess.run(["./capos", "run"], cwd=ROOT, stdin=os.open(ROOT, os.O_RDONLY), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True)
    refused(done, "standard input is a folder")
    done = subprocess.run(["./capos", "run"], cwd=ROOT, stdin=os.open("/dev/null", os.O_WRONLY), stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)
    refused(done, "standard input can only be written")


def test_busy_port_of_the_debugger():
    with socket.socket() as port:
        port.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            port.bind(("127.0.0.1", 1234))
            port.listen()
        except OSError:
            pass    # it is busy anyway
        refused(command("run", "--gdb"), "port 1234 is taken")


def test_kvm_that_may_not_be_used(small_tree):
    """Only looked at, never opened. Where everybody may use it there is nothing to see."""
    if os.path.exists("/dev/kvm") and os.stat("/dev/kvm").st_mode & 0o006:
        pytest.skip("everybody may use /dev/kvm here")
    refused(command("run", "--kvm", tree=small_tree, prefix=STRANGER), "without --kvm it works everywhere")


def test_tree_of_another_user(small_tree):
    os.chmod(small_tree, 0o555)
    for verb in ("build", "run", "test", "bench"):
        refused(command(verb, tree=small_tree, prefix=STRANGER), "copy the tree to a place of your own", 1)
    assert command("clean", tree=small_tree, prefix=STRANGER).returncode == 0


def test_build_that_another_user_made(small_tree):
    """`sudo ./capos run` once: what root made cannot be written by its owner's other self."""
    inside = os.path.join(small_tree, "build", "gcc-release")
    os.makedirs(inside)
    os.chmod(os.path.join(small_tree, "build"), 0o777)
    os.chmod(inside, 0o555)
    for verb in ("build", "clean"):
        refused(command(verb, tree=small_tree, prefix=STRANGER), "may not write build/gcc-release (it belongs to " if STRANGER
                else "build/gcc-release cannot be written", 1)


@pytest.mark.parametrize("make_it, expected", [
    (lambda path: open(path, "w").close(), "build is a file"),
    (lambda path: os.symlink("/nonexistent", path), "build is a link to /nonexistent, which is not there"),
], ids=["file", "link"])
def test_build_that_is_no_folder(small_tree, make_it, expected):
    make_it(os.path.join(small_tree, "build"))
    refused(command("build", tree=small_tree), expected, 1)


@pytest.mark.parametrize("name, expected", [
    ("my page.capnp", "systems/my page: the name of a page may have letters, digits"),
    ("default.json", "systems/default.capnp and systems/default.json: two pages of one name"),
])
def test_page_with_a_name_that_make_cannot_have(small_tree, name, expected):
    open(os.path.join(small_tree, "systems", name), "w").close()
    refused(command("build", tree=small_tree), expected, 1)


def test_name_of_the_tree(small_tree):
    """A line end; any other character works (test_command.py)."""
    tree = small_tree + "/\n"
    os.makedirs(tree)
    for name in ("capos", "Makefile", "tools", "systems"):
        os.rename(os.path.join(small_tree, name), os.path.join(tree, name))
    refused(command("build", tree=tree), "has a line end: rename it", 1)


def test_firmware_that_is_not_there():
    script = ("fail() { printf 'capos: %s\\n' \"$*\"; exit 1; }; . tools/command/run.sh; firmware_files='/nonexistent/a /nonexistent/b'; "
              "find_firmware")
    done = subprocess.run(["bash", "-c", script], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    refused(done, "no firmware is where it should be: /nonexistent/a /nonexistent/b (package ovmf)", 1)


@pytest.mark.parametrize("probe, package", [("qemu-system-x86_64", "qemu-system-x86"), ("capnp", "capnproto")])
def test_missing_package_is_named(probe, package):
    """Nobody's permission and a missing package: the command to type, and status 1."""
    # As another user, who may not install, and whose sudo would ask.
    script = ("sudo() { return 1; }; fail() { printf 'capos: %s\\n' \"$*\"; exit 1; }; say() { echo \"$*\"; }; "
              f'command() {{ [ "$2" != {probe} ] && builtin command "$@"; }}; . tools/command/packages.sh; need build run')
    done = subprocess.run([*STRANGER, "bash", "-c", script], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == f"capos: these packages are missing: {package}"
    assert "sudo apt-get install" in done.stdout and done.stdout.endswith(f" {package}\n"), done.stdout


def test_wrong_interpreter():
    refused(command("test", "manifest", PYTHON="nonsense"), "PYTHON=nonsense: there is no such program")
    refused(command("test", "manifest", PYTHON="false"), "PYTHON=false: it has no pytest or no pexpect")


def test_one_test_run_at_a_time():
    """They would write the same logs."""
    with open(os.path.join(ROOT, "tools/command/bench.sh")) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass    # somebody measures
        refused(command("bench", "--check"), "another './capos bench' is at work in this tree", 1)
