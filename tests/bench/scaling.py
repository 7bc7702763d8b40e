# SPDX-License-Identifier: MIT
"""How costs grow with how much there is: boots systems/scaling.capnp, fits each series, names the functions that grow.

A series is constant when it grew by less than 5 % from its first to its last point. Else two laws are fitted by least squares,
cost = a + b log n and cost = a + b n, and the one that leaves less over wins. Nothing on a hot path may be worse than the first.
"""
import math
import re

import profiles

SERIES = re.compile(r"scale_(.+)_at_(\d+)$")
TOLERANCE = 0.05
CONSTANT, LOGARITHMIC, LINEAR = "constant", "log n", "worse than log n"
SUBJECTS = {"capabilities": "capabilities in the caller's table", "calls_in_flight": "calls that the server has not answered",
            "calls_queued": "calls in the server's queue", "pages": "pages of one mapping", "mappings": "mappings in the address space",
            "alarms": "alarms set", "processes": "processes, each waiting", "threads": "threads parked",
            "receivers": "threads that wait for calls at one endpoint",
            "callers": "threads whose calls wait at one endpoint"}
# Not made on every call: what ends a call that nobody took, and what is bounded by a small constant of the ABI.
COLD = {"calls_queued_queue_cancel": "a process has 32 unanswered calls at most"}


def series_of(found):
    """{name: [(n, cost)]} of the rows `scale_NAME_at_N`."""
    series = {}
    for row, values in found.items():
        match = SERIES.match(row)
        if match:
            series.setdefault(match.group(1), []).append((int(match.group(2)), values[0]))
    return {name: sorted(points) for name, points in series.items()}


def slope(points):
    """Of the logarithm of cost over that of n, by least squares: 0 is constant, 1 is linear."""
    xs, ys = [math.log(n) for n, _ in points], [math.log(cost) for _, cost in points]
    middle_x, middle_y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys)) / sum((x - middle_x) ** 2 for x in xs)


def left_over(points, law):
    """Squares that the best a + b law(n) leaves."""
    xs, ys = [law(n) for n, _ in points], [cost for _, cost in points]
    middle_x, middle_y = sum(xs) / len(xs), sum(ys) / len(ys)
    b = sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys)) / sum((x - middle_x) ** 2 for x in xs)
    return sum((y - middle_y - b * (x - middle_x)) ** 2 for x, y in zip(xs, ys))


def growth(points):
    """CONSTANT, LOGARITHMIC or LINEAR."""
    if len(points) < 3:
        raise ValueError("a growth needs three points")
    if points[-1][1] < points[0][1] * (1 + TOLERANCE):
        return CONSTANT
    return LOGARITHMIC if left_over(points, math.log) <= left_over(points, float) else LINEAR


def culprits(functions, name, points):
    """["function +N", ...]: what ran longer at the last point than at the first."""
    first, last = (functions.get(f"scale_{name}_at_{n}", {}) for n in (points[0][0], points[-1][0]))
    more = sorted(((count - first.get(function, 0), function) for function, count in last.items()), reverse=True)
    return [f"{function} +{count:,}" for count, function in more[:3] if count > 8]


def measure():
    """[{"name", "points", "slope", "growth", "culprits", "cold"}]"""
    found, functions = profiles.bench_rows(system="scaling")
    return judged(found, {row: profiles.by_name(totals) for row, totals in functions.items()})


def judged(found, functions):
    results = []
    for name, points in series_of(found).items():
        law = growth(points)
        results.append({"name": name, "points": points, "slope": round(slope(points), 3), "growth": law, "cold": COLD.get(name, ""),
                        "culprits": culprits(functions, name, points) if law != CONSTANT else []})
    return results


def too_fast(results):
    """The series on hot paths that grow faster than they may."""
    return [result for result in results if result["growth"] == LINEAR and not result["cold"]]


def what(name):
    """(of what there is more, the operation), in words."""
    subject = next(subject for subject in SUBJECTS if name.startswith(subject + "_"))
    return SUBJECTS[subject], name[len(subject) + 1:].replace("_", ", ")


def as_text(results):
    out = [f"{'more and more':<42}{'operation':<20}{'instructions (at how many)':<66}{'slope':>7}  growth"]
    for result in results:
        subject, operation = what(result["name"])
        points = "  ".join(f"{cost:,} ({n:,})" for n, cost in result["points"])
        reasons = f": {'; '.join(result['culprits'])}" if result["culprits"] else ""
        out.append(f"{subject:<42}{operation:<20}{points:<66}{result['slope']:>7.3f}  {result['growth']}{reasons}")
    return "\n".join(out)


def as_markdown(results):
    out = ["| more and more | operation | instructions (at how many) | log-log slope | growth | what grows |", "|---|---|---|---:|---|---|"]
    for result in results:
        subject, operation = what(result["name"])
        points = ", ".join(f"{cost:,} ({n:,})" for n, cost in result["points"])
        why = "; ".join(f"`{reason}`" for reason in result["culprits"]) + (f"; {result['cold']}" if result["cold"] and result["culprits"] else "")
        out.append(f"| {subject} | {operation} | {points} | {result['slope']:.3f} | {result['growth']} | {why} |")
    return "\n".join(out)
