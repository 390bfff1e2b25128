"""A parser that does to its process what hostile pages do."""

import os
import signal
import time

from newsparse import Record, Source


def light(item, options):
    """The text as it stands: for what is not about the parser."""
    return Record(text=item.data.decode(), source=Source(file=item.file, member=item.member))


def hostile(item, options):
    if b"KILLS ITS PROCESS" in item.data:
        os.kill(os.getpid(), signal.SIGSEGV)
    if b"NEVER ENDS" in item.data:
        while True:
            time.sleep(0.01)
    if b"HOLDS THE LOCK" in item.data:
        pow(7, 10**9, 10 ** (10**6))  # native code that looks at no signal
    if b"EATS MEMORY" in item.data:
        return bytearray(64 * 1024**3)
    if b"GROWS" in item.data:
        held = []
        while True:
            held.append(bytes(1024 * 1024))
    if b"HALF A CHARACTER" in item.data:
        return Record(text="\ud83d", source=Source(file=item.file))
    if b"NO RECORD" in item.data:
        return None
    if b"RAISES" in item.data:
        raise ValueError(f"at {object()!r}")
    return light(item, options)


def slow(item, options):
    time.sleep(0.02)
    return light(item, options)
