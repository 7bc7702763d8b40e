# SPDX-License-Identifier: MIT
"""The packed encoding, the canonical form and messages that are opened again, against the official tool."""

import random
import struct
import subprocess

from test_conformance import ROOT, TEXT, Schemas, Values, most_segments, schemas  # noqa: F401 (a fixture)

VALUES = 6
MUTATIONS = 250
SEGMENTS = ([], ["--segment-size=1"], ["--segment-size=9"])


def values_of(schemas, seed):
    """(node, text) of every struct that has something in it."""
    values = Values(schemas, seed)
    for node in schemas.structs():
        if node.get("dataWords", 0) or node.get("pointers", 0):
            yield node, ("\n".join(values.struct(node) for _ in range(VALUES)) + "\n").encode()


def test_packed_both_ways(schemas):
    rng, segmented = random.Random("packed"), 0
    for node, text in values_of(schemas, "packed"):
        options = rng.choice(SEGMENTS)
        message = schemas.tool("encode", node, text, *options)
        packed = schemas.tool("encode", node, text, "--packed", *options)
        segmented += most_segments(message) > 1
        # What we pack, they would have packed: so that they unpack it.
        assert schemas.ours("pack", node, message) == packed, (node["name"], options)
        assert schemas.ours("unpack", node, packed) == message, (node["name"], options)
    assert segmented > 5


def test_runs(tmp_path_factory):
    """Data of dense bytes and of zeros, longer than a run can be."""
    schemas = Schemas(tmp_path_factory.mktemp("runs"), ["tests/conformance/evolution.capnp"], "runs")
    node = next(node for node in schemas.structs() if node["name"] == "ListText")
    for words in (1, 2, 254, 255, 256, 257, 511, 513, 800):
        for letter in ("a", r"\x00"):
            text = f'(l = ["", "{letter * (8 * words)}", "b"])'.encode()
            message = schemas.tool("encode", node, text)
            packed = schemas.tool("encode", node, text, "--packed")
            assert schemas.ours("pack", node, message) == packed
            assert schemas.ours("unpack", node, packed) == message


def test_truncated_packed(tmp_path_factory):
    schemas = Schemas(tmp_path_factory.mktemp("cut"), ["tests/conformance/evolution.capnp"], "cut")
    node = next(node for node in schemas.structs() if node["name"] == "ListText")
    packed = schemas.tool("encode", node, b'(l = ["abc", "defdefdefdefdefdefdefdef", "\\x00\\x00\\x00\\x00"])', "--packed")
    for cut in range(1, len(packed)):
        done = subprocess.run([TEXT, schemas.bin, "unpack", node["name"]], input=packed[:cut], capture_output=True, check=False)
        assert done.returncode == 1 and done.stdout == b"" and b"malformed" in done.stderr


def to_canonical(schemas, node, message):
    done = subprocess.run(["capnp", "convert", "binary:canonical", "--quiet", "-I", ROOT, "-I", "schema", schemas.alias,
                           schemas.tool_name(node)], input=message, capture_output=True, cwd=ROOT, check=False)
    assert done.returncode == 0 and b"ERROR" not in done.stderr, done.stderr
    return done.stdout


def test_canonical(schemas):
    values = Values(schemas, "canonical")
    rng, sizes = random.Random("canonical"), set()
    # The fixture has few structs, and in them one of everything.
    for node in schemas.structs() * (15 if schemas.prefix == "fixture" else 1):
        options = rng.choice(SEGMENTS)
        message = schemas.tool("encode", node, values.struct(node).encode(), *options)
        canonical = to_canonical(schemas, node, message)
        assert schemas.ours("canonical", node, message) == canonical, (node["name"], options)
        sizes.add(len(canonical))
        framed = struct.pack("<2I", 0, len(canonical) // 8) + canonical
        assert schemas.ours("is-canonical", node, framed) == b"true\n"
        # What is canonical stays as it is.
        assert schemas.ours("canonical", node, framed) == canonical
    assert len(sizes) > 10


def test_gone_on_with(schemas):
    """Messages that are opened again, every struct made greater in place: for the schema they are the same."""
    values, greater = Values(schemas, "reopened"), 0
    for node in schemas.structs() * 15 if schemas.prefix == "fixture" else schemas.structs()[::3]:
        message = schemas.tool("encode", node, values.struct(node).encode())
        grown = schemas.ours("grow", node, message)
        greater += len(grown) > len(message)
        for reader in (schemas.ours, schemas.tool):
            assert reader("decode", node, grown) == reader("decode", node, message), node["name"]
    assert greater > 10


def judged_canonical(segment):
    """The official verdict. The tool gives it when it reads a message, whatever the type."""
    done = subprocess.run(["capnp", "convert", "canonical:text", "--quiet", "tests/conformance/evolution.capnp", "Anything"],
                          input=segment, capture_output=True, cwd=ROOT, check=False)
    # A root that is a list is canonical too; that it is no struct is found after the judgement.
    if b"Message contains non-struct pointer where struct pointer was expected" in done.stderr:
        return b"Uncaught" not in done.stderr
    assert (done.returncode == 0) == (done.stdout == b"()\n" and not done.stderr), done
    return done.returncode == 0


def mutate(rng, words):
    """A change that leaves a message which is likely to be readable still."""
    words = list(words)
    at = rng.randrange(len(words))
    kind = rng.randrange(8)
    if kind == 0:
        words[at] ^= 1 << rng.randrange(64)
    elif kind == 1:
        words[at] = 0
    elif kind == 2:
        words.append(rng.choice([0, 1]))
    elif kind == 3:
        words.insert(at + 1, 0)
    elif kind == 4 and len(words) > 1:
        words.pop(at)
    elif kind == 5:
        words[at] = (words[at] + (rng.choice([1, -1]) << rng.choice([2, 32, 35, 48]))) % (1 << 64)
    elif kind == 6:
        words[at] = words[rng.randrange(len(words))]
    else:
        words[at] = 0xfffffffc
    return words


def test_judgement(schemas):
    """Damaged canonical messages: the same verdict about each."""
    rng = random.Random("judgement")
    values = Values(schemas, "judgement")
    nodes = [node for node in schemas.structs() if node.get("pointers", 0)]
    counts = {True: 0, False: 0}
    for round_ in range(MUTATIONS):
        node = nodes[round_ % len(nodes)]
        segment = to_canonical(schemas, node, schemas.tool("encode", node, values.struct(node).encode()))
        words = struct.unpack(f"<{len(segment) // 8}Q", segment)
        for _ in range(rng.randrange(3)):
            words = mutate(rng, words)
        segment = struct.pack(f"<{len(words)}Q", *words)
        expected = judged_canonical(segment)
        ours = schemas.ours("is-canonical", node, struct.pack("<2I", 0, len(words)) + segment)
        assert ours == (b"true\n" if expected else b"false\n"), [f"{word:016x}" for word in words]
        counts[expected] += 1
    assert min(counts.values()) > MUTATIONS // 10, counts
