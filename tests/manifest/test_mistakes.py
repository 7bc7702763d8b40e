# SPDX-License-Identifier: MIT
"""One file per mistake under mistakes/, named after it. Each makes one change to base.capnp, and mkmanifest must refuse it
with exactly the line that the file expects, and leave what was there before. README.md lists what such a file can say."""
import copy
import json
import os
import pathlib
import shlex

import pytest

import harness

HERE = pathlib.Path(__file__).parent
MISTAKES = sorted((HERE / "mistakes").glob("*.txt"))


@pytest.fixture(scope="module")
def base():
    return harness.text_to_json(HERE / "base.capnp")


class Case:
    """What the lines of one file make."""

    def __init__(self, site, manifest):
        self.site, self.root, self.manifest = site, site / "root", manifest
        self.overlay, self.cut_overlay, self.cut_input, self.padding = None, None, None, 0
        self.arguments, self.expected = [], None

    def fill(self, text):
        return text.replace("{dir}", str(self.site))

    def do_set(self, rest):
        path, value = rest.split(" = ", 1)
        container, key = harness.walk(self.manifest, path)
        container[key] = json.loads(value)

    def do_append(self, rest):
        path, value = rest.split(" = ", 1)
        container, key = harness.walk(self.manifest, path)
        container.setdefault(key, []).append(json.loads(value))

    def do_delete(self, rest):
        container, key = harness.walk(self.manifest, rest)
        del container[key]

    def do_overlay(self, rest):
        path, value = rest.split(" = ", 1)
        self.overlay = self.overlay or {}
        self.overlay[path] = json.loads(value)

    def do_file(self, rest):
        name, size = rest.split()
        with open(self.root / name, "wb") as file:
            file.truncate(int(size))

    def do_link(self, rest):
        name, target = rest.split()
        os.symlink(target, self.root / name)

    def do_fifo(self, rest):
        os.mkfifo(self.root / rest)

    def do_args(self, rest):
        self.arguments += shlex.split(self.fill(rest))

    def do_cut(self, rest):
        self.cut_input = int(rest)

    def do_pad(self, rest):
        self.padding = int(rest)

    def do_overlay_cut(self, rest):
        self.cut_overlay = int(rest)

    def do_expect(self, rest):
        self.expected = f"mkmanifest: {self.fill(rest)}\n"

    def read(self, file):
        for line in file.read_text().splitlines():
            if line and not line.startswith("#"):
                verb, rest = line.split(" ", 1)
                getattr(self, "do_" + verb.replace("-", "_"))(rest)
        assert self.expected, "the file expects nothing"

    def run(self):
        data = harness.json_to_binary(self.manifest)
        (self.site / "input.bin").write_bytes(data[:self.cut_input] + bytes(self.padding))
        if self.overlay is not None:
            data = harness.json_to_binary(self.overlay, "ManifestOverlay")
            (self.site / "overlay.bin").write_bytes(data[:self.cut_overlay])
            self.arguments += ["--overlay", self.site / "overlay.bin"]
        return harness.mkmanifest("--root", self.root, *self.arguments, self.site / "input.bin", "-o",
                                  self.site / "out.bin")


@pytest.mark.parametrize("file", MISTAKES, ids=[file.stem for file in MISTAKES])
def test_mistake(file, site, base):
    case = Case(site, copy.deepcopy(base))
    case.read(file)
    (site / "out.bin").write_text("what was there before")
    result = case.run()
    assert result.stderr == case.expected
    assert result.returncode == 1
    assert (site / "out.bin").read_text() == "what was there before"
    assert not list(site.glob("out.bin.*")), "a temporary file was left"


def test_there_are_mistakes():
    assert len(MISTAKES) > 70
