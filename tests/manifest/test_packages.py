# SPDX-License-Identifier: MIT
"""What mkmanifest makes of valid input."""
import os
import pathlib
import re
import shutil
import stat
import struct

import pytest

import harness

HERE = pathlib.Path(__file__).parent
SYSTEMS = harness.TREE / "systems"
PAGES = sorted(page for page in SYSTEMS.glob("*.capnp") if page.name != "local.capnp")
JSON_PAGES = sorted(SYSTEMS.glob("*.json"))
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f a comment"


def make(site, data, *arguments):
    """The package as bytes; arguments are further options."""
    (site / "input.bin").write_bytes(data)
    result = harness.mkmanifest("--root", site / "root", *arguments, site / "input.bin", "-o", site / "out.bin")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    return (site / "out.bin").read_bytes()


def make_base(site, *arguments):
    return make(site, harness.text_to_binary(HERE / "base.capnp"), *arguments)


def overlay(site, value):
    (site / "overlay.bin").write_bytes(harness.json_to_binary(value, "ManifestOverlay"))
    return "--overlay", site / "overlay.bin"


def config(package):
    return harness.binary_to_json(package)["initConfig"]


def input_of(page):
    if page.suffix == ".json":
        return harness.run(["capnp", "convert", "json:binary", harness.SCHEMA, "SystemManifest"], page.read_bytes())
    return harness.text_to_binary(page)


def put_programs(site, data):
    """A stand-in for every program that a system names: what is in them is no matter here."""
    for blob in harness.binary_to_json(data)["binaries"]:
        path = site / "root" / blob["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\x7fELF" + blob["name"].encode() * 300)


@pytest.mark.parametrize("page", PAGES + JSON_PAGES, ids=lambda page: page.name)
def test_every_system_passes(page, site):
    data = input_of(page)
    put_programs(site, data)
    package = make(site, data, "--blob", f"schemas={site}/schemas.bin")
    assert harness.binary_to_json(package)["name"] == page.stem


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_both_doors_give_the_same_bytes(page, site):
    data = harness.text_to_binary(page)
    put_programs(site, data)
    blob = "--blob", f"schemas={site}/schemas.bin"
    assert make(site, harness.json_to_binary(harness.text_to_json(page)), *blob) == make(site, data, *blob)


def test_nothing_is_lost(site):
    """Every field of the input arrives, but for paths, which become bytes."""
    before = harness.text_to_json(HERE / "base.capnp")
    after = harness.binary_to_json(make_base(site))
    for blob in before["binaries"] + before["blobs"]:
        content = (site / "root" / blob.pop("path")).read_bytes()
        blob["data"] = list(content + bytes(-len(content) % 4096 if blob in before["binaries"] else 0))
    before["blobs"].append({"name": "motd", "data": list(b"Welcome.\n")})
    assert after == before


def test_files_lie_on_pages(site):
    package = make_base(site)
    assert len(package) % 4096 == 0
    files = harness.files_at(package)
    assert [name for _, name in files] == ["init", "server", "client", "notes", "motd"]
    end = 0
    for (field, name), (offset, content) in files.items():
        assert offset % 4096 == 0 and offset >= end
        # Nothing but zeroes shares a page with a file.
        end = offset + len(content) + -len(content) % 4096
        assert not any(package[offset + len(content):end])
    for field, name, path in (("binaries", "init", "init"), ("binaries", "client", "bin/client"), ("blobs", "notes", "notes")):
        original = (site / "root" / path).read_bytes()
        assert files[field, name][1] == original + bytes(-len(original) % 4096 if field == "binaries" else 0)
    assert end == len(package)


def test_same_input_same_bytes(site, tmp_path_factory):
    """Also from another folder, at another time, with other permissions."""
    first = make_base(site)
    other = tmp_path_factory.mktemp("other")
    shutil.copytree(site / "root", other / "root")
    (other / "root/init").chmod(0o700)
    assert make_base(other) == first


def test_many_segments(site):
    """A far pointer to the root in a second segment: what a writer that ran out of its first segment makes."""
    data = harness.text_to_binary(HERE / "base.capnp")
    count, words = struct.unpack_from("<II", data)
    assert count == 0
    split = struct.pack("<IIIIQ", 1, 1, words, 0, 1 << 32 | 2) + data[8:]
    assert make(site, split) == make(site, data)


