"""Manners towards a host: how far apart requests are, how many at once, and when it wants none.

A request takes its turn in three steps: a place in the host's queue, the host's delay, a place overall. The place
overall comes last, so a host that wants long delays keeps none from the others. A host that refuses (429, 503) or does
not answer is asked less and less, and in the end not at all for a while.
"""

from __future__ import annotations

import asyncio
import datetime
import email.utils
import math
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import httpx

from newsparse.errors import FetchLimitError, NetworkError, StatusError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from newsparse.fetching.options import FetchOptions

_LONGEST_REST: Final = 60.0
_MANY_FAILURES: Final = 10
_REST_OF_THE_DEAD: Final = 600.0

PACED: Final = "newsparse.paced"
SENT: Final = "newsparse.sent"


@dataclass(slots=True)
class _Host:
    """The state of one host: when its last request began, and until when it wants none at all."""

    places: asyncio.Semaphore
    delay: float
    begun: float = -math.inf
    held: float = 0.0
    held_for: str = ""  # why: what it answered, or that it did not
    status: int = 0  # the status with which it asked for that; 0 where it did not answer
    refusals: int = 0  # in a row
    failures: int = 0  # in a row
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Pacer:
    """Gives out turns. Belongs to one event loop."""

    def __init__(self, options: FetchOptions) -> None:
        self._options = options
        self._overall = asyncio.Semaphore(options.concurrency)
        self._hosts: dict[str, _Host] = {}

    def _host(self, name: str) -> _Host:
        host = self._hosts.get(name)
        if host is None:
            host = self._hosts[name] = _Host(asyncio.Semaphore(self._options.per_host), self._options.delay)
        return host

    def slow_down(self, name: str, delay: float) -> None:
        """Keep at least `delay` seconds between the starts of two requests to a host."""
        host = self._host(name)
        host.delay = max(host.delay, delay)

    def note_answer(self, name: str, status: int, seconds: float | None) -> None:
        """Note that a host answered; one that refuses for now is held for the `seconds` it names, or ever longer."""
        host = self._host(name)
        host.failures = 0
        if status not in (429, 503):
            host.refusals = 0
            return
        host.refusals += 1
        if seconds is None:
            longest = min(_LONGEST_REST, self._options.max_delay)
            seconds = min(longest, self._options.backoff * 2 ** min(host.refusals - 1, 10))
        self._hold(host, seconds, f"answered {status}", status)

    def note_failure(self, name: str) -> None:
        """Note that a host did not answer; after many times in a row it is left alone for a while."""
        host = self._host(name)
        host.failures += 1
        if host.failures >= _MANY_FAILURES:
            self._hold(host, _REST_OF_THE_DEAD, f"did not answer {host.failures} times in a row", 0)

    @staticmethod
    def _hold(host: _Host, seconds: float, reason: str, status: int) -> None:
        until = asyncio.get_running_loop().time() + seconds
        if until > host.held:
            host.held, host.held_for, host.status = until, reason, status

    def delay_of(self, name: str) -> float:
        """Return the seconds that are kept between two requests to a host."""
        return self._host(name).delay

    @asynccontextmanager
    async def turn(self, name: str, url: str) -> AsyncIterator[None]:
        """Wait for a turn and hold it. Raises `StatusError` where the host wants a longer rest than `max_delay`."""
        host = self._host(name)
        async with host.places:
            async with host.lock:  # one at a time measures the delay, in the order of arrival
                clock = asyncio.get_running_loop()
                while (wait := max(host.begun + host.delay, host.held) - clock.time()) > 0:
                    self._give_up(host, name, url, host.held - clock.time())
                    await asyncio.sleep(wait)
                await self._overall.acquire()  # before the next of this host: their distance is that of their starts
                host.begun = clock.time()
            try:
                yield
            finally:
                self._overall.release()

    def _give_up(self, host: _Host, name: str, url: str, rest: float) -> None:
        if rest <= self._options.max_delay:
            return
        if not host.status:
            what = f"{url}: {name} {host.held_for} and is left alone for {rest:.0f} s"
            raise NetworkError(what, url=url)
        raise StatusError(
            f"{url}: {name} {host.held_for} and wants no request for {rest:.0f} s; try again later, or raise max_delay",
            url=url,
            passing=True,
            status=host.status,
            retry_after=rest,
        )


class PacedTransport(httpx.AsyncBaseTransport):
    """A transport that takes a turn for each request and holds it until the body is read or dropped.

    A `Retry-After` in a 429 or 503 holds the host for all that wait for it.
    """

    def __init__(self, inner: httpx.AsyncBaseTransport, pacer: Pacer) -> None:
        self._inner = inner
        self._pacer = pacer

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request in its turn; where its extension `PACED` is False it takes none.

        What is sent is noted in its extension `SENT`, for a cache above may have made the request conditional.
        """
        request.headers.pop("cache-control", None)  # was meant for our own cache; no cache on the way is to work more
        request.extensions[SENT] = tuple(request.headers.multi_items())
        if request.extensions.get(PACED) is False:
            return await self._inner.handle_async_request(request)
        name = request.url.host
        turn = self._pacer.turn(name, str(request.url))
        await turn.__aenter__()
        try:
            response = await self._inner.handle_async_request(request)
        except BaseException as error:
            if isinstance(error, FetchLimitError | NetworkError | httpx.TransportError):
                self._pacer.note_failure(name)
            await turn.__aexit__(None, None, None)
            raise
        self._pacer.note_answer(name, response.status_code, retry_after(response))
        response.stream = _HeldStream(response.stream, turn)
        return response

    async def aclose(self) -> None:
        """Close the transport below."""
        await self._inner.aclose()


class _HeldStream(httpx.AsyncByteStream):
    """A body that gives the turn back when it is closed, once."""

    def __init__(self, stream: httpx.SyncByteStream | httpx.AsyncByteStream, turn: object) -> None:
        self._stream = stream
        self._turn = turn

    async def __aiter__(self) -> AsyncIterator[bytes]:
        assert isinstance(self._stream, httpx.AsyncByteStream)
        async for part in self._stream:
            yield part

    async def aclose(self) -> None:
        turn, self._turn = self._turn, None
        try:
            if isinstance(self._stream, httpx.AsyncByteStream):
                await self._stream.aclose()
        finally:
            if turn is not None:
                await turn.__aexit__(None, None, None)  # type: ignore[attr-defined]


def retry_after(response: httpx.Response) -> float | None:
    """Return the seconds that `Retry-After` asks for, as a number or a date (RFC 9110, 10.2.3), or None."""
    value = response.headers.get("retry-after", "").strip()
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            when = email.utils.parsedate_to_datetime(value)
        except (TypeError, ValueError):
            return None
        if when.tzinfo is None:
            when = when.replace(tzinfo=datetime.UTC)
        seconds = (when - datetime.datetime.now(datetime.UTC)).total_seconds()
    return max(0.0, seconds) if math.isfinite(seconds) else None
