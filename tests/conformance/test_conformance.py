# SPDX-License-Identifier: MIT
"""Random values of every struct in the schema, both ways against the official capnp tool."""

import json
import os
import random
import re
import struct
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OUT = Path(os.environ.get("CAPOS_OUT") or (ROOT / "build/host").resolve().parent)
TEXT = OUT / "host/capnp-text"
PLUGIN = OUT / "host/capnpc-capos"
VALUES = 12
# The tool makes more when it is told to make them tiny.
MAX_SEGMENTS = int(re.search(r"#define CAPN_MAX_SEGMENTS (\d+)u", (ROOT / "capnp/include/capnp/message.h").read_text()).group(1))

# Type numbers of the packed schemas.
(VOID, BOOL, INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, FLOAT32, FLOAT64, TEXT_TYPE, DATA, _LIST, ENUM,
 STRUCT, INTERFACE, CAPABILITY, GROUP, ANY_POINTER, ANY_STRUCT, ANY_LIST) = range(23)
# No text has values of these.
OPEN_NAMES = {CAPABILITY: "Capability", ANY_POINTER: "AnyPointer", ANY_STRUCT: "AnyStruct", ANY_LIST: "AnyList"}
OPEN = (INTERFACE, *OPEN_NAMES)
NAMES = ["Void", "Bool", "Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64", "Float32",
         "Float64", "Text", "Data"]
INTEGERS = {INT8: (8, True), INT16: (16, True), INT32: (32, True), INT64: (64, True),
            UINT8: (8, False), UINT16: (16, False), UINT32: (32, False), UINT64: (64, False)}


def run(command, data=b""):
    done = subprocess.run([str(part) for part in command], input=data, capture_output=True, cwd=ROOT, check=False)
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stderr.decode(errors='replace')}"
    # The tool reports some damage on standard error and goes on.
    assert b"ERROR" not in done.stderr, done.stderr.decode(errors="replace")
    return done.stdout


class Schemas:
    """The packed schemas of some files, and a schema file in which every struct of them can be named."""

    def __init__(self, directory, files, prefix):
        self.bin = directory / "schemas.bin"
        request = run(["capnp", "compile", "-I", "schema", "-o-", *files])
        done = subprocess.run([PLUGIN, "--pack"], input=request, cwd=directory, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        packed = run(["capnp", "convert", "binary:json", "schema/schemas.capnp", "SchemaSet"], self.bin.read_bytes())
        self.nodes = json.loads(packed)["nodes"]
        self.prefix = prefix
        # Which file declares a name: asked of the compiler's own view, the sources.
        self.file_of = {}
        for path in files:
            for name in re.findall(r"^(?:struct|enum|interface) (\w+)", Path(ROOT / path).read_text(), re.M):
                self.file_of[name] = path
        self.alias = directory / "alias.capnp"
        self.write_aliases()

    def structs(self):
        return [node for node in self.nodes if node["kind"] == 0 and not self.is_group(node)]

    def is_group(self, node):
        index = self.nodes.index(node)
        return any(member["type"] == GROUP and member["node"] == index
                   for other in self.nodes for member in other.get("members", []))

    def type_name(self, member):
        kind = member["type"]
        if kind < len(NAMES):
            name = NAMES[kind]
        elif kind in OPEN_NAMES:
            name = OPEN_NAMES[kind]
        else:
            top, *rest = self.nodes[member["node"]]["name"].split(".")
            name = ".".join([f'(import "/{self.file_of[top]}").{top}', *rest])
        for _ in range(member["listDepth"]):
            name = f"List({name})"
        return name

    def tool_name(self, node):
        """How the tool is told of a struct: by an alias, or, for a method's struct, by a copy of its declaration."""
        return "T" + "".join(part[0].upper() + part[1:] for part in re.split(r"\W+", node["name"]))

    def write_aliases(self):
        lines = ["@0xdbb9ad1f14bf0b36;"]
        for node in self.structs():
            if "$" not in node["name"]:
                top, *rest = node["name"].split(".")
                lines.append(f'using {self.tool_name(node)} = '
                             + ".".join([f'(import "/{self.file_of[top]}").{top}', *rest]) + ";")
                continue
            fields = [f'  {m["name"]} @{i} :{self.type_name(m)};' for i, m in enumerate(node.get("members", []))]
            lines += [f"struct {self.tool_name(node)} {{", *fields, "}"]
        self.alias.write_text("\n".join(lines) + "\n")

    def tool(self, verb, node, data, *options):
        # The tool guesses whether its input has another form, and guesses wrong for tiny messages.
        options += ("--quiet",) if verb == "decode" else ()
        return run(["capnp", verb, *options, "-I", ROOT, "-I", "schema", self.alias, self.tool_name(node)], data)

    def ours(self, verb, node, data):
        return run([TEXT, self.bin, verb, node["name"]], data)


class Values:
    """Random values as text that both sides read."""

    def __init__(self, schemas, seed):
        self.schemas = schemas
        self.random = random.Random(seed)

    def scalar(self, member):
        kind = member["type"]
        if kind == VOID:
            return "void"
        if kind == BOOL:
            return self.random.choice(["true", "false"])
        if kind in INTEGERS:
            bits, signed = INTEGERS[kind]
            low, high = (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)
            return str(self.random.choice([low, high, 0, self.random.randint(low, high), self.random.randint(0, 9)]))
        if kind in (FLOAT32, FLOAT64):
            width, code, exponent = (4, "<f", 0x7f800000) if kind == FLOAT32 else (8, "<d", 0x7ff0000000000000)
            while True:
                bits = self.random.getrandbits(width * 8)
                value = struct.unpack(code, bits.to_bytes(width, "little"))[0]
                # NaNs have many bit patterns and no text for them; a negative number is written as such.
                # The tool prints a Float32 with 8 digits, which does not keep every number; we print more then.
                kept = kind == FLOAT64 or struct.pack(code, float(f"{value:.8g}")) == bits.to_bytes(width, "little")
                if bits & exponent != exponent and kept:
                    return repr(self.random.choice([value, 0.5, -2.0]))
        if kind == ENUM:
            return self.random.choice(self.schemas.nodes[member["node"]]["members"])["name"]
        raise AssertionError(f"type {kind}")

    def text(self, data):
        # No brackets, `#` and `'`: looking for the end of a value in its input, the tool takes them for more than text.
        letters = "abc xyz0189-_.:;,@$=<>é漢"
        body = "".join(self.random.choice(letters) for _ in range(self.random.randint(0, 20)))
        extra = ['\\n', '\\t', '\\"', '\\\\', '\\x01', '\\x7f'] + (['\\xff', '\\x00'] if data else [])
        return '"' + body + "".join(self.random.choice(extra) for _ in range(self.random.randint(0, 3))) + '"'

    def value(self, member, depth):
        kind, lists = member["type"], member["listDepth"]
        if lists:
            element = dict(member, listDepth=lists - 1)
            if kind in OPEN:
                return "[]"
            return "[" + ", ".join(self.value(element, depth + 1) for _ in range(self.random.randint(0, 4))) + "]"
        if kind == TEXT_TYPE:
            return self.text(False)
        if kind == DATA:
            if self.random.random() < 0.5:
                return self.text(True)
            return '0x"' + " ".join(f"{self.random.getrandbits(8):02x}" for _ in range(self.random.randint(1, 9))) + '"'
        if kind in (STRUCT, GROUP):
            return self.struct(self.schemas.nodes[member["node"]], depth + 1)
        return self.scalar(member)

    def struct(self, node, depth=0):
        members = [m for m in node.get("members", []) if m["type"] not in OPEN]
        union = [m for m in members if m["discriminant"] != 0xffff]
        chosen = [m for m in members if m["discriminant"] == 0xffff]
        if union:
            chosen.append(self.random.choice(union))
        # Deep values end; in shallow ones most fields are there, and sometimes none.
        likely = self.random.choice([0.0, 0.7, 1.0]) if depth < 3 else 0.1 if depth < 6 else 0.0
        chosen = [m for m in chosen if self.random.random() < likely]
        self.random.shuffle(chosen)
        return "(" + ", ".join(f'{m["name"]} = {self.value(m, depth)}' for m in chosen) + ")"


@pytest.fixture(scope="module", params=["schema", "fixture"])
def schemas(request, tmp_path_factory):
    directory = tmp_path_factory.mktemp(request.param)
    if request.param == "schema":
        files = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "schema").glob("*.capnp"))
    else:
        files = ["tests/unit/fixtures/kinds.capnp"]
    return Schemas(directory, files, request.param)


