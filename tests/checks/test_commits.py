# SPDX-License-Identifier: MIT
"""The form of commits: one thing each, `subsystem: verb object` in at most 72 characters, and a body that says why."""
import re
import subprocess

import pytest

import tree

# Commits up to this one are as they are.
SINCE = "df95085"
TITLE = re.compile(r"^[A-Za-z0-9_/.,-]+(, [A-Za-z0-9_/.,-]+)*: \S.*$")
TITLE_LIMIT = 72


def mistakes_in(title, body):
    if len(title) > TITLE_LIMIT:
        yield f"the title has {len(title)} characters, at most {TITLE_LIMIT}"
    if not TITLE.match(title):
        yield "the title is not `subsystem: verb object`"
    if ";" in title:
        yield "the title has a semicolon: is it one thing?"
    if not body.strip() and "typo" not in title:
        yield "there is no body that says why"


def test_rules_find_what_they_are_for():
    assert list(mistakes_in("kernel/ipc: move the entry", "Because.")) == []
    assert list(mistakes_in("docs: correct a typo", "")) == []
    assert len(list(mistakes_in("moved things; and others", ""))) == 3
    assert len(list(mistakes_in("kernel: " + "x" * 80, "Because."))) == 1


def test_commits_have_their_form():
    known = subprocess.run(["git", "rev-parse", "--quiet", "--verify", f"{SINCE}^{{commit}}"], cwd=tree.ROOT, capture_output=True, check=False)
    if known.returncode != 0:
        pytest.skip("no git history here")
    log = tree.run("git", "log", "--no-merges", "--format=%h%x1f%s%x1f%b%x1e", f"{SINCE}..HEAD")
    bad = []
    for entry in filter(str.strip, log.split("\x1e")):
        number, title, body = entry.strip("\n").split("\x1f")
        bad += [f"{number}: {title[:60]}: {mistake}" for mistake in mistakes_in(title, body)]
    tree.judge(bad, "Reword it (git rebase) before it is published.")
