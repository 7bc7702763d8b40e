# SPDX-License-Identifier: MIT
"""Machines that capOS is booted on: what QEMU is asked for, and what must become of it. tests/stress/test_machines.py boots all of them,
tests/boot/test_machines.py the QUICK ones. docs/CAVEATS.md says in words what is seen to boot; a row here is how it is seen."""
import re

import pytest

from capos_boot import PANIC_EXIT

GIB = 1024
CPUS_MAX = 32  # CPU_MAX of the kernel
# What firmware, holes and the loader may take of the memory, in MiB.
TAKEN = 8

# name: options of capos_boot.Machine
MACHINES = {}
# name: (options, a line that says why not; in QEMU with isa-debug-exit the kernel's stop has a status)
REFUSED = {}
QUICK = ["microvm", "refused-qemu32", "refused-no-long-mode-iso", "refused-no-nx-no-sse2", "refused-no-syscall", "refused-microvm-no-acpi"]

# Opteron_G5 without XSAVE: QEMU 7.2 shows it without XSAVEOPT, takes CR4.OSXSAVE to be reserved then, and hangs when it is set.
PROCESSORS = ["max", "qemu64", "kvm64", "Conroe", "Penryn", "Nehalem", "Westmere", "SandyBridge", "IvyBridge", "Haswell", "Broadwell",
              "Skylake-Client", "Skylake-Server", "Cascadelake-Server", "Icelake-Server", "Denverton", "Snowridge", "KnightsMill",
              "core2duo", "phenom", "Opteron_G1", "Opteron_G5,-xsave", "EPYC", "EPYC-Rome", "EPYC-Milan", "Dhyana"]


def nodes(count, memory):
    """That many NUMA nodes, each with a CPU and a part of the memory (in MiB)."""
    arguments = []
    for node in range(count):
        arguments += ["-object", f"memory-backend-ram,id=node{node},size={memory // count}M",
                      "-numa", f"node,nodeid={node},cpus={node},memdev=node{node}"]
    return arguments


SHARED_GIB = ["-object", "memory-backend-ram,id=shared,size=1G,share=on", "-device", "ivshmem-plain,memdev=shared"]