def test_every_struct_is_covered(schemas):
    """The packed schemas hold every struct that the sources declare."""
    declared = {name for path in set(schemas.file_of.values())
                for name in re.findall(r"^struct (\w+)", (ROOT / path).read_text(), re.M)}
    packed = {node["name"] for node in schemas.structs()}
    assert declared and declared <= packed


def most_segments(messages):
    """The greatest number of segments among messages that follow each other."""
    most = at = 0
    while at < len(messages):
        count = struct.unpack_from("<I", messages, at)[0] + 1
        sizes = struct.unpack_from(f"<{count}I", messages, at + 4)
        at += (count // 2 + 1) * 8 + sum(sizes) * 8
        most = max(most, count)
    return most


def test_both_ways(schemas):
    values = Values(schemas, "capnp")
    segmented = 0
    for node in schemas.structs():
        lines = [values.struct(node) for _ in range(VALUES)]
        text = ("\n".join(lines) + "\n").encode()
        theirs = schemas.tool("encode", node, text)
        expected = schemas.tool("decode", node, theirs, "--short")

        # What we write, they read as they read their own.
        ours = schemas.ours("encode", node, text)
        assert schemas.tool("decode", node, ours, "--short") == expected, node["name"]

        # What they write, we read: our text, encoded by them, means the same.
        for options in ([], ["--segment-size=1"], ["--segment-size=7"], ["--segment-size=40"]):
            message = schemas.tool("encode", node, text, *options)
            if most_segments(message) > MAX_SEGMENTS:
                continue
            segmented += most_segments(message) > 1
            printed = schemas.ours("decode", node, message)
            again = schemas.tool("encode", node, printed)
            assert schemas.tool("decode", node, again, "--short") == expected, (node["name"], options)
            if node.get("dataWords", 0) or node.get("pointers", 0):
                copied = schemas.ours("copy", node, message)
                assert schemas.tool("decode", node, copied, "--short") == expected, (node["name"], options, "copy")
    assert segmented > 5


def test_our_text_is_their_text(schemas):
    """Where there is no Data (which we print in a form of our own), the texts are equal to the letter."""
    values = Values(schemas, "text")

    def has_data(node, seen):
        if node["name"] in seen:
            return False
        seen.add(node["name"])
        return any(m["type"] == DATA or (m["type"] in (STRUCT, GROUP) and has_data(schemas.nodes[m["node"]], seen))
                   for m in node.get("members", []))

    compared = 0
    for node in schemas.structs():
        if has_data(node, set()):
            continue
        text = ("\n".join(values.struct(node) for _ in range(VALUES)) + "\n").encode()
        message = schemas.tool("encode", node, text)
        assert schemas.ours("decode", node, message) == schemas.tool("decode", node, message, "--short"), node["name"]
        compared += 1
    assert compared > 5
