# SPDX-License-Identifier: MIT
"""The shell's commands over the serial line: each of them, and what a wrong one gets."""
import re


def test_welcome_is_three_lines_and_says_what_to_type(shell):
    lines = [line for line in shell.welcome.replace("\r", "").split("\n") if line]
    assert len(lines) == 3, lines
    assert "capOS" in lines[0]
    assert "help" in lines[2]


def test_help(shell):
    text = shell.text("help")
    for command in "help caps inspect call programs spawn run trace wait drop ps top cpus ledger mem time echo poweroff reboot".split():
        assert re.search(rf"^  {command} ", text, re.M), command
    assert "method(name: value, ...) [-> $name]" in shell.text("help call")
    shell.error("help nonsense", 5, "expected a command")


def test_caps_and_inspect(shell):
    caps = shell.run("caps")
    assert caps[0].split() == ["NAME", "INTERFACE", "TRANSFER"]
    assert ["@timer", "Timer", "copy"] in [row.split() for row in caps]
    assert ["@memory", "VirtualMemory", "none"] in [row.split() for row in caps]
    assert shell.run("inspect @timer") == [
        "Timer (transfer: copy)", "  sleep (ns :UInt64) -> ()",
        "  notify (deadlineNs :UInt64, signal :NotificationSignal, bits :UInt64) -> ()", "  now () -> (ns :UInt64)"]
    assert "  wait () -> (exit :ProcessExit)" in shell.run("inspect ProcessHandle")
    shell.error("inspect @nothing", 8, "expected a capability")
    shell.error("inspect Nothing", 8, "expected an interface; Tab lists them")
    shell.error("inspect timer", 8, "expected an interface, or @timer for the capability")
    shell.error("inspect ProcessInfo", 8, "expected an interface")
    shell.error("inspect", 7, "expected a capability")
    shell.error("inspect @timer now", 15, "end of the line")


def test_call_prints_typed_results(shell):
    first = int(re.fullmatch(r"\(ns = (\d+)\)", shell.text("call @timer now()")).group(1))
    second = int(re.fullmatch(r"\(ns = (\d+)\)", shell.text("call @timer now")).group(1))
    assert second > first
    assert shell.run("call @timer sleep(ns: 1000)") == ["ok"]
    assert shell.run("call @null echo(value: 0xff)") == ["(value = 255)"]
    assert shell.run('call @terminal writeLine(text: "a line")') == ["a line", "ok"]
    assert re.fullmatch(r'\(data = (0x)?".*"\)', shell.text("call @entropy fill(bytes: 8)"))
    assert re.search(r'names = \[.*"hello", "echo"', shell.text("call @launcher binaries()"))


def test_call_mistakes(shell):
    shell.error("call", 4, "expected a capability")
    shell.error("call timer now()", 5, "expected a capability")
    shell.error("call @timr now()", 5, "expected a capability")
    shell.error("call @timer", 11, "name of a method")
    shell.error("call @timer nap()", 12, "expected a method of Timer: sleep, notify, now")
    shell.error("call @timer sleep(ms: 5)", 18, "sleep takes (ns :UInt64)")
    shell.error('call @timer sleep(ns: "a")', 22, "expected UInt64")
    shell.error("call @timer sleep(ns: -1)", 22, "UInt64")
    shell.error("call @timer sleep(ns: 99999999999999999999)", 22, "UInt64")
    shell.error("call @timer sleep(ns: 5", 23, "expected a )")
    shell.error("call @timer sleep(ns: 5) and", 25, "end of the line")
    shell.error("call @timer now() -> t", 21, "$name after ->")
    assert shell.run("call @entropy fill(bytes: 0)")[0].startswith("failed: ")


def test_results_are_bound_and_dropped(shell):
    before = shell.totals()
    assert shell.run("call @frames allocFrame() -> $page") == ["(memory = $page)"]
    assert ["$page", "MemoryObject", "copy"] in [row.split() for row in shell.run("caps")]
    assert shell.run("call $page info()") == ["(pageCount = 1, sizeBytes = 4096)"]
    assert shell.run("drop $page") == []
    shell.error("call $page info()", 5, "expected a capability")
    shell.error("drop $page", 5, "expected a $name that is bound")
    shell.error("drop @timer", 5, "expected $name")
    answer = shell.run("call @frames allocFrame()")
    assert answer == ["(memory = <MemoryObject>)", "1 capability was dropped; -> $name keeps it"]
    assert shell.run("call @timer now() -> $t")[1] == "there is no capability in this result to bind"
    assert shell.totals() == before


