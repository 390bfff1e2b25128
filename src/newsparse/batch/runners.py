"""Where shards are run: executors of `concurrent.futures` that differ in nothing but place.

`Serial` runs in the calling thread, `Processes` in fresh interpreters that are started anew when one
dies, `dask_executor` on a Dask cluster.
"""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import queue
import signal
import struct
import subprocess
import sys
import threading
from concurrent.futures import Executor, Future
from typing import IO, TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

from newsparse.batch.guard import ending_of, environment
from newsparse.errors import InputError, MissingExtraError, NewsparseError

if TYPE_CHECKING:
    from collections.abc import Callable

_P = ParamSpec("_P")
_T = TypeVar("_T")
_LENGTH: Final = struct.Struct("<Q")
_TASKS_A_PROCESS: Final = 500  # then a fresh one: whatever a library leaks has an end


class WorkerDiedError(NewsparseError):
    """The process that ran a task ended; the task may be run again."""


class Serial(Executor):
    """Runs each task at once, in the calling thread."""

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Run the task and return a future that is done."""
        future: Future[_T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Processes(Executor):
    """Runs tasks in `workers` processes of a fresh interpreter each.

    A process that dies fails the one task that it ran, with `WorkerDiedError`, and is replaced. Task and
    result go through pipes by pickle. Processes end by themselves when this one is gone.
    """

    def __init__(self, workers: int) -> None:
        self._tasks: queue.SimpleQueue[tuple[Future[Any], bytes] | None] = queue.SimpleQueue()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._closed = False
        self._threads = [threading.Thread(target=self._serve, daemon=True) for _ in range(workers)]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Queue a task; `fn` is found by name in the other process, so it stands in a module."""
        if self._closed:
            raise RuntimeError("cannot schedule new futures after shutdown")
        future: Future[_T] = Future()
        self._tasks.put((future, pickle.dumps((fn, args, kwargs))))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes, when their tasks are done; at once with `cancel_futures`."""
        self._closed = True
        if cancel_futures:
            while not self._tasks.empty():
                task = self._tasks.get()
                if task is not None:
                    task[0].cancel()
            with self._lock:
                for process in self._running:
                    process.kill()
        for _ in self._threads:
            self._tasks.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def _serve(self) -> None:
        process: subprocess.Popen[bytes] | None = None
        done = 0
        while (task := self._tasks.get()) is not None:
            future, request = task
            if not future.set_running_or_notify_cancel():
                continue
            try:
                if process is None:
                    process, done = self._start(), 0
                assert process.stdin is not None
                assert process.stdout is not None
                _send(process.stdin, request)
                good, value = pickle.loads(_receive(process.stdout))
            except Exception as error:  # whatever it is, it is this task's; this thread goes on
                how = ending_of(self._end(process)) if process is not None else f"it did not start: {error}"
                future.set_exception(WorkerDiedError(f"the worker process ended: {how}"))
                process = None
                continue
            if good:
                future.set_result(value)
            else:
                future.set_exception(value)
            done += 1
            if done >= _TASKS_A_PROCESS:
                self._end(process)
                process = None
        if process is not None:
            self._end(process)

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "newsparse.batch.runners"]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment())
        with self._lock:
            self._running.add(process)
        return process

    def _end(self, process: subprocess.Popen[bytes]) -> int:
        """Close a process's pipes and return how it ended."""
        with self._lock:
            self._running.discard(process)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        return process.wait()


def dask_executor(scheduler: str) -> tuple[Executor, int]:
    """Return an executor on the Dask cluster at an address (`tcp://…`), and the number of its workers.

    Raises `InputError` where no scheduler answers, `MissingExtraError` without the extra `dask`.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingExtraError("--scheduler needs the extra: pip install 'newsparse[dask]'") from error
    try:
        client: Any = Client(scheduler, timeout=10)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise InputError(f"{scheduler}: no Dask scheduler answers there ({error}); check the address") from error
    client.wait_for_workers(1, timeout=120)
    workers = sum(client.nthreads().values())
    return _Dask(client), workers


class _Dask(Executor):
    """A Dask client as an executor: nothing is kept on workers, nothing is taken for the same task as another."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._inner: Executor = client.get_executor(pure=False)

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Send a task to the cluster."""
        return self._inner.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; closing the client takes back what is not done."""
        if not cancel_futures:
            self._inner.shutdown(wait=wait)
        self._client.close()


def _send(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data


def main() -> None:
    """Run the tasks that standard input brings, until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one decides
    logging.getLogger("warcio").setLevel(logging.ERROR)  # a space in an address is no news
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a parser prints is no answer
    while True:
        try:
            fn, args, kwargs = pickle.loads(_receive(sys.stdin.buffer))
        except EOFError:
            return
        try:
            answer = (True, fn(*args, **kwargs))
        except NewsparseError as error:
            answer = (False, error)
        except Exception as error:  # in plain words: not every exception survives pickling
            answer = (False, RuntimeError(f"{type(error).__name__}: {error}"))
        _send(answers, pickle.dumps(answer))


if __name__ == "__main__":
    main()
