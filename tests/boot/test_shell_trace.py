# SPDX-License-Identifier: MIT
"""`trace run`: the calls of a child, as the session of docs/tracing.md shows them."""
import os
import re

from capos_boot import BUILD, make


def traced(lines, name):
    """Only what the trace said, without the program's own output."""
    return [line for line in lines if re.match(rf"{name}  +(#|serves|returns)", line)]


def test_calls_of_a_child(shell):
    lines = traced(shell.run('trace run "hello" with { terminal: @terminal }'), "hello")
    said = [re.search(r'"(.*)"', lines[0]).group(1), "I hold 3 capabilities:", "  terminal     TerminalSession",
            "  memory       VirtualMemory", "  thread       ThreadControl"]
    assert lines == [f'hello  #{i} terminal.writeLine (text = "{text}") -> ok' for i, text in enumerate(said)]
    # A program that asks for nothing and says nothing.
    assert "".join(shell.run('trace run "null-exit"')) == ""


def test_failures_have_their_reason(shell):
    lines = traced(shell.run('trace run "hostile" with { terminal: @terminal }'), "hostile")
    text = "\n".join(lines)
    assert re.search(r"^hostile  #\d+ memory\.map \(hint = 0, size = 4096, prot = 6\) -> failed: addresses and sizes are multiples", text, re.M)
    assert re.search(r"^hostile  #\d+ memory\.reserve \(hint = 0, size = \d+\) -> overloaded: the limit of virtual pages", text, re.M)
    assert re.search(r"^hostile  #\d+ receive terminal -> the capability has another interface$", text, re.M)
    assert re.search(r"^hostile  #\d+ opcode 119 -> unsupported operation$", text, re.M)


def test_a_client_of_a_service(shell):
    """Capabilities both ways, exceptions of a service, and a call that is given up."""
    shell.run('spawn "echo" with { echo: endpoint Echo } -> $e')
    text = shell.text('trace run "echo-client" with { terminal: @terminal, echo: $e.echo }')
    for pattern in (r'#\d+ echo\.say \(text = "call 7"\) -> ok \(text = "call 7"\)$',
                    r'#\d+ echo\.fail \(type = 1, reason = "because I was asked to"\) -> overloaded: because I was asked to$',
                    r"#\d+ echo\.keep \(capability = <cap 0>\) \+1 cap -> ok$",
                    r"#\d+ echo\.give \(\) -> ok \(capability = <cap 0>\) \+1 cap$",
                    r'#\d+ TerminalSession\.writeLine \(text = "\(this line came back\)"\) -> ok$',
                    r"#\d+ echo\.hang \(\) -> cancelled$",
                    r"#\d+ echo\.exit \(code = 0\) -> disconnected: the service ended before it answered$"):
        assert re.search("^echo-client  " + pattern, text, re.M), pattern + "\n" + text
    assert "all checks passed" in text
    shell.run("drop $e")


def test_calls_on_promises(shell):
    shell.run('spawn "directory" with { directory: endpoint Directory, endpoints: @endpoints, timer: @timer } -> $d')
    text = shell.text('trace run "directory-client" with { terminal: @terminal, directory: $d.directory }')
    for pattern in (r'#(\d+) directory\.open \(name = "east"\) keep -> ok \(directory = <cap 0>\) \+1 cap$',
                    r'#\d+ \(#\d+ cap 0\)\.read \(name = "amphora"\) -> ok \(text = "Amphora, about 530 BC, found in 1911\."\)$',
                    r'#\d+ \(#\d+ cap 0\)\.read \(name = "amphora"\) -> failed: name: no directory "attic" in east$',
                    r"#\d+ \(#\d+ cap 0\)\.now \(\) -> ok \(ns = \d+\)$",
                    r"#\d+ \(#\d+ cap 0\)\.sleep \(ns = \d+\) -> ok$"):
        assert re.search("^directory-client  " + pattern, text, re.M), pattern + "\n" + text
    shell.run("call $d kill()")
    shell.run("drop $d")


