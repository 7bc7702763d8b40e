# SPDX-License-Identifier: MIT
"""What the documentation points at exists: links between pages, their headings, and files named in backticks."""
import os
import re

import tree

# Files that a page tells its reader to make, and patterns.
READERS_OWN = re.compile(r"kernel_log|counter|demos/count/|systems/local\.capnp$|[A-Z]{4,}|[*<{]")
LINK = re.compile(r"\]\(([^)\s]+)\)")
# A header may also be named as it is included.
STARTS = ["", "abi/include", "capnp/include", "core/include", "rt/include", "kernel", "kernel/arch/x86_64/include"]
NAMED = re.compile(r"`([\w.-]+/[\w./-]*\.(?:c|h|S|md|py|mk|sh|capnp|json|txt|pml|awk|cfg|ld))`")


def without_code(text):
    """Fenced and indented code may show anything."""
    text = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    return re.sub(r"^(    |\t).*$", "", text, flags=re.M)


def headings(path):
    """As anchors are made from them: lower case, punctuation dropped, blanks to dashes."""
    found = re.findall(r"^#+ (.*)$", tree.text(path), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


def pages():
    found = tree.files(".md")
    assert len(found) > 40, "found hardly any page; has the layout changed?"
    return found


def test_links_lead_somewhere():
    bad, count = [], 0
    for path in pages():
        for target in LINK.findall(without_code(tree.text(path))):
            if "://" in target:
                continue
            count += 1
            name, _, anchor = target.partition("#")
            full = os.path.normpath(os.path.join(os.path.dirname(path), name)) if name else path
            if not os.path.exists(os.path.join(tree.ROOT, full)):
                bad.append(f"{path}:1: there is no {target}")
            elif anchor and anchor not in headings(full):
                bad.append(f"{path}:1: {full} has no heading #{anchor}")
    assert count > 50
    tree.judge(bad, "Point at what is there.")


def test_named_files_exist():
    """Only names that begin with a folder of the top: others are relative to what the page speaks of."""
    tops = {entry for entry in os.listdir(tree.ROOT) if os.path.isdir(os.path.join(tree.ROOT, entry))} - {"build"}
    bad, count = [], 0
    for path in pages():
        for number, line in enumerate(tree.text(path).split("\n"), 1):
            for name in NAMED.findall(line):
                if READERS_OWN.search(name) or name.split("/")[0] not in tops:
                    continue
                count += 1
                if not any(os.path.exists(os.path.join(tree.ROOT, start, name)) for start in [*STARTS, os.path.dirname(path)]):
                    bad.append(f"{path}:{number}: there is no {name}")
    assert count > 100
    tree.judge(bad, "Name the file by its path from the top folder, as it is now.")
