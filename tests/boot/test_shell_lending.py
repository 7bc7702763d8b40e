# SPDX-License-Identifier: MIT
"""Narrowing a capability, lending one and taking it back, as a person does it at the prompt."""
import re

TERMINAL_OUTPUT = "0xf50e8b3c96d1a274"
MONOTONIC_CLOCK = "0x8c35d9f1e7a40b62"


def test_narrowed_service(shell):
    """A TerminalSession as a TerminalOutput: it writes, and there is no way to read with it."""
    shell.run(f"call @capabilities narrow(capability: @terminal, interfaceId: {TERMINAL_OUTPUT}) -> $out")
    methods = shell.run("inspect $out")
    assert methods[0] == "TerminalOutput (transfer: copy)"
    assert not any("read" in method for method in methods)
    assert shell.run('call $out writeLine(text: "only out")') == ["only out", "ok"]
    shell.error("call $out readRaw(maxBytes: 1)", 10, "expected a method of TerminalOutput: write, writeLine")
    shell.run("drop $out")


def test_nothing_widens(shell):
    shell.run(f"call @capabilities narrow(capability: @timer, interfaceId: {MONOTONIC_CLOCK}) -> $clock")
    assert re.fullmatch(r"\(ns = \d+\)", shell.text("call $clock now()"))
    timer = 0xB81E6F3D04A95C27
    assert shell.text(f"call @capabilities narrow(capability: $clock, interfaceId: {timer})") == \
        "failed: interfaceId: not a superclass of what the capability exposes"
    shell.run("drop $clock")


def test_lent_and_taken_back(shell):
    """What was lent works in another process until it is taken back, in one call, wherever it went."""
    assert shell.text("call @capabilities lend(capability: @console) -> $l") == "(facet = $l.1, revoker = $l.2)"
    assert shell.run('run "hello" with { console: $l.1 }') == []
    assert shell.text('call $l.1 writeLine(text: "still mine")') == "ok"
    assert shell.text("call $l.2 revoke()") == "(calls = 0)"
    assert shell.text('call $l.1 writeLine(text: "gone")') == "disconnected: the capability was revoked"
    assert shell.text('call @console writeLine(text: "the lender keeps his own")') == "ok"
    assert shell.text("call $l.2 info()") == "(revoked = true)"
    shell.run("drop $l")


def test_what_cannot_be_lent(shell):
    assert "capability" in shell.text("call @capabilities lend(capability: @thread)")