def fill():
    for model in ("q35", "pc"):
        for memory in ("16M", "24M", "32M", "64M", "128M", "512M", "1G", "2G", "3G", "3500M", "4G", "6G", "8G"):
            MACHINES[f"{model}-{memory}"] = {"model": model, "memory": memory}
        for smp in (2, 3, 4, 8, 16, 31, 32, 33, 40):
            MACHINES[f"{model}-{smp}-cpus"] = {"model": model, "smp": smp, "memory": "512M"}
        MACHINES[f"{model}-no-hpet"] = {"model": f"{model},hpet=off"}
        MACHINES[f"{model}-no-pit"] = {"model": f"{model},pit=off"}
        MACHINES[f"{model}-no-keyboard-controller"] = {"model": f"{model},i8042=off"}
        MACHINES[f"{model}-numa-2"] = {"model": model, "smp": 2, "memory": "1G", "arguments": nodes(2, GIB)}
        MACHINES[f"{model}-numa-4-of-8G"] = {"model": model, "smp": 4, "memory": "8G", "arguments": nodes(4, 8 * GIB)}
        MACHINES[f"{model}-memory-slots"] = {"model": model, "memory": "256M,slots=4,maxmem=16G"}
        MACHINES[f"{model}-memory-in-a-slot"] = {"model": model, "memory": "256M,slots=4,maxmem=4G", "arguments": [
            "-object", "memory-backend-ram,id=more,size=256M", "-device", "pc-dimm,memdev=more"]}
        MACHINES[f"{model}-cpu-slots"] = {"model": model, "arguments": ["-smp", "2,maxcpus=16"]}
        MACHINES[f"{model}-bar-1G"] = {"model": model, "arguments": ["-device", "pci-testdev,membar=1G"]}
        MACHINES[f"{model}-bar-8G"] = {"model": model, "memory": "4G", "arguments": ["-device", "pci-testdev,membar=8G"]}
        MACHINES[f"{model}-shared-1G"] = {"model": model, "arguments": SHARED_GIB}
        MACHINES[f"{model}-iso"] = {"model": model, "iso": True}
        MACHINES[f"{model}-iso-8G"] = {"model": model, "iso": True, "memory": "8G"}
        MACHINES[f"{model}-uefi"] = {"model": model, "iso": True, "uefi": True}
        MACHINES[f"{model}-uefi-8G"] = {"model": model, "iso": True, "uefi": True, "memory": "8G"}
        MACHINES[f"{model}-uefi-bar-1G"] = {"model": model, "iso": True, "uefi": True, "arguments": ["-device", "pci-testdev,membar=1G"]}
    for cpu in PROCESSORS:
        MACHINES[f"processor-{cpu}"] = {"cpu": cpu, "smp": 2}
    MACHINES["sockets-dies-cores-threads"] = {"arguments": ["-smp", "16,sockets=2,dies=2,cores=2,threads=2"]}
    MACHINES["three-threads-a-core"] = {"arguments": ["-smp", "6,sockets=1,cores=2,threads=3"]}
    MACHINES["iommu"] = {"arguments": ["-device", "intel-iommu"]}
    MACHINES["microvm"] = {"model": "microvm,acpi=on"}
    MACHINES["microvm-16M"] = {"model": "microvm,acpi=on", "memory": "16M"}
    MACHINES["microvm-4G"] = {"model": "microvm,acpi=on", "memory": "4G"}
    MACHINES["microvm-4-cpus"] = {"model": "microvm,acpi=on", "smp": 4}
    MACHINES["microvm-pcie"] = {"model": "microvm,acpi=on,pcie=on", "arguments": ["-device", "pci-testdev,membar=1G"]}
    MACHINES["microvm-two-ioapics"] = {"model": "microvm,acpi=on,ioapic2=on"}
    MACHINES["microvm-no-pic"] = {"model": "microvm,acpi=on,pic=off"}

    lacks = "capOS cannot run on this processor, which lacks "
    REFUSED["refused-qemu32"] = {"cpu": "qemu32"}, lacks + "long mode (64 bits), NX."
    REFUSED["refused-no-long-mode-iso"] = {"cpu": "max,-lm", "iso": True}, lacks + "long mode (64 bits)."
    REFUSED["refused-no-long-mode-pc"] = {"model": "pc", "cpu": "n270"}, lacks + "long mode (64 bits)"
    REFUSED["refused-no-long-mode-microvm"] = {"model": "microvm,acpi=on", "cpu": "coreduo"}, lacks + "long mode (64 bits)"
    REFUSED["refused-486"] = {"cpu": "486"}, lacks + "long mode (64 bits), NX, TSC, MSR, PAE,"
    REFUSED["refused-no-nx-no-sse2"] = {"cpu": "max,-nx,-sse2"}, lacks + "NX, SSE2."
    REFUSED["refused-no-apic"] = {"cpu": "max,-apic"}, lacks + "a local APIC."
    REFUSED["refused-no-syscall"] = {"cpu": "max,-syscall"}, "kernel panic: this processor lacks SYSCALL"
    REFUSED["refused-microvm-no-acpi"] = ({"model": "microvm,acpi=off"}, "initConfig.init.caps[11] (uart_irq): this machine has no ACPI tables, "
                                          "and the kernel needs the MADT")


fill()


def mebibytes(memory):
    number, unit = re.match(r"(\d+)([MG])", memory).groups()
    return int(number) * (GIB if unit == "G" else 1)


def boots(boot, name):
    """To the prompt, one command that tells what the machine is, and off. boot: the fixture, or what does the same."""
    options = MACHINES[name]
    memory = mebibytes(options.get("memory", "256M"))
    machine = boot("default", time_limit=240, **options)
    machine.prompt(150)
    total = int(re.search(r"totalBytes = (\d+)", machine.run("call @inspector memory()", 60)).group(1)) >> 20
    assert memory - TAKEN <= total <= memory, f"{total} MiB of {memory} MiB are seen"
    smp = options.get("smp", 1)
    if smp > 1:
        rows = re.findall(r"^ *\d+ +[\d.]+ ", machine.run("cpus", 60), re.M)
        assert len(rows) == min(smp, CPUS_MAX), f"{len(rows)} of {smp} CPUs run"
    machine.type("poweroff")
    assert machine.wait_exit(60) == 0


def is_refused(boot, name):
    """The one line that says why is on each serial line, and the machine stops."""
    options, reason = REFUSED[name]
    machine = boot("default", **options)
    machine.trouble_expected = True
    assert machine.wait_exit(60) == PANIC_EXIT
    text = machine.terminal_text()
    if reason.startswith("kernel panic") and machine.console():
        text = machine.console()
    assert reason in text.replace("\r", ""), text
    assert not machine.console() or reason in machine.console().replace("\r", ""), machine.console()


def check(boot, name):
    boots(boot, name) if name in MACHINES else is_refused(boot, name)


def each(names):
    return pytest.mark.parametrize("name", names)
