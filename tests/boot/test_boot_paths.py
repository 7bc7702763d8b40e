# SPDX-License-Identifier: MIT
"""Every way to boot reaches the prompt and powers off; a boot that cannot work says why."""
import os

import pytest

from capos_boot import BUILD, PANIC_EXIT, make


@pytest.mark.parametrize("options", [
    {}, {"iso": True}, {"iso": True, "uefi": True}, {"smp": 2}, {"memory": "64M"}, {"memory": "4G"}, {"iso": True, "smp": 4},
], ids=lambda options: "-".join(f"{name}{'' if value is True else '_' + str(value)}" for name, value in options.items()) or "pvh")
def test_boots_and_powers_off(boot, options):
    machine = boot("default", **options)
    machine.prompt(60)
    assert "hello" in machine.run("echo hello")
    machine.type("poweroff")
    assert machine.wait_exit() == 0


def test_both_doors_give_a_prompt(boot):
    machine = boot("json-door")
    machine.prompt()
    machine.type("poweroff")
    assert machine.wait_exit() == 0


def stops(boot, manifest, reason):
    machine = boot("default", manifest=manifest)
    machine.trouble_expected = True
    assert machine.wait_exit() == PANIC_EXIT
    assert reason in machine.console(), machine.console()


def test_no_module_stops_with_a_reason(boot):
    stops(boot, "", "module")


@pytest.mark.parametrize("keep", [0.5, 0.99])
def test_cut_package_stops_with_a_reason(boot, folder, keep):
    make("kernel", "system-default")
    with open(os.path.join(BUILD, "systems", "default", "manifest.bin"), "rb") as file:
        package = file.read()
    cut = os.path.join(folder, "cut.bin")
    with open(cut, "wb") as file:
        file.write(package[:int(len(package) * keep)])
    stops(boot, cut, "package")


def test_no_hardware_randomness_no_entropy(boot):
    """A processor without RDRAND and RDSEED: EntropySource fails closed, and everything else works."""
    machine = boot("default", arguments=("-cpu", "qemu64"))
    machine.prompt(60)
    assert "EntropySource will refuse" in machine.console()
    assert "failed: this machine has no hardware randomness" in machine.run("call @entropy fill(bytes: 8)")
    machine.type("poweroff")
    assert machine.wait_exit() == 0


def test_reboot_resets_the_machine(boot):
    """QEMU runs with -no-reboot, so a reset ends it; the log says that it was not a power off."""
    machine = boot("default")
    machine.prompt(60)
    machine.type("reboot")
    assert machine.wait_exit() == 0
    assert "reboot, asked for by shell" in machine.console()


def test_power_off_with_a_status(boot):
    """For whoever runs the emulator. A panic's status is out of reach."""
    machine = boot("default")
    machine.prompt(60)
    assert "failed: status must be 0 to 31" in machine.run("call @system powerOff(status: 32)")
    assert "failed: status must be 0 to 31" in machine.run("call @system powerOff(status: 49)")
    machine.type("call @system powerOff(status: 31)")
    assert machine.wait_exit() == 2 * 31 + 1
    assert "power off, asked for by shell, status 31" in machine.console()
