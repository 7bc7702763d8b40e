# SPDX-License-Identifier: MIT
"""docs/resources.md has every limit of the schema, with the default and the name that the kernel uses."""
import re

from tree import ROOT


def read(path):
    with open(f"{ROOT}/{path}", encoding="utf-8") as file:
        return file.read()


def number(text):
    return int(text.replace(",", ""))


def test_resources_page():
    schema = re.search(r"struct ResourceLimits .*?\n}", read("schema/process.capnp"), re.S).group(0)
    fields = {name: number(default) for name, default in re.findall(r"^  (\w+) @\d+ :UInt32; .*\(([\d,]+)\)$", schema, re.M)}
    assert len(fields) == len(re.findall(r"@\d+ :UInt32;", schema)), "a field without its default in parentheses"
    names = dict(re.findall(r'\[(LEDGER_\w+)\] = "([^"]+)"', read("core/src/ledger.c")))
    resources = dict(re.findall(r"LIMIT\((\w+), (LEDGER_\w+)\)", read("core/include/core/resource_limits.h")))
    kernel = {key: int(value) for key, value in re.findall(r"\[(LEDGER_\w+)\] = (\d+)", read("kernel/sched/process.c"))}
    rows = re.findall(r"^\| ([a-z ]+) \| `(\w+)` \| ([\d,]+) \|", read("docs/resources.md"), re.M)
    assert {field: number(default) for _, field, default in rows} == fields
    for name, field, default in rows:
        resource = resources[re.sub(r"([A-Z])", lambda match: "_" + match.group(1).lower(), field)]
        assert names[resource] == name and kernel[resource] == number(default), field
    assert len(rows) == len(names) == len(kernel)