def test_rebinding_a_name_drops_what_it_was(shell):
    before = shell.totals()
    for _ in range(5):
        shell.run("call @frames allocFrame() -> $page")
    assert len([row for row in shell.run("caps") if row.startswith("$")]) == 1
    shell.run("drop $page")
    assert shell.totals() == before


def test_run(shell):
    before = shell.totals()
    text = shell.text('run "hello" with { terminal: @terminal, timer: @timer }')
    assert "Hello from hello" in text
    for name in ("terminal", "timer", "memory", "thread"):
        assert re.search(rf"^  {name} ", text, re.M), name
    text = shell.text('run bare "hello" with { terminal: @terminal }')
    assert "I hold 1 capability" in text
    assert shell.totals() == before


def test_programs(shell):
    names = [row.strip() for row in shell.run("programs")]
    assert {"hello", "echo", "threads", "null-exit"} <= set(names)
    listed = shell.text("call @launcher binaries()")
    assert re.findall(r'"([^"]+)"', listed) == names


def test_run_mistakes(shell):
    before = shell.totals()
    shell.error("run", 3, "binary in quotes")
    shell.error("run hello", 4, "binary in quotes")
    shell.error('run "hello" and', 12, "with {")
    shell.error('run "hello" with { x: @nothing }', 22, "expected a capability")
    shell.error('run "hello" with { x: @memory }', 22, "may not")
    shell.error('run "hello" with { x: endpoint Nothing }', 31, "expected an interface")
    shell.error('run "hello" with { x: @timer, x: @timer }', 30, "another name")
    shell.error('run "hello" -> $h', 15, "spawn")
    shell.error('run "no-such-binary"', 4, "expected the name of a program; `programs` lists them")
    shell.run("call @frames allocFrame() -> $kept")
    shell.error('spawn "no-such-binary" -> $kept', 6, "`programs` lists them")
    assert shell.run("call $kept info()") == ["(pageCount = 1, sizeBytes = 4096)"]
    shell.run("drop $kept")
    assert shell.totals() == before


def test_spawn_a_service_and_call_it(shell):
    before = shell.totals()
    answer = shell.run('spawn "echo" with { echo: endpoint Echo } -> $e')
    assert answer[0] == "$e.echo is its client"
    assert re.fullmatch(r"echo runs as process \d+, \$e", answer[1])
    assert ["$e.echo", "Echo", "copy"] in [row.split() for row in shell.run("caps")]
    assert shell.run('call $e.echo say(text: "hello")') == ['(text = "hello")']
    shell.error("call $e.echo keep(capability: @nothing)", 30, "expected a capability")
    assert shell.run("call $e.echo keep(capability: @timer)") == ["ok"]
    assert shell.run("call $e.echo give() -> $clock") == ["(capability = $clock)"]
    assert shell.text("call $clock now()").startswith("(ns = ")
    for number, name in enumerate(["failed", "overloaded", "disconnected", "unimplemented"]):
        assert shell.run(f'call $e.echo fail(type: {number}, reason: "why {number}")') == [f"{name}: why {number}"]
    assert shell.run("call $e.echo exit(code: 3)")[0].startswith("disconnected: ")
    assert shell.run("wait $e") == ["$e exited with code 3"]
    shell.run("drop $e")
    shell.run("drop $clock")
    assert shell.totals() == before


def test_exit_codes_kills_and_handles(shell):
    before = shell.totals()
    shell.run('spawn "echo" with { echo: endpoint Echo } -> $e')
    assert "running = true" in shell.text("call $e info()")
    assert shell.run("call $e kill()") == ["ok"]
    assert shell.run("wait $e") == ["$e was killed"]
    shell.error("wait $nothing", 5, "process that was spawned")
    shell.error("wait $e.echo", 5, "process that was spawned")
    shell.error("wait @timer", 5, "expected $name")
    assert shell.run("drop $e") == ["2 capabilities were dropped"]
    assert shell.totals() == before


def test_two_programs_through_one_endpoint(shell):
    before = shell.totals()
    shell.run('spawn "echo" with { echo: endpoint Echo } -> $e')
    text = shell.text('run "echo-client" with { echo: client $e.echo, terminal: @terminal, timer: @timer }')
    assert "code" not in text, text
    shell.run("call $e kill()")
    shell.run("wait $e")
    shell.run("drop $e")
    assert shell.totals() == before


def test_mem_time_echo(shell):
    memory = shell.text("mem")
    assert re.search(r"usable memory +\d+\.\d MiB", memory) and "free" in memory
    assert re.fullmatch(r"up \d+:\d\d:\d\d\.\d{3}", shell.text("time"))
    assert shell.run("echo several   words") == ["several   words"]
    assert shell.run('echo "a\\tb \\"c\\""') == ['a\tb "c"']
    shell.error('echo "a\\qb"', 5, "after a backslash")


