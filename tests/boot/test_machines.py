# SPDX-License-Identifier: MIT
"""Machines out of the ordinary: hardware-reduced ACPI, none at all, processors that lack what the kernel needs. `./capos test stress` boots
many more (tests/boot/machines.py)."""
from machines import QUICK, check, each


@each(QUICK)
def test_machine(boot, name):
    check(boot, name)


def test_power_off_says_what_is_missing(boot):
    """A machine whose DSDT has no word about it goes on, and its log said so from the start."""
    machine = boot("default", model="q35,acpi=off")
    machine.prompt(60)
    reason = "this machine cannot be powered off: ACPI's DSDT has no \\_S5 package that says how"
    machine.type("poweroff")
    assert f"failed: {reason}" in machine.prompt()
    assert f"power: {reason}\n" in machine.console()
