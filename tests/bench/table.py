# SPDX-License-Identifier: MIT
"""From measurements to text: ratios, aims, the table on the terminal and the same in Markdown."""
import rows


def least(measured, name):
    return measured[name][0] if measured and name in measured else None


def ratio(linux, ours):
    """How many times Linux's number ours is; None when one is not there. A cost of 0 has no ratio."""
    if linux is None or not ours:
        return None
    return linux / ours


def ratio_text(value):
    if value is None:
        return ""
    return f"{value:.1f}x" if value < 100 else f"{value:,.0f}x"


def judge_aims(row, value, lean, ours=None):
    """[(text of the aim, bound, reached)] for the aims whose reference is there."""
    judged = []
    for aim in row.aims:
        bound = aim.bound(lean, ours)
        if bound is not None and value is not None:
            judged.append((aim.text(), bound, value <= bound))
    return judged


def lines(capos, linux):
    """One dict a line of the table: a row and its nearest Linux row, then a line for each other Linux row. linux: {} without."""
    stock, lean = linux.get("stock", {}), linux.get("lean", {})
    for row in rows.ROWS:
        value = least(capos, row.name)
        for place, name in enumerate(row.linux or ("",)):
            yield {"row": row, "first": place == 0, "capos": value, "linux_row": name, "stock": least(stock, name),
                   "lean": least(lean, name), "ratio": ratio(least(lean, name), value),
                   "aims": judge_aims(row, value, lean, capos) if place == 0 else []}


def number(value):
    return f"{value:,}" if value is not None else ""


def own_number(line):
    if line["capos"] is None:
        return "not there yet" if line["row"].missing else "not measured"
    return number(line["capos"])


def aim_text(judged):
    return "; ".join(f"{text} ({bound:,.0f}): {'reached' if reached else 'NOT reached'}" for text, bound, reached in judged)


def as_text(capos, linux):
    head = f"{'':<54}{'capOS':>14}{'Linux stock':>15}{'lean':>13}{'lean/capOS':>12}  Linux does; aims"
    out = [head, "-" * len(head)]
    for line in lines(capos, linux):
        row = line["row"]
        unit = f", {row.unit}" if row.unit != rows.INSTRUCTIONS else ""
        what = row.what + unit if line["first"] else "   other"
        numbers = f"{own_number(line) if line['first'] else '':>14}{number(line['stock']):>15}{number(line['lean']):>13}"
        out.append(f"{what:<54}{numbers}{ratio_text(line['ratio']):>12}  {line['linux_row']}".rstrip())
        for text, bound, reached in line["aims"]:
            out.append(f"{'':<54}{'':>54}  {'reached    ' if reached else 'NOT reached'} {bound:,.0f} ({text})")
    return "\n".join(out)


def as_markdown(capos, linux):
    out = ["| operation | capOS | Linux stock | Linux lean | lean / capOS | Linux does | aims |", "|---|---:|---:|---:|---:|---|---|"]
    for line in lines(capos, linux):
        row = line["row"]
        unit = f" ({row.unit})" if row.unit != rows.INSTRUCTIONS else ""
        what = row.what + unit if line["first"] else ""
        cells = [what, own_number(line) if line["first"] else "", number(line["stock"]), number(line["lean"]),
                 ratio_text(line["ratio"]), f"`{line['linux_row']}`" if line["linux_row"] else "", aim_text(line["aims"])]
        out.append("| " + " | ".join(cells) + " |")
    return "\n".join(out)


def counted_aims(capos, linux):
    """(reached, all that can be judged)"""
    judged = [reached for line in lines(capos, linux) for _, _, reached in line["aims"]]
    return sum(judged), len(judged)


def as_data(capos, linux, facts):
    """What --json writes."""
    data = {"facts": facts, "rows": {}}
    for line in lines(capos, linux):
        row = line["row"]
        if line["first"]:
            measured = capos.get(row.name)
            data["rows"][row.name] = {
                "what": row.what, "unit": row.unit, "missing": row.missing if measured is None else "",
                "capos": dict(zip(("least", "median", "mean"), measured)) if measured else None, "seL4": row.sel4 or None, "linux": {},
                "aims": [{"aim": text, "bound": bound, "reached": reached} for text, bound, reached in line["aims"]]}
        if line["linux_row"]:
            data["rows"][row.name]["linux"][line["linux_row"]] = {
                column: dict(zip(("least", "median", "mean"), values[line["linux_row"]]))
                for column, values in linux.items() if line["linux_row"] in values} | {"lean / capOS": line["ratio"]}
    return data
