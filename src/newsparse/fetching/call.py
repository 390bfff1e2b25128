"""Fetching for those who have no event loop: plain calls around `AsyncFetcher`."""

from __future__ import annotations

import asyncio
import queue
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from newsparse.fetching.fetcher import AsyncFetcher

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator

    import httpx

    from newsparse.errors import FetchError
    from newsparse.fetching.options import FetchOptions
    from newsparse.fetching.page import Page

T = TypeVar("T")


def fetch(url: str, *, options: FetchOptions | None = None, transport: httpx.AsyncBaseTransport | None = None) -> Page:
    """Return the page at an address, after redirects.

    `options`: manners, limits and allow-lists; `transport`: replaces the network, as `MockTransport` in tests.
    Raises `FetchError` where there is no page; its kinds (`AddressError`, `FetchLimitError`, `NetworkError`,
    `RobotsError`, `StatusError`) tell why. Works inside a running event loop too (a notebook), where it
    blocks that loop; use `AsyncFetcher` to avoid it.
    """

    async def one() -> Page:
        async with AsyncFetcher(options, transport=transport) as fetcher:
            return await fetcher.fetch(url)

    return run(one)


def fetch_many(
    urls: Iterable[str], *, options: FetchOptions | None = None, transport: httpx.AsyncBaseTransport | None = None
) -> Iterator[tuple[str, Page | FetchError]]:
    """Yield each address with its page or the `FetchError` that kept it, in the order in which they are done.

    Fetching goes on in a thread while the caller works on a page, at most some tens of pages ahead. Closing the
    iterator, or leaving its loop, ends it.
    """

    async def many() -> AsyncIterator[tuple[str, Page | FetchError]]:
        async with AsyncFetcher(options, transport=transport) as fetcher:
            async for found in fetcher.fetch_many(urls):
                yield found

    return iterate(many)


def run(make: Callable[[], Awaitable[T]]) -> T:
    """Run a coroutine to its end, in a thread of its own where this one has a running event loop."""

    async def whole() -> T:
        return await make()

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(whole())
    result: list[T] = []
    failure: list[BaseException] = []

    def work() -> None:
        try:
            result.append(asyncio.run(whole()))
        except BaseException as error:  # handed to the caller's thread, which raises it
            failure.append(error)

    thread = threading.Thread(target=work, name="newsparse-fetch")
    thread.start()
    thread.join()
    if failure:
        raise failure[0]
    return result[0]


def iterate(make: Callable[[], AsyncIterator[T]], ahead: int = 16) -> Iterator[T]:
    """Yield what an asynchronous iterator gives; it runs in a thread, at most `ahead` values ahead."""
    ready: queue.Queue[tuple[T | None, BaseException | None]] = queue.Queue()
    room = threading.Semaphore(ahead)
    stop = threading.Event()
    started: list[tuple[asyncio.AbstractEventLoop, asyncio.Task[None]]] = []

    async def work() -> None:
        task = asyncio.current_task()
        assert task is not None
        started.append((asyncio.get_running_loop(), task))
        async for value in make():
            while not room.acquire(blocking=False):
                await asyncio.sleep(0.02)
            if stop.is_set():
                return
            ready.put((value, None))

    def thread_main() -> None:
        try:
            asyncio.run(work())
            ready.put((None, StopIteration()))
        except BaseException as error:  # handed to the caller's thread, which raises it
            ready.put((None, error))

    thread = threading.Thread(target=thread_main, name="newsparse-fetch", daemon=True)
    thread.start()
    try:
        while True:
            value, error = ready.get()
            if isinstance(error, StopIteration):
                return
            if error is not None:
                raise error
            room.release()
            yield value  # type: ignore[misc]
    finally:
        stop.set()
        if thread.is_alive() and started:
            loop, task = started[0]
            with suppress(RuntimeError):  # the loop may have closed in between
                loop.call_soon_threadsafe(task.cancel)
        thread.join()
