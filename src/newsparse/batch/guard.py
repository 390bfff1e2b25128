"""Keep one page from taking the others with it: limits of time and memory, and a process of its own.

A page over its time is stopped by a signal where Python code runs; where native code does not return, a
watchdog ends the process. A page that ended a process is parsed once more, alone in a process: if that
one ends too the page is to blame, else it was bad luck (a power cut, a neighbour's memory) and nothing shows.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import re
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from newsparse.batch.items import Flaw, Item
from newsparse.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsparse.options import Options
    from newsparse.record import Record

    Parser = Callable[[Item, Options], Record]
    T = TypeVar("T")

_GRACE: Final = 5.0  # seconds between the polite end and the other one
_ADDRESS: Final = re.compile(r"0x[0-9a-fA-F]{6,}")


class _OutOfTime(BaseException):
    """The page took too long. No `Exception`, so that no `except Exception` on its way keeps it."""


@dataclass(frozen=True, slots=True)
class PageLimits:
    """What one page may take: `seconds` of time, `memory` in bytes beyond what the process had; 0 is no limit."""

    seconds: float = 60.0
    memory: int = 2 * 1024**3


def attempt(
    item: Item, parse: Callable[[Item, Options], T], options: Options, limits: PageLimits, *, hard: bool
) -> T | Flaw:
    """Return what `parse` makes of an item (its record), or why it makes nothing.

    `hard` allows to end the whole process where native code does not return in time.
    """
    try:
        with _time_limit(limits.seconds, hard), _memory_limit(limits.memory):
            return parse(item, options)
    except _OutOfTime:
        return _timeout(limits)
    except MemoryError:
        return _memory(limits)
    except InputError as error:
        return Flaw("unreadable", str(error))
    except RecursionError as error:
        return Flaw("error", f"RecursionError: {error}")
    except Exception as error:  # whatever one page does, the others go on
        return Flaw("error", _ADDRESS.sub("0x…", f"{type(error).__name__}: {error}")[:500])


def attempt_alone(item: Item, parse: Parser, options: Options, limits: PageLimits) -> Record | Flaw:
    """Return what `attempt` gives in a process of its own, or why that process ended."""
    command = [sys.executable, "-m", "newsparse.batch.guard"]
    seconds = limits.seconds + 6 * _GRACE if limits.seconds else None
    try:
        done = subprocess.run(
            command, input=pickle.dumps((item, parse, options, limits)), stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, timeout=seconds, check=False, env=environment(),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return _timeout(limits)
    if done.returncode == _WATCHDOG:
        return _timeout(limits)
    if done.returncode != 0:
        return Flaw("crash", f"the process that parsed it ended: {ending_of(done.returncode)}")
    result: Record | Flaw = pickle.loads(done.stdout)
    return result


def environment() -> dict[str, str]:
    """Return the environment for a process that must find the modules this one finds."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)}


def ending_of(code: int) -> str:
    """Return how a process ended, in words."""
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def _timeout(limits: PageLimits) -> Flaw:
    return Flaw("timeout", f"longer than {limits.seconds:g} s")


def _memory(limits: PageLimits) -> Flaw:
    return Flaw("memory", f"more than {limits.memory // 1024**2} MiB")


_WATCHDOG: Final = 1  # faulthandler's exit code


@contextmanager
def _time_limit(seconds: float, hard: bool) -> Iterator[None]:
    polite = bool(seconds) and hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    hard = hard and bool(seconds)
    before: Any = None
    if hard:
        faulthandler.dump_traceback_later(seconds + _GRACE, exit=True, file=_devnull())
    if polite:
        before = signal.signal(signal.SIGALRM, _stop)
        signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        if polite:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
        if hard:
            faulthandler.cancel_dump_traceback_later()


def _stop(number: int, frame: object) -> None:
    raise _OutOfTime


_NULL: list[Any] = []


def _devnull() -> Any:
    if not _NULL:
        _NULL.append(os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))  # open as long as the process
    return _NULL[0]


@contextmanager
def _memory_limit(memory: int) -> Iterator[None]:
    used = _address_space() if memory else None
    if used is None:
        yield
        return
    import resource

    soft, ceiling = resource.getrlimit(resource.RLIMIT_AS)
    wanted = used + memory
    if soft != resource.RLIM_INFINITY:
        wanted = min(wanted, soft)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, ceiling))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, ceiling))


def _address_space() -> int | None:
    """Return the bytes of address space in use, where the system tells (Linux)."""
    try:
        with Path("/proc/self/statm").open("rb") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return None


def main() -> None:
    """Parse the one item that standard input holds."""
    answer = os.dup(1)
    os.dup2(2, 1)  # what the parser prints is not the answer
    item, parse, options, limits = pickle.load(sys.stdin.buffer)
    result = attempt(item, parse, options, limits, hard=True)
    with os.fdopen(answer, "wb") as file:
        file.write(pickle.dumps(result))


if __name__ == "__main__":
    from newsparse.batch.guard import main as run  # under its own name, so that what is pickled is found

    run()
