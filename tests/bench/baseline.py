# SPDX-License-Identifier: MIT
"""Compares a measurement with the one that is kept in baseline.json, and names the functions that grew.

Only capOS, and only what is the same to the digit in every run. Code of another compiler or flavour has other numbers, so the
baseline says of which it is. After a change that is meant to cost something (or that saves something): `./capos bench --update-baseline`,
and commit baseline.json and docs/performance.* with the change.

The file also has all else that docs/performance.md shows (Linux's numbers, growth, the machine), so that the page is made of this
file and of nothing else, and a test can tell whether it still is.
"""
import json
import pathlib
import re
import subprocess

import machine
import profiles

PATH = pathlib.Path(__file__).parent / "baseline.json"
TOLERANCE = 0.05
# No costs of time, but the same in every run, too.
COMPARED_VALUES = ("process_bytes", "thread_bytes", "capability_bytes", "notification_bytes")
SHARE = 0.005                   # functions below it are kept as one: too small to be the reason
OTHERS = "all others"


def compiler():
    """What was built how: the folder that build/user leads to (gcc-release), and the compiler as its objects name it."""
    built = (machine.BUILD / "user").resolve().parent
    comment = subprocess.run(["readelf", "-p", ".comment", built / "obj/user/tests/bench/guest/main.o"], capture_output=True,
                             text=True).stdout
    name = re.search(r"\]\s+(.*)", comment)
    return f"{built.name}, {name.group(1).strip() if name else 'unknown compiler'}"


def measure(**changed):
    """{"compiler", "rows": {row: least}, "functions": {row: {"program function": instructions}}}; changed as profiles.bench_rows."""
    found, functions = profiles.bench_rows(**changed)
    boot, functions["boot_to_init"] = profiles.boot_rows()
    rows = {name: values[0] for name, values in found.items()} | {"boot_to_init": boot["boot_to_init"]}
    return {"compiler": compiler(), "rows": rows,
            "functions": {row: named(totals) for row, totals in functions.items()}}


def named(totals):
    least = SHARE * sum(totals.values())
    kept = {function: count for function, count in profiles.by_name(totals).items() if count >= least}
    return kept | {OTHERS: sum(totals.values()) - sum(kept.values())}


def to_keep(capos, linux, facts, functions, growth):
    """What the file holds, of a whole measurement. `machine` is not compared: some of it is wall time."""
    compared = {name: capos[name][0] for name in functions}
    values = {name: values[0] for name, values in capos.items()}
    return {"compiler": facts["compiler"], "facts": facts, "growth": growth,
            "rows": compared | {name: value for name, value in values.items() if name in COMPARED_VALUES},
            "machine": {name: value for name, value in values.items() if name not in compared and name not in COMPARED_VALUES},
            "functions": {row: named(totals) for row, totals in functions.items()},
            "linux": {column: {name: values[0] for name, values in found.items()} for column, found in linux.items()}}


def grown(before, now):
    """[(instructions more, function)], the worst first. A function that was not there before is all growth."""
    more = [(count - before.get(function, 0), function) for function, count in now.items()]
    return sorted((entry for entry in more if entry[0] > 0), reverse=True)


def compare(before, now, tolerance=TOLERANCE):
    """(regressions, notes): sentences. A row that grew past the tolerance or is gone is a regression; what shrank as much, or is
    new, is a note: the baseline is old then."""
    regressions, notes = [], []
    for row, old in before["rows"].items():
        if row not in now["rows"]:
            regressions.append(f"{row}: is not measured any more")
            continue
        new = now["rows"][row]
        if new > old * (1 + tolerance):
            blame = grown(before["functions"].get(row, {}), now["functions"].get(row, {}))[:6]
            reasons = "; ".join(f"{function} +{count:,}" for count, function in blame)
            change = f"+{100 * (new - old) / old:.1f} %" if old else "it was 0"
            regressions.append(f"{row}: {old:,} -> {new:,} ({change}){'; grew: ' + reasons if reasons else ''}")
        elif new < old * (1 - tolerance):
            notes.append(f"{row}: {old:,} -> {new:,}, better; keep it with --update-baseline")
    notes += [f"{row}: {value:,}, not in the baseline" for row, value in now["rows"].items() if row not in before["rows"]]
    return regressions, notes


def load():
    return json.loads(PATH.read_text())


def keep(data):
    PATH.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n")


def check():
    """Prints what changed; True when nothing regressed."""
    before, now = load(), measure()
    if before["compiler"] != now["compiler"]:
        print(f"the baseline is of {before['compiler']}, this is {now['compiler']}: not compared")
        return True
    regressions, notes = compare(before, now)
    for text in regressions:
        print(f"regression: {text}")
    for text in notes:
        print(f"note: {text}")
    print(f"{len(before['rows'])} rows compared with {PATH}, {len(regressions)} past {TOLERANCE:.0%}")
    return not regressions
