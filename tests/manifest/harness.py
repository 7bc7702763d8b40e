# SPDX-License-Identifier: MIT
"""Running capnp and mkmanifest in a scratch folder, and reading what came out."""
import json
import pathlib
import re
import struct
import subprocess

TREE = pathlib.Path(__file__).resolve().parents[2]
HOST = TREE / "build/host"
MKMANIFEST = HOST / "mkmanifest"
SCHEMA = TREE / "schema/manifest.capnp"


def run(command, data=None, cwd=None):
    return subprocess.run([str(part) for part in command], input=data, cwd=cwd, check=True, timeout=60,
                          stdout=subprocess.PIPE).stdout


def text_to_binary(page, const="system"):
    return run(["capnp", "eval", "--binary", page, const])


def text_to_json(page, const="system"):
    return json.loads(run(["capnp", "eval", "-ojson", page, const]))


def json_to_binary(value, kind="SystemManifest"):
    return run(["capnp", "convert", "json:binary", SCHEMA, kind], json.dumps(value).encode())


def binary_to_json(data, kind="SystemManifest"):
    return json.loads(run(["capnp", "convert", "binary:json", SCHEMA, kind], data))


def packed_schemas(folder):
    """Makes folder/schemas.bin as the build does."""
    request = run(["capnp", "compile", "-o-", f"--src-prefix={TREE}/schema", *sorted((TREE / "schema").glob("*.capnp"))])
    run([HOST / "capnpc-capos", "--pack"], request, cwd=folder)
    return folder / "schemas.bin"


def mkmanifest(*arguments):
    return subprocess.run([str(MKMANIFEST), *map(str, arguments)], capture_output=True, text=True, timeout=60)


def files_at(data):
    """Where each embedded file of a finished package lies: {(list, name): (offset, bytes)}. A reader of its own, for one
    segment and for what mkmanifest writes, so that the placement is not judged by the code that made it."""
    words = struct.unpack_from(f"<{len(data) // 8}Q", data)
    assert words[0] & 0xFFFFFFFF == 0, "more than one segment"
    assert words[0] >> 32 == len(words) - 1, "the segment table does not give the file's length"

    def target(position):
        # mkmanifest only points forward, so the offset has no sign.
        return position + 1 + ((words[position] & 0xFFFFFFFF) >> 2)

    root = target(1)
    pointers = root + (words[1] >> 32 & 0xFFFF)
    found = {}
    # SystemManifest's pointers: name, binaries, blobs, initConfig. NamedBlob's: name, data, path.
    for field, number in (("binaries", 1), ("blobs", 2)):
        if words[pointers + number] == 0:
            continue
        tag = target(pointers + number)
        data_words, pointer_words = words[tag] >> 32 & 0xFFFF, words[tag] >> 48
        for index in range((words[tag] & 0xFFFFFFFF) >> 2):
            element = tag + 1 + index * (data_words + pointer_words) + data_words
            name_at, data_at = target(element), target(element + 1)
            name = data[name_at * 8:name_at * 8 + (words[element] >> 35) - 1].decode()
            size = words[element + 1] >> 35
            found[field, name] = (data_at * 8, data[data_at * 8:data_at * 8 + size])
    return found


def walk(value, path):
    """The container and the last key of a path like `initConfig.services[1].name`."""
    keys = [int(index) if index else name for name, index in re.findall(r"([A-Za-z]\w*)|\[(\d+)\]", path)]
    for key in keys[:-1]:
        value = value.setdefault(key, {}) if isinstance(value, dict) else value[key]
    return value, keys[-1]
