# SPDX-License-Identifier: MIT
"""The sessions of docs/ipc.md, docs/transfer.md, docs/narrowing.md and docs/sessions.md as they are printed there, and what their programs do when they
are given something else. The fixture compares the Inspector's totals at the end of each test."""
import pytest

from pages import play

LOCKER = 'spawn "locker" with { locker: endpoint Locker } -> $l'


@pytest.mark.parametrize("page, least", [("ipc.md", 6), ("transfer.md", 8), ("narrowing.md", 8), ("sessions.md", 16), ("scheduling.md", 8)])
def test_the_session_of_the_page(shell, page, least):
    play(shell, page, least)


def end(shell, *names):
    shell.run("call $l kill()")
    for name in (*names, "l"):
        shell.run(f"drop ${name}")


def test_a_full_locker(shell):
    """It says so, keeps what it has, and has room again."""
    shell.run(LOCKER)
    for ticket in range(1, 9):
        assert shell.run("call $l.locker put(item: @null)") == [f"(ticket = {ticket})"]
    assert shell.text("call $l.locker put(item: @null)") == "overloaded: the locker is full: it has room for 8"
    assert shell.run("call $l.locker count()") == ["(items = 8)"]
    shell.run("call $l.locker take(ticket: 5) -> $t")
    assert shell.run("call $l.locker put(item: @null)") == ["(ticket = 5)"]
    assert shell.text("call $l.locker take(ticket: 9)") == "failed: ticket: nothing is there for 9"
    assert shell.text("call $l.locker take(ticket: 0)") == "failed: ticket: nothing is there for 0"
    end(shell, "t")


def test_what_the_locker_holds_dies_with_it(shell):
    """Memory that only the locker holds is free again when it ends: the fixture counts frames and objects."""
    shell.run(LOCKER)
    shell.run("call @frames allocContiguous(count: 64) -> $m")
    shell.run("call $l.locker put(item: $m)")
    shell.run("call $l.locker share(memory: $m)")
    shell.run("drop $m")
    assert shell.text("call $l.locker work(offset: 0, bytes: 16)") == "(sum = 0)"
    assert shell.text("call $l.locker work(offset: 0, bytes: 16)") == f"(sum = {16 * 255})"
    assert shell.text("call $l.locker work(offset: 4294967295, bytes: 4294967295)").startswith("failed: offset and bytes: ")
    assert shell.text("call $l.locker work(offset: 262143, bytes: 2)").startswith("failed: offset and bytes: ")
    end(shell)


def test_a_locker_shares_memory_or_nothing(shell):
    shell.run(LOCKER)
    assert shell.text("call $l.locker work(offset: 0, bytes: 1)") == "failed: no memory is shared"
    end(shell)


def test_programs_that_got_something_else(shell):
    shell.run(LOCKER)
    assert shell.run('run "transfer" with { locker: @timer, frames: @frames, terminal: @terminal }') == \
        ["needs locker (Locker) and frames (FrameAllocator): the capability has another interface", "transfer exited with code 2"]
    assert shell.run('run "narrow" with { clock: @timer, shelf: $l.locker, terminal: @terminal }') == \
        ["needs clock (MonotonicClock) and shelf (Shelf): the capability has another interface", "narrow exited with code 2"]
    end(shell)


def test_a_full_guestbook(shell):
    """It has room for so many sessions and says so; whoever is in it goes on signing. Two sessions of one name are two members."""
    shell.run('spawn "guestbook" with { guestbook: endpoint Guestbook } -> $l')
    assert shell.run("call $l.guestbook sign()") == ['(member = 1, visits = 1, name = "")']
    for member in range(2, 9):
        shell.run('call @sessions create(subject: (displayName: "Ada")) -> $s')
        assert shell.run('run "guestbook-client" as $s.1 with { guestbook: $l.guestbook, terminal: @terminal }') == [
            f"with a claim: member {member}, visit 1, nameless", f"disclosing a name: member {member}, visit 2, nameless"]
        shell.run("drop $s")
    assert shell.run("call $l.guestbook sign()") == ['(member = 1, visits = 2, name = "")']
    shell.run("call @sessions create() -> $s")
    assert shell.run('run "guestbook-client" as $s.1 with { guestbook: $l.guestbook, terminal: @terminal }')[0] == \
        "cannot sign: too much is going on: the book is full: it has room for 8"
    end(shell, "s")


def test_a_session_that_is_none(shell):
    assert "expected a SelectableSession" in shell.text('run "hello" as @timer')
    assert "expected a SelectableSession" in shell.text('run "hello" as $nobody')
    assert "expected a SelectableSession" in shell.text('run "hello" as @sessions')
