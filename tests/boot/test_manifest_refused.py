# SPDX-License-Identifier: MIT
"""A package that is wrong, and that no tool stopped: the kernel and init each refuse their part, naming the field.

The package is decoded with the official tool, changed as text, and encoded again; what comes out is a valid message.
"""
import os
import subprocess

import pytest

from capos_boot import BUILD, PANIC_EXIT, make

SCHEMA = ["schema/manifest.capnp", "SystemManifest"]


@pytest.fixture(scope="module")
def package_text():
    make("kernel", "system-default")
    with open(os.path.join(BUILD, "systems", "default", "manifest.bin"), "rb") as file:
        return subprocess.run(["capnp", "decode", *SCHEMA], stdin=file, capture_output=True, check=True).stdout


def refused(boot, folder, text, old, new, by, reason):
    assert old in text
    path = os.path.join(folder, "wrong.bin")
    with open(path, "wb") as file:
        subprocess.run(["capnp", "encode", *SCHEMA], input=text.replace(old, new), stdout=file, check=True)
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
