# SPDX-License-Identifier: MIT
"""From the blocks that ran, in order, to instructions by stack of functions: the input of a flame graph.

Calls and returns are followed as they happened, so that no frame pointers and no unwind tables are needed. Every thread has its
own stack: entering the kernel pushes onto the stack of the thread that enters, leaving it pops down to that place. The kernel's
switching function returns as another thread. What was called before the trace began is not known, which is why a trace has a first part that is only followed, not counted.
"""
import collections
import re

CALL, RETURN, ENTER, LEAVE, OTHER = "call", "return", "enter", "leave", "other"
KERNEL_BASE = 1 << 63
# The function of the kernel that returns on another stack than it was called on; its patched parts have labels of their own.
SWITCH = re.compile(r"arch_switch$|switch_f(pu|s)_")


def kind_of(code):
    """What the last instruction of a block does to the stack."""
    if code[:1] == b"\xe8":
        return CALL
    if code in (b"\x0f\x05",):
        return ENTER
    if code in (b"\x48\x0f\x07", b"\x48\xcf"):
        return LEAVE
    plain = code.lstrip(b"\x3e\xf2\xf3\x66")
    if plain[:1] in (b"\xc3", b"\xc2"):
        return RETURN
    if plain[:1] and 0x40 <= plain[0] <= 0x4f:
        plain = plain[1:]
    if len(plain) >= 2 and plain[0] == 0xff and plain[1] >> 3 & 7 == 2:
        return CALL
    return OTHER


class Block:
    """One line `b` of the trace."""

    def __init__(self, words):
        self.page = words[1]
        self.address = int(words[2], 16)
        sizes, codes = zip(*((int(size), bytes.fromhex(code)) for size, _, code in (word.partition(":") for word in words[3:])))
        self.length = len(sizes)
        self.codes = codes
        self.after = self.address + sum(sizes)
        self.kind = kind_of(codes[-1])


def load(path):
    """(blocks by number, order: numbers, None for a mark)"""
    blocks, order = {}, []
    with open(path) as file:
        for line in file:
            if line.startswith("b "):
                words = line.split()[1:]
                blocks[int(words[0])] = Block(words)
            else:
                order.append(None if line == "-\n" else int(line))
    return blocks, order


class Frame:
    """One call. back: where it returns to; None when it is not known. entry: the kernel was entered here."""

    def __init__(self, back, entry=False):
        self.name, self.back, self.entry = "?", back, entry


class Thread:
    """resume: (program, address) where its user code goes on when it leaves the kernel; None: not known."""

    def __init__(self, program="?", resume=None):
        self.program, self.resume = program, resume
        self.frames = [Frame(None), Frame(None, entry=True)] if resume else [Frame(None)]

    def leave_kernel(self):
        while self.frames and not self.frames.pop().entry:
            pass
        if not self.frames:
            self.frames = [Frame(None)]

    def stack(self):
        return (self.program, *(frame.name for frame in self.frames))


class Follower:
    """Follows blocks[order[i]], i counting up; name_of(block) gives (program, function)."""

    def __init__(self, blocks, order, name_of):
        self.blocks, self.order, self.name_of = blocks, order, name_of
        self.thread = Thread()
        self.others = []
        self.before = None

    def is_switch(self, block):
        return block.kind == RETURN and SWITCH.match(self.name_of(block)[1]) is not None

    def resumed_at(self, start):
        """(program, address) at which user code goes on after order[start]; None when another thread is switched to before."""
        left = False
        for number in self.order[start:]:
            if number is None:
                continue
            block = self.blocks[number]
            if left and block.address < KERNEL_BASE:
                return self.name_of(block)[0], block.address
            if self.is_switch(block):
                return None
            left = block.kind == LEAVE
        return None

    def switch(self, at):
        """All threads wait for the same address in the switching function, so it is where they go on in user mode that tells."""
        resume = self.resumed_at(at)
        self.thread.frames.pop()
        self.others.append(self.thread)
        found = [thread for thread in self.others if resume and thread.resume == resume]
        self.thread = found[0] if found else Thread(resume[0] if resume else "kernel", resume)
        if found:
            self.others.remove(found[0])

    def returned(self, address):
        frames = self.thread.frames
        if any(frame.back == address for frame in frames):
            while frames.pop().back != address:
                pass
        elif not frames[-1].entry:
            frames.pop()        # to a caller from before the trace
        if not frames or frames[-1].entry and address < KERNEL_BASE:
            frames.append(Frame(None))

    def move(self, before, block, at):
        """What happened to the stack between two blocks."""
        into_kernel = before.address < KERNEL_BASE <= block.address
        if into_kernel:
            self.thread.resume = (self.name_of(before)[0], before.after)
            self.thread.frames.append(Frame(None, entry=True))
        elif before.kind == CALL and block.address != before.after:
            self.thread.frames.append(Frame(before.after))
        elif self.is_switch(before):
            self.switch(at)
        elif before.kind == RETURN:
            self.returned(block.address)
        elif before.kind == LEAVE and block.address < KERNEL_BASE:
            self.thread.leave_kernel()

    def step(self, at):
        """Moves to order[at]; returns the stack that its instructions count for."""
        block = self.blocks[self.order[at]]
        if self.before is not None:
            self.move(self.before, block, at)
        program, function = self.name_of(block)
        if block.address < KERNEL_BASE:
            self.thread.program = program
        self.thread.frames[-1].name = function
        self.before = block
        return self.thread.stack()


def fold(blocks, order, name_of):
    """{stack: instructions} after the last mark. A stack begins with the program of the thread."""
    last_mark = max((at for at, number in enumerate(order) if number is None), default=-1)
    follower = Follower(blocks, order, name_of)
    folded = collections.Counter()
    for at, number in enumerate(order):
        if number is None:
            continue
        stack = follower.step(at)
        if at > last_mark:
            folded[stack] += blocks[number].length
    return folded
