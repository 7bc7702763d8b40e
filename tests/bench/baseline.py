# SPDX-License-Identifier: MIT
"""Compares a measurement with the one that is kept in baseline.json, and names the functions that grew.

Only capOS, and only what is the same to the digit in every run. Code of another compiler or flavour has other numbers, so the
baseline says of which it is. After a change that is meant to cost something (or that saves something): `./capos bench --update-baseline`,
and commit baseline.json with the change.
"""
import json
import pathlib
import re
import subprocess

import machine
import profiles

PATH = pathlib.Path(__file__).parent / "baseline.json"
TOLERANCE = 0.05
SHARE = 0.005                   # functions below it are not kept: too small to be the reason


def compiler():
    """What was built how: the folder that build/user leads to (gcc-release), and the compiler as its objects name it."""
    built = (machine.BUILD / "user").resolve().parent
    comment = subprocess.run(["readelf", "-p", ".comment", built / "obj/user/tests/bench/guest/main.o"], capture_output=True,
                             text=True).stdout
    name = re.search(r"\]\s+(.*)", comment)
    return f"{built.name}, {name.group(1).strip() if name else 'unknown compiler'}"


def measure():
    """{"compiler", "rows": {row: least}, "functions": {row: {"program function": instructions}}}"""
    found, functions = profiles.bench_rows()
    boot, functions["boot_to_init"] = profiles.boot_rows()
    rows = {name: values[0] for name, values in found.items()} | {"boot_to_init": boot["boot_to_init"]}
    return {"compiler": compiler(), "rows": rows,
            "functions": {row: named(totals) for row, totals in functions.items()}}


def named(totals):
    least = SHARE * sum(totals.values())
    return {function: count for function, count in profiles.by_name(totals).items() if count >= least}


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


def update(now):
    PATH.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n")


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