def test_motd_and_services_arrive(site):
    package = make_base(site)
    made = config(package)
    assert made["motd"] == "Welcome.\n"
    assert harness.files_at(package)["blobs", "motd"][1] == b"Welcome.\n"
    assert [service["name"] for service in made["services"]] == ["server", "client"]


def test_json_door_says_so(site):
    data = input_of(SYSTEMS / "json-door.json")
    put_programs(site, data)
    package = make(site, data, "--blob", f"schemas={site}/schemas.bin")
    assert config(package)["motd"] == "This system came through the JSON door.\n"
    assert harness.files_at(package)["blobs", "motd"][1] == b"This system came through the JSON door.\n"


def test_empty_motd_is_an_empty_blob(site):
    page = harness.text_to_json(HERE / "base.capnp")
    del page["initConfig"]["motd"]
    package = make(site, harness.json_to_binary(page))
    assert harness.files_at(package)["blobs", "motd"][1] == b""
    assert len(package) % 4096 == 0


def test_motd_reaches_the_shell():
    """The pages that have a shell hand it the blob; without it an overlay's motd would be read by nobody."""
    for page in (SYSTEMS / "default.capnp", SYSTEMS / "json-door.json"):
        made = harness.binary_to_json(input_of(page))["initConfig"]
        assert {"bootBlob": "motd"} in [cap["source"] for cap in made["init"]["caps"] if cap["name"] == "motd"]
        shell, = [service for service in made["services"] if service["name"] == "shell"]
        assert {"init": "motd"} in [cap["source"] for cap in shell["caps"] if cap["name"] == "motd"]


def test_overlay_adds_and_replaces(site):
    made = config(make_base(site, *overlay(site, {
        "motd": "Mine.\n",
        "accounts": [{"name": "ada", "profile": "big", "authorizedKeys": [KEY]}, {"name": "user", "displayName": "Me"}],
        "profiles": [{"name": "big", "limits": {"threads": 9}}, {"name": "small", "limits": {"threads": 1}}],
    })))
    assert made["motd"] == "Mine.\n"
    assert harness.files_at((site / "out.bin").read_bytes())["blobs", "motd"][1] == b"Mine.\n"
    assert [(account["name"], account.get("displayName"), account.get("authorizedKeys", []))
            for account in made["accounts"]] == [("user", "Me", []), ("ada", None, [KEY])]
    assert [(profile["name"], profile["limits"]["threads"]) for profile in made["profiles"]] == [("small", 1), ("big", 9)]


def test_every_limit_of_a_profile_arrives(site):
    """All fields that the schema has: one that the copy forgets would silently become the default."""
    struct_text = re.search(r"struct ResourceLimits .*?\n}", (harness.TREE / "schema/process.capnp").read_text(), re.S).group(0)
    limits = {name: 100 + at for at, name in enumerate(re.findall(r"^  (\w+) @\d+ :UInt\d+", struct_text, re.M))}
    assert len(limits) >= 7
    page = harness.text_to_json(HERE / "base.capnp")
    page["initConfig"]["profiles"] = [{"name": "small", "limits": limits}]
    page["initConfig"]["init"]["limits"] = limits
    made = config(make(site, harness.json_to_binary(page)))
    assert made["profiles"][0]["limits"] == limits and made["init"]["limits"] == limits


def test_empty_overlay_changes_nothing(site):
    assert make_base(site, *overlay(site, {})) == make_base(site)


def test_replaced_account_leaves_no_trace(site):
    package = make_base(site, *overlay(site, {"accounts": [{"name": "user", "displayName": "Somebody else"}]}))
    assert b"Somebody else" in package
    assert b"User" not in package


def test_local_example_is_valid(site):
    """Copied away, because systems/local.capnp is the owner's; so the relative import becomes an absolute one."""
    page = site / "local.capnp"
    page.write_text((SYSTEMS / "local.capnp.example").read_text().replace("../schema", "/schema"))
    (site / "local.bin").write_bytes(harness.run(["capnp", "eval", "--binary", "-I", harness.TREE, page, "overlay"]))
    assert "ada" in [account["name"] for account in config(make_base(site, "--overlay", site / "local.bin"))["accounts"]]