def test_a_child_that_faults_and_one_that_is_stopped(boot, leak_check):
    make("user")
    machine = boot("test", binaries={"shell-child": os.path.join(BUILD, "user", "shell-child")})
    machine.prompt()
    check = leak_check(machine)
    assert machine.run('trace run "shell-child" with { code: @null }').splitlines()[-1] == "shell-child exited with code 3"
    text = machine.run('trace run "shell-child" with { fault: @null }')
    assert re.search(r"^shell-child was ended by a fault: page fault writing", text, re.M), text
    # It ends in the middle of a call.
    text = machine.run('trace run "shell-child" with { die: @null, terminal: @terminal, timer: @timer }')
    assert re.search(r'shell-child  #\d+ timer\.sleep \(ns = 1000000000\) -> ok$', text, re.M), text
    assert re.search(r'^shell-child  #\d+ terminal\.readLine \(request = \(prompt = "type now: ", .*\)\) -> unfinished$', text, re.M), text
    # ^C ends one that never does.
    machine.type('trace run "shell-child" with { forever: @null }')
    machine.expect("\n")
    machine.send("\x03")
    shown = machine.prompt()
    assert re.search(r"^\^C$", shown, re.M) and re.search(r"^shell-child was killed$", shown, re.M), shown
    check.compare()


def test_a_shell_that_may_not_see_what_is_said(boot):
    """Its @taps is the narrower factory: lines say how much, and nobody gets a tap with payload."""
    machine = boot("json-door")
    machine.prompt()
    lines = machine.run('trace run "hello" with { terminal: @terminal }').splitlines()
    assert re.fullmatch(r"hello  #1 terminal\.writeLine \(\d+ bytes\) -> ok", traced(lines, "hello")[1]), lines
    assert "I hold" not in "\n".join(traced(lines, "hello"))
    assert "expected a method of TapFactory: create" in machine.run("call @taps createWithPayload(payloadBytes: 10)")


def test_wrong_lines(shell):
    shell.error("trace", 5, 'expected run: trace run "binary"')
    shell.error('trace spawn "hello"', 6, "expected run")
    shell.error("trace run", 9, "expected")
    shell.error('trace run "hello" -> $h', 21, "nothing is left to bind")
    shell.error('trace run "hello" with { a: @nothing }', 28, "expected a capability")
    shell.error('trace run "nothing-like-this"', 10, "expected the name of a program; `programs` lists them")
    assert "trace" in shell.text("help") and "-> ok" in shell.text("help trace")
    assert shell.row("tra\t") == "trace" and shell.row("trace \t") == "trace run"
    assert shell.row('trace run "hel\t') == 'trace run "hello"'


def test_taps_as_objects(shell):
    """The tap itself, by hand: its sizes, the narrower factory, and a reader that cannot be given to a child."""
    shell.run("call @taps createWithPayload(bufferBytes: 5000, payloadBytes: 100) -> $t")
    assert shell.run("call $t info()") == ["(bufferBytes = 8192, payloadBytes = 100, running = 0, lost = 0)"]
    assert shell.run("call $t read()") == ['(records = "", lost = 0, running = 0)']
    assert shell.run("call @taps createWithPayload(payloadBytes: 1025)") == ["failed: payloadBytes: 1025, expected 1 to 1024"]
    assert shell.run("call @taps create(bufferBytes: 2000000)") == ["failed: bufferBytes: 2000000, expected at most 1048576"]
    shell.run("call @capabilities narrow(capability: @taps, interfaceId: 0xad392dcdf4c014f5) -> $f")
    assert shell.run("inspect $f") == ["TapFactory (transfer: copy)", "  create (bufferBytes :UInt32) -> (tap :RingTap)"]
    shell.run("call $f create() -> $m")
    assert shell.run("call $m info()") == ["(bufferBytes = 65536, payloadBytes = 0, running = 0, lost = 0)"]
    shell.run("call @capabilities narrow(capability: $t, interfaceId: 0xdd0da34b1efe56d7) -> $r")
    assert shell.run('call @launcher spawn(name: "x", binaryName: "null-exit", tap: $t) -> $p')[0].startswith("(handle = $p")
    shell.run("wait $p")
    assert re.match(r'\(records = 0x"[0-9a-f ]+", lost = 0, running = 0\)', shell.text("call $r read()"))
    for name in ("t", "f", "m", "r", "p"):
        shell.run(f"drop ${name}")
