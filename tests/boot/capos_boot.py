# SPDX-License-Identifier: MIT
"""Boots systems in QEMU and talks to them over the serial line, as a person would.

    machine = Machine("out", system="test")     boots; the terminal is COM1, the kernel's log is COM2
    machine.prompt()                            waits for the shell
    text = machine.run("ps")                    types a line, gives what was printed up to the next prompt
    machine.type("poweroff"); machine.wait_exit()
    machine.close()                             always; kills what is left

Every QEMU has a hard limit of time and is killed at the end. TCG only: there are machines where /dev/kvm hangs.
Times are multiplied by CAPOS_TIME_SCALE (default 1) for slow or loaded machines.
"""
import os
import re
import signal
import subprocess

import pexpect

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(ROOT, "build")
PROMPT = "capos> "
SCALE = float(os.environ.get("CAPOS_TIME_SCALE", "1"))
# CPUs of a machine where the test does not say; `./capos test boot --smp N`. conftest.py sets it for tests that run with several numbers.
CPUS = int(os.environ.get("CAPOS_SMP", "1"))

# What must never be in the kernel's log, nor on the terminal, even when a test saw what it awaited.
TROUBLE = re.compile(r"panic|\bBUG\b|Sanitizer|runtime error:|lockdep|stack smashing|assertion failed", re.IGNORECASE)
XON = "\x11"       # abi/script.h: the terminal is ready
PANIC_EXIT = 99  # isa-debug-exit: (0x31 << 1) | 1

_built = set()