def test_set_user_renames_the_first_account(site):
    account = config(make_base(site, "--set", "user=grace"))["accounts"]
    assert [(a["name"], a["displayName"]) for a in account] == [("grace", "User")]


def test_set_user_makes_an_account(site):
    page = harness.text_to_json(HERE / "base.capnp")
    del page["initConfig"]["accounts"]
    assert config(make(site, harness.json_to_binary(page), "--set", "user=grace"))["accounts"][0]["name"] == "grace"


def test_overlay_speaks_of_the_renamed_account(site):
    arguments = overlay(site, {"accounts": [{"name": "grace", "displayName": "Grace H."}]})
    accounts = config(make_base(site, "--set", "user=grace", *arguments))["accounts"]
    assert [(account["name"], account["displayName"]) for account in accounts] == [("grace", "Grace H.")]


def test_files_from_the_command_line(site):
    package = make_base(site, "--binary", f"extra={site}/outside", "--blob", f"notes={site}/outside")
    files = harness.files_at(package)
    assert list(files) == [("binaries", "init"), ("binaries", "server"), ("binaries", "client"), ("binaries", "extra"),
                           ("blobs", "notes"), ("blobs", "motd")]
    assert files["binaries", "extra"][1] == b"secret".ljust(4096, b"\0")
    assert files["blobs", "notes"][1] == b"secret"


def test_data_in_the_input_is_kept(site):
    page = harness.text_to_json(HERE / "base.capnp")
    page["blobs"][0] = {"name": "notes", "data": [1, 2, 3]}
    offset, content = harness.files_at(make(site, harness.json_to_binary(page)))["blobs", "notes"]
    assert offset % 4096 == 0
    assert content == b"\1\2\3"


def test_link_inside_root_is_followed(site):
    (site / "root/latest").symlink_to("bin/server")
    page = harness.text_to_json(HERE / "base.capnp")
    page["binaries"][1]["path"] = "latest"
    assert make(site, harness.json_to_binary(page)) == make_base(site)


def test_output_has_ordinary_permissions(site):
    make_base(site)
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((site / "out.bin").stat().st_mode) == 0o666 & ~mask


def test_output_folder_missing(site):
    (site / "input.bin").write_bytes(harness.text_to_binary(HERE / "base.capnp"))
    result = harness.mkmanifest("--root", site / "root", site / "input.bin", "-o", site / "no/out.bin")
    assert result.returncode == 1
    assert result.stderr == f"mkmanifest: {site}/no/out.bin: No such file or directory\n"


@pytest.mark.parametrize("arguments, complaint", [
    ([], "expected one INPUT.bin"),
    (["a.bin"], "expected -o MANIFEST.bin"),
    (["a.bin", "b.bin", "-o", "c.bin"], "expected one INPUT.bin"),
    (["--set", "colour=red", "a.bin", "-o", "c.bin"], "--set knows user=NAME only: colour=red"),
    (["--blob", "schemas", "a.bin", "-o", "c.bin"], "expected NAME=PATH: schemas"),
    (["--binary", "=x", "a.bin", "-o", "c.bin"], "expected NAME=PATH: =x"),
    (["--frobnicate", "a.bin"], "unrecognized option '--frobnicate'"),
])
def test_wrong_usage(arguments, complaint):
    result = harness.mkmanifest(*arguments)
    assert result.returncode == 2
    assert complaint in result.stderr
    assert "usage: mkmanifest" in result.stderr


def test_interface_constants_are_the_schemas():
    """systems/common/interfaces.capnp against the ids in schema/*.capnp."""
    schema = {}
    for file in (harness.TREE / "schema").glob("*.capnp"):
        schema.update(re.findall(r"^interface (\w+) @(0x[0-9a-f]{16})", file.read_text(), re.M))
    constants = dict(re.findall(r"^const (\w+) :UInt64 = (0x[0-9a-f]{16});", (SYSTEMS / "common/interfaces.capnp")
                                .read_text(), re.M))
    assert len(constants) > 15
    for name, number in constants.items():
        assert schema[name[0].upper() + name[1:]] == number