def test_ledger(shell):
    """What a process pins, by resource; the shell's profile (systems/common/services.capnp) bounds it with its children."""
    pid = {row.split()[2]: row.split()[0] for row in shell.run("ps")[1:]}
    rows = shell.run("ledger " + pid["shell"])
    assert rows[0].split() == ["RESOURCE", "ITS", "OWN", "WITH", "BELOW", "LIMIT"]
    table = {" ".join(row.split()[:-3]): row.split()[-3:] for row in rows[1:]}
    assert table["capability slots"][2] == "4096" and table["frames"][2] == "262144"
    assert int(table["frames"][0]) == int(table["frames"][1]) > 0
    assert table["answers"] == ["0", "0", "32"], "the question itself is answered at once"
    assert table["cpu microseconds"][2] == "-"
    root = {" ".join(row.split()[:-3]): row.split()[-3:] for row in shell.run("ledger " + pid["init"])[1:]}
    assert root["frames"][2] == "-", "init has whatever the machine has"
    assert int(root["frames"][1]) > int(root["frames"][0]) + int(table["frames"][0])
    terminal = {" ".join(row.split()[:-3]): row.split()[-3:] for row in shell.run("ledger " + pid["terminal"])[1:]}
    assert int(terminal["receives"][0]) >= 1 and terminal["calls in flight"][0] == "1", "it waits for the serial line"
    shell.error("ledger 4294967295", 7, "the number of a process")
    assert "no process 999999" in shell.text("ledger 999999")
    shell.error("ledger", 6, "the number of a process")
    shell.error("ledger 1 2", 9, "the end of the line")


def test_usage_follows_a_mistake(shell):
    """What is wrong first, then how the command is used: for every command that refuses its arguments."""
    for line in ["caps x", "mem x", "time x", "cpus x", "ps x y", "top x", "ledger", "wait", "drop", "call", "run", "spawn", "trace",
                 "inspect", "poweroff now", "reboot now"]:
        answer = shell.run(line)
        assert re.fullmatch(" *\\^", answer[-3]) and answer[-1].startswith("usage: " + line.split()[0]), answer


def test_unknown_commands(shell):
    shell.error("nonsense", 0, "expected a command")
    shell.error('"string"', 0, "expected a command")
    shell.error("%", 0, "expected a command; `help` lists them")
    shell.error("?", 0, "expected a command; `help` lists them")
    shell.error("ls", 0, "`programs` what can be started")
    shell.error("kill 5", 0, "`call $h kill()`")
    shell.error("exit", 0, "^D on an empty line")
    assert shell.run("") == []
    assert shell.run("   ") == []


def test_a_mistake_in_a_long_line_is_shown_around_it(shell):
    line = 'call @terminal writeLine(text: "' + "x" * 100 + '", nope: 5)'
    answer = shell.run(line)
    assert answer[-2].index("^") == answer[-3].index("nope")
    assert "writeLine takes" in answer[-1]


def test_a_line_nearly_as_long_as_the_editor_takes(shell):
    text = "y" * 900
    assert shell.run(f'call @console writeLine(text: "{text}")')[-1] == "ok"
    assert text in shell.machine.console()


def test_help_fits_the_terminal(shell):
    """Every command has help, and no row of it is broken by the edge of the terminal."""
    listed = re.findall(r"^  (\w+) +\S", shell.text("help"), re.M)
    assert "top" in listed and len(listed) > 18
    for command in listed:
        answer = shell.run("help " + command)
        assert answer[0].split()[0] == command
        long = [row for row in answer if len(row) > 79]
        assert not long, long


def test_a_capability_that_a_call_lacks_is_named(shell):
    """With the caret where it should have been written. What was left out without harm is not named."""
    def missing(before, after, name):
        shell.error(before + after, len(before), f"failed: `{name}` is missing; ")

    missing("call @timer notify(deadlineNs: 1, bits: 1", ")", "signal")
    missing("call @timer notify", "", "signal")
    missing("call @timer notify", " -> $x", "signal")
    missing('call @capabilities grant(name: "x"', ")", "child")
    missing("call @launcher fix(", ")", "session")
    assert shell.run('call @launcher spawn(name: "x", binaryName: "x")') == ['failed: binaryName: no binary "x" here']
    # Inside of what was written; the line scrolled, so only the sentence is compared.
    spawn = 'call @launcher spawn(name: "x", binaryName: "hello", '
    assert "failed: `grants[1].source.clientOf.endpoint` is missing; spawn takes (name" in \
        shell.text(spawn + 'grants: [(name: "a", source: (capability: @timer)), (name: "b", source: (clientOf: (interfaceId: 3)))])')
