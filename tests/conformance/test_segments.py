# SPDX-License-Identifier: MIT
"""Messages of hundreds of segments, as the official tool writes them; and of more than can be read."""

import subprocess

import pytest

from test_conformance import MAX_SEGMENTS, TEXT, Schemas, most_segments


@pytest.fixture(scope="module")
def schemas(tmp_path_factory):
    return Schemas(tmp_path_factory.mktemp("segments"), ["tests/conformance/evolution.capnp"], "segments")


def segmented(schemas, texts):
    """A list of texts, each in a segment of its own."""
    node = next(node for node in schemas.structs() if node["name"] == "ListText")
    text = "(l = [" + ", ".join(f'"text number {i}"' for i in range(texts)) + "])\n"
    return node, text, schemas.tool("encode", node, text.encode(), "--segment-size=1")


@pytest.mark.parametrize("texts", [10, 60, 61, 62, 122, 252, 253, 254, 300, 500, MAX_SEGMENTS - 3])
def test_up_to_the_limit(schemas, texts):
    node, text, message = segmented(schemas, texts)
    assert most_segments(message) == texts + 3 <= MAX_SEGMENTS
    assert schemas.ours("decode", node, message).decode() == text
    copied = schemas.ours("copy", node, message)
    assert schemas.tool("decode", node, copied, "--short").decode() == text


def test_more_than_the_limit(schemas):
    node, _, message = segmented(schemas, MAX_SEGMENTS - 2)
    assert most_segments(message) == MAX_SEGMENTS + 1
    done = subprocess.run([TEXT, schemas.bin, "decode", node["name"]], input=message, capture_output=True, check=False)
    assert done.returncode == 1 and done.stdout == b""
    assert done.stderr.decode() == f"capnp-text: open: the message has more than {MAX_SEGMENTS} segments\n"
