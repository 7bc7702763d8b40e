# SPDX-License-Identifier: MIT
"""Notifications at the prompt, and two programs that share a buffer: the sessions of docs/notifications.md and
docs/shared-buffers.md."""
SIGNAL = "0xa672dc0292a798d9"
WAIT = "0x8096d059fd7eef23"


def test_bits(shell):
    shell.run("call @endpoints createNotification() -> $n")
    assert shell.run("inspect $n")[0] == "Notification (transfer: copy)"
    assert shell.run("call $n signal(bits: 5)") == ["ok"]
    assert shell.run("call $n signal(bits: 2)") == ["ok"]
    assert shell.run("call $n wait()") == ["(bits = 7)"]
    assert shell.run("call $n poll()") == ["(bits = 0)"]
    shell.run("drop $n")


def test_timer_and_process_in_one(shell):
    """One wait for whichever comes first; the other bit comes later."""
    shell.run("call @endpoints createNotification() -> $n")
    shell.run('spawn "hello" with {} -> $h')
    shell.run("wait $h")
    assert shell.run("call $h notify(signal: $n, bits: 1)") == ["ok"]
    assert shell.run("call @timer notify(deadlineNs: 1, signal: $n, bits: 2)") == ["ok"]
    assert shell.run("call $n wait()") == ["(bits = 3)"]
    shell.error("call @timer notify(deadlineNs: 1, signal: @null, bits: 2)", 42,
                "expected a NotificationSignal, and this is a NullCap")
    shell.run("drop $h")
    shell.run("drop $n")


def test_two_processes_share_a_buffer(shell):
    for line in (
            "call @frames allocContiguous(count: 4) -> $m",
            "call @endpoints createNotification() -> $d",
            "call @endpoints createNotification() -> $r",
            f"call @capabilities narrow(capability: $d, interfaceId: {SIGNAL}) -> $ds",
            f"call @capabilities narrow(capability: $d, interfaceId: {WAIT}) -> $dw",
            f"call @capabilities narrow(capability: $r, interfaceId: {SIGNAL}) -> $rs",
            f"call @capabilities narrow(capability: $r, interfaceId: {WAIT}) -> $rw",
            'spawn "shared-buffer" with { buffer: $m, data: $dw, room: $rs, console: @console } -> $c'):
        shell.run(line)
    assert shell.run('run "shared-buffer" with { buffer: $m, data: $ds, room: $rw, terminal: @terminal }') == \
        ["produced 20000 records"]
    assert shell.run("wait $c") == ["$c exited with code 0"]
    assert shell.run('run "shared-buffer" with { buffer: $m, data: $ds, room: $rs, terminal: @terminal }') == \
        ["needs data and room: one side that waits, one that signals", "shared-buffer exited with code 1"]
    for name in ("m", "d", "r", "ds", "dw", "rs", "rw", "c"):
        shell.run(f"drop ${name}")
