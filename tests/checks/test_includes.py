# SPDX-License-Identifier: MIT
"""Dependencies point one way. Who may include whom, that no headers include each other in a circle, and that modules declare
what they use."""
import os
import re

import tree

# The list. A program (services, drivers, demos) may include its own folder and libraries that its module.mk declares.
ALLOWED = {
    "abi": {"abi"},
    "capnp": {"abi", "capnp"},
    "core": {"abi", "capnp", "core"},
    "kernel": {"abi", "capnp", "core", "kernel"},
    "rt": {"abi", "capnp", "core", "rt"},
    "lib": {"abi", "capnp", "core", "rt", "lib"},
    "trace": {"abi", "capnp", "trace"},
    "services": {"abi", "capnp", "core", "rt", "lib", "trace", "services"},
    "drivers": {"abi", "capnp", "core", "rt", "lib", "drivers"},
    "demos": {"abi", "capnp", "core", "rt", "lib", "demos"},
    "tools": {"abi", "capnp", "core", "trace", "tools"},
}
# The floors of the kernel, from the lowest: a file may include its own floor and those below. Names of one tuple stand beside one another and may
# include each other's headers. The contract headers of arch/ (include/arch/*.h) are what users of the machine include: base/ is one of them.
FLOORS = [("base",), ("arch",), ("mem",), ("sched",), ("ring",), ("ipc", "trace"), ("object",), ("boot",)]
CONTRACT = "kernel/arch/x86_64/include/"
# Arrows that point up all the same: (file, included file) -> why.
EXCEPTIONS = {
    ("kernel/sched/thread.h", "kernel/ring/answer.h"): "the records of unfinished answers are part of a thread, so that nothing is allocated on the call path",
    ("kernel/ring/ring.c", "kernel/ipc/ipc_fast.h"): "the system call enters the fast paths directly",
    ("kernel/ring/ring.c", "kernel/ipc/pipeline.h"): "the system call sends on what waited for an answer",
    ("kernel/ring/answer.c", "kernel/ipc/pipeline.h"): "the end of a thread drops its kept answers",
}
FOLDERS = ["abi/include", "capnp/include", "capnp/gen", "core/include", "rt/include", "trace/include", "kernel", "kernel/arch/x86_64/include"]
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"')


def exported():
    """Folders that module.mk files show to others."""
    return [os.path.normpath(os.path.join(module["folder"][0], word)) for module in tree.modules().values()
            for word in module.get("INCLUDES", [])]


def resolve(path, name, folders):
    for folder in [os.path.dirname(path), *folders]:
        full = os.path.normpath(os.path.join(folder, name))
        if os.path.exists(os.path.join(tree.ROOT, full)):
            return full
    return None


def edges():
    """(file, line, included file) of every quoted include that lies in the tree."""
    folders = list(dict.fromkeys(FOLDERS + exported()))
    found = []
    for path in tree.files(*tree.CODE):
        for number, line in enumerate(tree.text(path).split("\n"), 1):
            match = INCLUDE.match(line)
            target = match and resolve(path, match.group(1), folders)
            if target:
                found.append((path, number, target))
    assert len(found) > 100, "found almost no includes; has the layout changed?"
    return found


def test_includes_follow_the_list():
    bad = []
    for path, number, target in edges():
        room, other = path.split("/")[0], target.split("/")[0]
        if room in ALLOWED and other not in ALLOWED[room]:
            bad.append(f"{path}:{number}: {room}/ may not include {target}")
    tree.judge(bad, "abi <- capnp <- core <- kernel, and abi <- capnp <- core <- rt <- services, drivers, demos. Move the shared part down.")


def floor_of(path):
    room = path.split("/")[1]
    for number, rooms in enumerate(FLOORS):
        if room in rooms:
            return number
    raise AssertionError(f"{path}: kernel/{room} is no floor: give it a place in FLOORS")


def test_kernel_floors():
    """In the kernel, too, dependencies point one way: down."""
    bad, used, checked = [], set(), 0
    for path, number, target in edges():
        if not (tree.is_below(path, "kernel") and tree.is_below(target, "kernel")):
            continue
        checked += 1
        if floor_of(target) <= floor_of(path) or target.startswith(CONTRACT):
            continue
        if (path, target) in EXCEPTIONS:
            used.add((path, target))
        else:
            bad.append(f"{path}:{number}: includes {target}, which is on a floor above")
    assert checked > 500
    for path, target in sorted(used):
        print(f"exception: {path} includes {target}: {EXCEPTIONS[path, target]}")
    bad += [f"{path}:1: does not include {target} any more" for path, target in sorted(set(EXCEPTIONS) - used)]
    tree.judge(bad, "Move the shared part down, or declare what is needed in an upcall.h of the lower floor. An exception that is not used any more goes.")


def test_programs_do_not_include_each_other():
    modules = tree.modules()
    owner = {module["folder"][0]: name for name, module in modules.items()}

    def module_of(path):
        folder = os.path.dirname(path)
        while folder and folder not in owner:
            folder = os.path.dirname(folder)
        return owner.get(folder)

    bad, checked = [], 0
    for path, number, target in edges():
        if not tree.is_below(target, "services", "drivers", "demos"):
            continue
        checked += 1
        mine, other = module_of(path), module_of(target)
        if mine == other or tree.is_below(path, "tests"):
            continue
        if other not in modules.get(mine, {}).get("DEPENDS", []) or modules[other].get("KIND", ["library"]) != ["library"]:
            bad.append(f"{path}:{number}: {mine} includes {target} of {other}, which is no library in its DEPENDS")
    assert checked
    tree.judge(bad, "Programs share nothing but libraries that they declare.")


def find_cycle(graph):
    """The first circle in {node: [nodes]}, as a list, or None. Depth first, with an own stack of names."""
    state, trail = {}, []

    def visit(node):
        state[node] = "open"
        trail.append(node)
        for following in graph.get(node, ()):
            if state.get(following) == "open":
                return trail[trail.index(following):] + [following]
            if following not in state and (cycle := visit(following)):
                return cycle
        state[node] = "done"
        trail.pop()
        return None

    for node in sorted(graph):
        if node not in state and (cycle := visit(node)):
            return cycle
    return None


def test_no_include_cycles():
    graph = {}
    for path, _, target in edges():
        graph.setdefault(path, []).append(target)
    assert find_cycle({"a": ["b"], "b": ["a"]}) == ["a", "b", "a"]
    cycle = find_cycle(graph)
    tree.judge([f"{path}:1: includes the next of these" for path in cycle or []], "Break the circle: forward-declare, or move the shared part out.")


def test_modules_declare_what_exists():
    modules, bad = tree.modules(), []
    assert len(modules) > 5
    for name, module in modules.items():
        for other in module.get("DEPENDS", []):
            if other not in modules:
                bad.append(f"{module['folder'][0]}/module.mk:1: depends on {other}, which no module.mk defines")
    cycle = find_cycle({name: module.get("DEPENDS", []) for name, module in modules.items()})
    bad += [f"{modules[name]['folder'][0]}/module.mk:1: depends on the next of these, in a circle" for name in cycle or []]
    tree.judge(bad, "Correct DEPENDS.")
