# SPDX-License-Identifier: MIT
"""
Lists of every element size, read as lists of every type: what the official tool reads, and what it refuses. One difference: it
reads a list of numbers as a list of Bool, and gives not a bit of each but the bits of the first ones. That is refused here.
"""

import random
import struct
import subprocess

import pytest

from test_conformance import ROOT, TEXT, Schemas, run

VOID, BIT, BYTE, TWO, FOUR, EIGHT, POINTER, COMPOSITE = range(8)
WIDTH = {VOID: 0, BIT: 1, BYTE: 8, TWO: 16, FOUR: 32, EIGHT: 64}
COUNTS = (0, 1, 2, 5, 17)
# data words and pointers of the structs that are found
STRUCTS = ((0, 0), (1, 0), (0, 1), (1, 1), (2, 3))


def struct_word(offset, data, pointers):
    return ((offset << 2) & 0xffffffff) | data << 32 | pointers << 48


def list_word(offset, size, count):
    return ((offset << 2) & 0xffffffff) | 1 | size << 32 | count << 35


def message(words):
    return struct.pack(f"<{len(words) + 1}Q", len(words) << 32, *words)


class Lists:
    """Messages whose root has one pointer, to a list."""

    def __init__(self):
        self.random = random.Random("evolution")

    def simple(self, size, count):
        bits = self.random.getrandbits(max(1, WIDTH[size] * count)) if WIDTH[size] else 0
        words = [bits >> 64 * i & (1 << 64) - 1 for i in range((WIDTH[size] * count + 63) // 64)]
        return message([struct_word(0, 0, 1), list_word(0, size, count), *words])

    def texts(self, places, total):
        """Fills pointers at `places` (positions in a list of `total` words) with texts behind it, or leaves them null."""
        pointers, behind = {}, []
        for place in places:
            if self.random.random() < 0.3:
                pointers[place] = 0
                continue
            letters = bytes(self.random.choice(b"abcxyz") for _ in range(self.random.randint(0, 12))) + b"\0"
            pointers[place] = list_word(total - place - 1 + len(behind), BYTE, len(letters))
            behind += struct.unpack(f"<{(len(letters) + 7) // 8}Q", letters.ljust((len(letters) + 7) // 8 * 8, b"\0"))
        return pointers, behind

    def pointers(self, count):
        pointers, behind = self.texts(range(count), count)
        return message([struct_word(0, 0, 1), list_word(0, POINTER, count), *pointers.values(), *behind])

    def structs(self, data, pointers, count):
        step = data + pointers
        places = [i * step + data + j for i in range(count) for j in range(pointers)]
        filled, behind = self.texts(places, step * count)
        words = [filled[i] if i in filled else self.random.getrandbits(64) for i in range(step * count)]
        return message([struct_word(0, 0, 1), list_word(0, COMPOSITE, step * count), struct_word(count, data, pointers), *words, *behind])

    def all(self):
        for count in COUNTS:
            for size in WIDTH:
                yield f"{count} of size {size}", self.simple(size, count)
            yield f"{count} pointers", self.pointers(count)
            for data, pointers in STRUCTS:
                yield f"{count} structs ({data}, {pointers})", self.structs(data, pointers, count)


@pytest.fixture(scope="module")
def schemas(tmp_path_factory):
    return Schemas(tmp_path_factory.mktemp("evolution"), ["tests/conformance/evolution.capnp"], "evolution")


def readers(schemas):
    found = [node for node in schemas.structs() if node["name"].startswith(("List", "Only"))]
    assert len(found) == 14
    return found


@pytest.mark.parametrize("name,data", [pytest.param(*case, id=case[0]) for case in Lists().all()])
def test_as_the_tool_reads_it(schemas, name, data):
    for node in readers(schemas):
        tool = subprocess.run(["capnp", "convert", "binary:text", "--short", "--quiet", "-I", ROOT, "-I", "schema", schemas.alias,
                               schemas.tool_name(node)], input=data, capture_output=True, cwd=ROOT, check=False)
        ours = subprocess.run([TEXT, schemas.bin, "decode", node["name"]], input=data, capture_output=True, check=False)
        # The tool reports what it refuses on standard error, and goes on with an empty list.
        refused = b"ERROR" in tool.stderr or tool.returncode != 0
        refused |= node["name"] == "ListBool" and "of size 1" not in name
        assert (ours.returncode != 0) == refused, (node["name"], tool.stdout, ours.stdout, ours.stderr)
        if refused:
            assert (b"malformed" if node["name"].startswith("Only") else b"wrong type") in ours.stderr
        else:
            # Texts may differ in form (data): the messages that they make may not.
            assert schemas.tool("encode", node, ours.stdout) == schemas.tool("encode", node, tool.stdout), (name, node["name"])


def test_both_answers_occur(schemas):
    """The matrix is no proof of anything if the tool refused nothing in it, or everything."""
    lists = dict(Lists().all())
    by_name = {node["name"]: node for node in readers(schemas)}
    assert schemas.tool("decode", by_name["ListUInt8"], lists["2 structs (1, 1)"], "--short").count(b",") == 1
    with pytest.raises(AssertionError):
        schemas.tool("decode", by_name["ListUInt8"], lists["2 structs (0, 1)"], "--short")
    with pytest.raises(AssertionError):
        schemas.tool("decode", by_name["ListBool"], lists["2 structs (1, 0)"], "--short")
    assert run([TEXT, schemas.bin, "decode", "ListUInt8"], lists["5 of size 4"]).count(b",") == 4