def make(*targets):
    """Builds once per run of the tests; local additions of the person who builds stay out."""
    missing = [target for target in targets if target not in _built]
    if missing:
        # One build at a time, as in tools/command/build.sh.
        done = subprocess.run(["flock", "Makefile", "make", "-s", "OVERLAY=", *missing, "links"], cwd=ROOT, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert done.returncode == 0, "build failed:\n" + done.stdout[-4000:]
        _built.update(missing)


def forget(target):
    """A test spoiled what was built: the next one that wants it builds it again."""
    _built.discard(target)


def pack(system, folder, binaries=None, arguments=()):
    """A boot package of `system` with programs that its page does not list: {name: path}. Gives the path."""
    make("kernel", "system-" + system)
    out = os.path.join(folder, "manifest.bin")
    command = [os.path.join(BUILD, "host", "mkmanifest"), "--root", os.path.join(BUILD, "user"),
               "--blob", "schemas=" + os.path.join(BUILD, "systems", "..", "schemas.bin")]
    for name, path in (binaries or {}).items():
        command += ["--binary", f"{name}={path}"]
    command += [*arguments, os.path.join(BUILD, "systems", system + ".eval.bin"), "-o", out]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, done.stdout
    return out


def firmware():
    """The UEFI firmware's file; Debian and Ubuntu put it in different places."""
    for path in ("/usr/share/ovmf/OVMF.fd", "/usr/share/qemu/OVMF.fd", "/usr/share/OVMF/OVMF.fd"):
        if os.path.exists(path):
            return path
    raise FileNotFoundError("no UEFI firmware: install the package ovmf")


class Machine:
    """One QEMU. `send`, `expect`, `before`, `match` and `after` are those of pexpect. manifest: another package than the
    system's; "" boots without any. model, cpu, smp and memory are QEMU's -M, -cpu, -smp and -m. A microvm has one serial line, which is
    the terminal and the kernel's log."""

    def __init__(self, folder, system="test", manifest=None, iso=False, uefi=False, model="q35", cpu="max", smp=None, memory="256M",
                 arguments=(), time_limit=120, debug_exit=True):
        self.folder = folder
        self.trouble_expected = False
        os.makedirs(folder, exist_ok=True)
        self.console_path = os.path.join(folder, "console.log")
        open(self.console_path, "w").close()
        log = [] if model.startswith("microvm") else ["-serial", "file:" + self.console_path]
        command = ["qemu-system-x86_64", "-accel", "tcg", "-cpu", cpu, "-M", model, "-m", memory, "-smp", str(smp or CPUS),
                   "-nodefaults", "-display", "none", "-no-reboot",
                   *(["-device", "isa-debug-exit,iobase=0xf4,iosize=0x04"] if debug_exit else []),
                   "-chardev", "stdio,id=term,signal=off", "-serial", "chardev:term",
                   *log, *self._boot(system, manifest, iso, uefi), *arguments]
        # The limit is kept by another process: it holds even when this one hangs or dies.
        limit = str(int(time_limit * SCALE))
        with open(os.path.join(folder, "command"), "w") as out:
            out.write(" ".join(command) + "\n")
        self.child = pexpect.spawn("timeout", ["--foreground", "-k", "5", limit, *command], cwd=ROOT, encoding="utf-8",
                                   codec_errors="replace", echo=False, timeout=20 * SCALE)
        self.child.delaybeforesend = None
        self.terminal_log = open(os.path.join(folder, "terminal.log"), "w")
        self.child.logfile_read = self.terminal_log

    @staticmethod
    def _boot(system, manifest, iso, uefi):
        if not iso and not uefi:
            make("kernel", "system-" + system)
            if manifest is None:
                manifest = os.path.join(BUILD, "systems", system, "manifest.bin")
            return ["-kernel", os.path.join(BUILD, "capos.elf"), *(["-initrd", manifest] if manifest else [])]
        make("iso-" + system)
        boot = ["-cdrom", os.path.join(BUILD, "systems", system, "capos.iso")]
        if uefi:
            boot += ["-bios", firmware()]
        return boot

    def __getattr__(self, name):
        if name in ("send", "before", "match", "after"):
            return getattr(self.child, name)
        raise AttributeError(name)

    def expect(self, pattern, timeout=20):
        """Waits for a regular expression. What came instead is in the failure, with the end of the kernel's log."""
        try:
            return self.child.expect(pattern, timeout=timeout * SCALE)
        except (pexpect.TIMEOUT, pexpect.EOF) as error:
            shown = (self.child.before or "")[-1500:]
            raise AssertionError(f"{type(error).__name__}: expected {pattern!r}\n--- terminal ---\n{shown}\n"
                                 f"--- console.log ---\n{self.console()[-2500:]}") from None

    def type(self, line):
        self.child.send(line + "\r")

    def prompt(self, timeout=30):
        """Waits for the shell's prompt; gives what came before it, as a terminal with flow control shows it."""
        self.expect(re.escape(PROMPT), timeout)
        return self.child.before.replace("\r", "").replace(XON, "")

    def run(self, line, timeout=20):
        """Types a line at the prompt; gives the lines printed by it, without the echo."""
        self.type(line)
        self.expect("\n" + re.escape(PROMPT), timeout)
        return self.child.before.replace("\r", "").partition("\n")[2].strip("\n")

    def wait_exit(self, timeout=20):
        """Waits until QEMU ends by itself; its exit status."""
        self.expect(pexpect.EOF, timeout)
        self.child.close()
        return self.child.exitstatus

    def console(self):
        """The kernel's log so far."""
        with open(self.console_path, errors="replace") as log:
            return log.read()

    def totals(self):
        """Inspector.totals as {field: number}, and `kinds` as {kind of object: number}. The shell must be at its prompt and
        hold @inspector."""
        text = self.run("call @inspector totals()")
        totals = {name: int(value) for name, value in re.findall(r"(\w+)\s*=\s*(\d+)", text)}
        assert totals, f"no totals in {text!r}"
        totals["kinds"] = {kind: int(count) for kind, count in re.findall(r'kind = "([^"]*)", count = (\d+)', text)}
        return totals

    def scan(self):
        """Fails on signs of trouble in either log."""
        if self.trouble_expected:
            return
        for what, text in (("console.log", self.console()), ("the terminal", self.terminal_text())):
            for line in text.splitlines():
                assert not TROUBLE.search(line), f"{what} has: {line}"

    def terminal_text(self):
        self.terminal_log.flush()
        with open(self.terminal_log.name, errors="replace") as log:
            return log.read()

    def close(self):
        if self.child.isalive():
            self.child.kill(signal.SIGTERM)
            self.child.close(force=True)
        self.terminal_log.flush()
