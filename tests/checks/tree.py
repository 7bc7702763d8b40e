# SPDX-License-Identifier: MIT
"""The files of the tree, for the checks. Paths are relative to the top folder."""
import os
import re
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SKIPPED_FOLDERS = {".git", "build", "__pycache__", ".pytest_cache", ".frama-c"}
SKIPPED_FILES = {"systems/local.capnp"}  # what .gitignore says
CODE = (".c", ".h", ".S")


def files(*suffixes, under=""):
    """All files below `under` with one of the suffixes (all files without any)."""
    found = []
    for folder, folders, names in os.walk(os.path.join(ROOT, under)):
        folders[:] = sorted(set(folders) - SKIPPED_FOLDERS)
        for name in sorted(names):
            path = os.path.relpath(os.path.join(folder, name), ROOT)
            if path not in SKIPPED_FILES and (not suffixes or name.endswith(suffixes)):
                found.append(path)
    return found


def text(path):
    with open(os.path.join(ROOT, path), errors="replace") as file:
        return file.read()


def code_lines(path):
    """(number, line) of C or assembly without comments; the lines keep their numbers."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group(0)) if match.group(0)[0] == "/" else match.group(0)

    stripped = re.sub(r'"(?:\\.|[^"\\\n])*"|/\*.*?\*/|//[^\n]*', blank, text(path), flags=re.DOTALL)
    return list(enumerate(stripped.split("\n"), 1))


def is_below(path, *folders):
    return any(path.startswith(folder + "/") for folder in folders)


def judge(mistakes, what_to_do):
    """Fails with the list of mistakes, each beginning with file:line, and what to do about them."""
    assert not mistakes, "\n" + "\n".join(mistakes) + "\n" + what_to_do


def run(*command):
    """Standard output of a program that must succeed."""
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 0, " ".join(command) + "\n" + done.stdout[-1500:] + done.stderr[-3000:]
    return done.stdout


def modules():
    """{name: {variable: [words]}} of every module.mk; `folder` is where it lies. Wildcards are left as they are written."""
    found = {}
    for path in files("module.mk"):
        module = {"folder": [os.path.dirname(path)]}
        for name, value in re.findall(r"^(\w+)\s*:=\s*(.*)$", text(path).replace("\\\n", " "), re.M):
            module[name] = value.split()
        assert module.get("MODULE"), path + ":1: sets no MODULE"
        found[module["MODULE"][0]] = module
    return found
