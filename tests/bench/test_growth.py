# SPDX-License-Identifier: MIT
"""Growth of costs: the fit on series whose law is known, and capOS's own, on which nothing hot may be worse than log n."""
import math

import pytest

import baseline
import docs
import linux_guest
import machine
import plot
import rows
import run
import scaling
import table

COUNTS = (10, 100, 1000, 10000)


def series(law):
    return [(n, round(law(n))) for n in COUNTS]


@pytest.mark.parametrize("law, expected", [
    (lambda n: 500, scaling.CONSTANT), (lambda n: 500 + (n > 10) * 20, scaling.CONSTANT),
    (lambda n: 500 + 40 * math.log2(n), scaling.LOGARITHMIC), (lambda n: 5000 + 0.5 * n, scaling.LINEAR),
    (lambda n: 100 + 3 * n, scaling.LINEAR), (lambda n: n * n, scaling.LINEAR),
])
def test_growth_is_recognised(law, expected):
    assert scaling.growth(series(law)) == expected


def test_slope():
    assert scaling.slope(series(lambda n: 7)) == 0
    assert scaling.slope(series(lambda n: 7 * n)) == pytest.approx(1)
    assert scaling.slope(series(lambda n: 7 * n * n)) == pytest.approx(2)


def test_rows_become_series():
    found = {"scale_pages_protect_at_256": [2, 2, 2], "scale_pages_protect_at_16": [1, 1, 1], "nop_alone": [3, 3, 3]}
    assert scaling.series_of(found) == {"pages_protect": [(16, 1), (256, 2)]}


def test_a_planted_linear_walk_is_found_and_named():
    found = {f"scale_capabilities_call_at_{n}": [500 + 2 * n] * 3 for n in COUNTS}
    functions = {f"scale_capabilities_call_at_{n}": {"capos.elf walk": 2 * n, "capos.elf entry": 500} for n in COUNTS}
    result, = scaling.too_fast(scaling.judged(found, functions))
    assert result["culprits"] == ["capos.elf walk +19,980"]
    assert "worse than log n: capos.elf walk +19,980" in scaling.as_text([result])


@pytest.fixture(scope="module")
def growth():
    machine.OUT.mkdir(parents=True, exist_ok=True)
    return scaling.measure()


def test_nothing_hot_grows_faster_than_log_n(growth):
    assert len(growth) >= 11
    assert [f"{result['name']}: {result['culprits']}" for result in scaling.too_fast(growth)] == []


def test_calls_do_not_depend_on_how_much_there_is(growth):
    calls = {result["name"]: result["growth"] for result in growth if result["name"].endswith("_call")}
    assert len(calls) >= 4 and set(calls.values()) == {scaling.CONSTANT}


# ---- the page ----

def test_sections_of_the_page_are_replaced():
    page = f"before\n{docs.BEGIN.format('table')}\nold\n{docs.END.format('table')}\nafter\n"
    assert docs.replace_section(page, "table", "new \\1") == page.replace("\nold\n", "\n\nnew \\1\n\n")
    with pytest.raises(SystemExit, match="expected"):
        docs.replace_section("nothing\n", "table", "new")


def test_the_page_has_its_sections():
    page = docs.PAGE.read_text()
    for name in ("table", "misses", "round trip", "growth"):
        assert docs.replace_section(page, name, "new") != page


def test_the_page_is_what_the_baseline_says():
    """Page, plot and baseline.json are written together; whoever changes one by hand, or takes one side of a merge, is told."""
    page = docs.PAGE.read_text()
    assert docs.render(page, baseline.load()) == (page, docs.PLOT.read_text()), "./capos bench --update-baseline writes all three"


def test_the_baseline_has_every_row():
    data = baseline.load()
    assert set(data["rows"]) | set(data["machine"]) == set(rows.BY_NAME)
    wanted = {name for row in rows.ROWS for name in row.linux}
    for column in linux_guest.COLUMNS:
        assert wanted - set(data["linux"][column]) == set()


def test_linux_numbers_survive_an_update():
    """--update-baseline measures capOS only."""
    columns, version = run.linux_numbers(run.arguments_of(["--update-baseline"]))
    data = baseline.to_keep({}, columns, {"compiler": "c", "linux": version}, {}, [])
    assert data["linux"] == baseline.load()["linux"] and version == baseline.load()["facts"]["linux"]


def test_a_planted_drift_is_found():
    page, data = docs.PAGE.read_text(), baseline.load()
    data["rows"]["endpoint_64_bytes"] += 1
    assert docs.render(page, data)[0] != page


def test_what_is_kept_is_what_was_measured():
    capos = {"nop_alone": [100, 101, 102], "process_bytes": [4096] * 3, "boot_wall": [150] * 3}
    functions = {"nop_alone": {("capos.elf", "drain"): 1000, ("bench", "nops"): 4}}
    data = baseline.to_keep(capos, {"lean": {"getppid": [3, 4, 5]}}, {"compiler": "c"}, functions, [])
    assert data["rows"] == {"nop_alone": 100, "process_bytes": 4096} and data["machine"] == {"boot_wall": 150}
    assert data["functions"] == {"nop_alone": {"capos.elf drain": 1000, baseline.OTHERS: 4}}
    assert docs.columns(data) == ({"nop_alone": [100] * 3, "process_bytes": [4096] * 3, "boot_wall": [150] * 3}, {"lean": {"getppid": [3] * 3}})


def test_rows_that_miss_say_where_it_goes():
    """nop_batch16_each aims at 45."""
    text = docs.misses_table({"nop_batch16_each": [90] * 3, "enter_nothing": [82] * 3}, {},
                             {"nop_batch16_each": {"capos.elf drain": 75, "bench nops": 24, baseline.OTHERS: 1}})
    assert text.splitlines()[2:] == ["| NOP, each of a batch of 16 | 90 | 45 | `drain` 75 %, `nops` 24 % | " + rows.STANDS["nop_batch16_each"] + " |"]


def test_each_row_that_misses_says_what_stands_in_the_way():
    capos, linux = docs.columns(baseline.load())
    missed = {line["row"].name for line in table.lines(capos, linux) if any(not reached for _, _, reached in line["aims"])}
    assert missed - set(rows.STANDS) == set() and set(rows.STANDS) - set(rows.BY_NAME) == set()


def test_plot_has_a_bar_for_each_number():
    capos, linux = {"nop_alone": [100] * 3, "timer_now": [200] * 3}, {"lean": {"io_uring_nop": [1000] * 3, "clock_gettime": [400] * 3}, "stock": {}}
    assert [row.name for row, _ in plot.groups(capos, linux)] == ["nop_alone", "timer_now"]
    assert plot.draw(capos, linux).count("<title>") == 4
    assert "| NOP alone | 100 |" in table.as_markdown(capos, linux)
