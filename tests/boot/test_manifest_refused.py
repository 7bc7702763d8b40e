# SPDX-License-Identifier: MIT
"""A package that is wrong, and that no tool stopped: the kernel and init each refuse their part, naming the field.

The package is decoded with the official tool, changed as text, and encoded again; what comes out is a valid message.
"""
import os
import re
import socket
import subprocess
import time

import pytest

from capos_boot import BUILD, PANIC_EXIT, make

SCHEMA = ["schema/manifest.capnp", "SystemManifest"]


@pytest.fixture(scope="module")
def package_text():
    make("kernel", "system-default")
    with open(os.path.join(BUILD, "systems", "default", "manifest.bin"), "rb") as file:
        return subprocess.run(["capnp", "decode", *SCHEMA], stdin=file, capture_output=True, check=True).stdout


def wrong_package(folder, text, old, new):
    assert old in text
    path = os.path.join(folder, "wrong.bin")
    with open(path, "wb") as file:
        subprocess.run(["capnp", "encode", *SCHEMA], input=text.replace(old, new), stdout=file, check=True)
    return path


def refused(boot, folder, text, old, new, by, reason):
    path = wrong_package(folder, text, old, new)
    machine = boot("default", manifest=path)
    machine.trouble_expected = True
    assert machine.wait_exit() == PANIC_EXIT
    console = machine.console()
    assert any(by in line and reason in line for line in console.splitlines()), console[-2000:]


@pytest.mark.parametrize("old, new, reason", [
    (b"schemaVersion = 1", b"schemaVersion = 2", "schemaVersion"),
    (b'name = "uart",\n      data', b'name = "init",\n      data', "binaries[1].name"),
    (b'binary = "init"', b'binary = "inti"', "initConfig.init.binary"),
    (b'bootBlob = "schemas"', b'bootBlob = "schemes"', "bootBlob"),
], ids=["wrong_schema_version", "duplicate_binary", "dangling_init_binary", "dangling_blob"])
def test_kernel_refuses(boot, folder, package_text, old, new, reason):
    if old not in package_text: # the tool's layout of a struct differs between versions
        old, new = old.replace(b"\n      ", b" "), new.replace(b"\n      ", b" ")
    refused(boot, folder, package_text, old, new, "the manifest is refused", reason)


@pytest.mark.parametrize("old, new, reason", [
    (b'export = "serial"', b'export = "cereal"', "initConfig.services[1].caps["),
    (b'service = "terminal"', b'service = "terminus"', "initConfig.services[2].caps[0]"),
    (b'binary = "shell"', b'binary = "shall"', "initConfig.services[2].binary"),
    (b'init = "uart_irq"', b'init = "uart_err"', "uart_err"),
], ids=["dangling_export", "dangling_service", "dangling_binary", "dangling_init_capability"])
def test_init_refuses(boot, folder, package_text, old, new, reason):
    refused(boot, folder, package_text, old, new, "init:", reason)


def test_a_panic_stops_all_cpus(boot, folder, package_text):
    """On a machine that a panic does not end: each CPU halts with interrupts off, so that nothing goes on behind the report."""
    path = wrong_package(folder, package_text, b'binary = "shell"', b'binary = "shall"')
    monitor = os.path.join(folder, "monitor")
    machine = boot("default", manifest=path, smp=4, debug_exit=False, arguments=("-monitor", f"unix:{monitor},server=on,wait=off"))
    machine.trouble_expected = True
    deadline = time.monotonic() + 60
    while "stopped" not in machine.console():
        assert time.monotonic() < deadline, machine.console()[-2000:]
        time.sleep(0.1)
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(monitor)
        line.settimeout(10)
        # A CPU that was just interrupted may need a moment.
        while True:
            line.sendall(b"info registers -a\n")
            text = ""
            while text.count("FL=") < 4 or not text.endswith("(qemu) "):
                text += line.recv(65536).decode(errors="replace")
            flags = [(int(efl, 16), halted) for efl, halted in re.findall(r"FL=([0-9a-f]{8}).*?HLT=(\d)", text, re.S)]
            if len(flags) == 4 and all(not efl & 0x200 and halted == "1" for efl, halted in flags):
                return
            assert time.monotonic() < deadline, flags
            time.sleep(0.2)
