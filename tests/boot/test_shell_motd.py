# SPDX-License-Identifier: MIT
"""The message of the day: printed after the shell's own lines, before the first prompt."""
import os
import subprocess

from capos_boot import ROOT


def test_motd_of_an_overlay(boot, folder):
    overlay = os.path.join(folder, "overlay.bin")
    with open(overlay, "wb") as out:
        subprocess.run(["capnp", "encode", "schema/manifest.capnp", "ManifestOverlay"], cwd=ROOT, check=True, stdout=out,
                       input=b'(motd = "Tea at four.\\nBring a capability.")')
    machine = boot("test", arguments_of_package=["--overlay", overlay])
    lines = machine.prompt().strip().split("\n")
    assert len(lines) == 5, lines
    assert lines[3:] == ["Tea at four.", "Bring a capability."]


def test_no_motd_no_line(machine):
    assert len(machine.welcome.strip().split("\n")) == 3
