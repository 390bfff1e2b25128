"""One address to one page: the address is checked, robots.txt asked, redirects followed, what may pass tried again."""

from __future__ import annotations

import asyncio
import datetime
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

import httpx
import tenacity

from newsparse.errors import FetchError, FetchLimitError, MissingExtraError, NetworkError, NewsparseError, StatusError
from newsparse.fetching.addresses import checked_url
from newsparse.fetching.bodies import ACCEPT_ENCODING, Body, read_body
from newsparse.fetching.discover import feed_links, sitemap_links
from newsparse.fetching.network import CheckedTransport, told
from newsparse.fetching.options import FetchOptions
from newsparse.fetching.pacing import PACED, SENT, PacedTransport, Pacer, retry_after
from newsparse.fetching.page import Exchange, Page
from newsparse.fetching.robots import MAX_ROBOTS, Robots, Rules

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator
    from pathlib import Path
    from typing import Self

    from newsparse.fetching.links import Link, LinkFilter
    from newsparse.fetching.page import CacheUse, Headers

_ACCEPT: Final = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5"
_LANGUAGES: Final = "vi,en;q=0.5"

_MAY_PASS: Final = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
"""Statuses after which a further try may do better (RFC 9110; 520 to 524 are a large network's own for the same)."""

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_ROBOTS_REDIRECTS: Final = 5  # RFC 9309, 2.3.1.2
_LONGEST_BACKOFF: Final = 60.0
_ASIDE_BYTES: Final = 64 * 1024
_ASIDE_SECONDS: Final = 2.0


class AsyncFetcher:
    """Fetches pages, politely and safely, for those who have an event loop of their own.

    ```python
    async with AsyncFetcher(FetchOptions(contact="https://example.org/about")) as fetcher:
        page = await fetcher.fetch("https://example.org/tin/1.html")
    ```

    `transport` replaces the network (`MockTransport` in tests, or an `httpx.AsyncHTTPTransport` with a proxy);
    delays, robots.txt, retries and limits of size stay, while connections are then that transport's affair. A fetcher
    belongs to one event loop; its hosts' delays, robots.txt and connections are shared by all its fetches.
    """

    def __init__(
        self, options: FetchOptions | None = None, *, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self.options = options or FetchOptions()
        self._pacer = Pacer(self.options)
        paced = PacedTransport(transport or CheckedTransport(self.options), self._pacer)
        self._transport = _cached(paced, self.options.cache, self.options.max_bytes) if self.options.cache else paced
        self._robots = Robots(self.options, self._get_robots)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close all connections."""
        await self._transport.aclose()

    async def fetch(self, url: str, *, max_bytes: int | None = None) -> Page:
        """Return the page at an address, after redirects; `max_bytes` replaces that of the options.

        Raises `FetchError` where there is none: see its kinds in `newsparse.errors`. `error.passing` tells
        whether a later try may do better.
        """
        return await self._tried(url, robots=self.options.robots, max_bytes=max_bytes or self.options.max_bytes)

    async def fetch_many(
        self, urls: Iterable[str] | AsyncIterable[str]
    ) -> AsyncIterator[tuple[str, Page | FetchError]]:
        """Yield each address with its page or the error that kept it, in the order in which they are done.

        An address that comes twice is fetched once. At most some tens are under way, so `urls` may be endless;
        mix hosts in it, for each host is asked slowly.
        """
        window = max(32, 4 * self.options.concurrency)
        seen: set[str] = set()
        running: set[asyncio.Task[tuple[str, Page | FetchError]]] = set()
        try:
            async for url in _stream(urls):
                if url in seen:
                    continue
                seen.add(url)
                running.add(asyncio.create_task(self._settled(url)))
                while len(running) >= window:
                    done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                    for task in done:
                        yield task.result()
            while running:
                done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    yield task.result()
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    def feed(self, url: str, wanted: LinkFilter | None = None) -> AsyncIterator[Link]:
        """Yield the wanted links of a feed; see `newsparse.fetching.discover.feed_links`."""
        return feed_links(self, url, wanted)

    def sitemap(
        self, url: str, wanted: LinkFilter | None = None, on_error: Callable[[FetchError], None] | None = None
    ) -> AsyncIterator[Link]:
        """Yield the wanted links of a site's sitemaps; see `newsparse.fetching.discover.sitemap_links`."""
        return sitemap_links(self, url, wanted, on_error)

    async def rules(self, url: str) -> Rules:
        """Return what the robots.txt of the site of `url` says, with its sitemaps."""
        return await self._robots.rules(checked_url(url, self.options))

    async def send(self, url: str, headers: dict[str, str] | None = None) -> tuple[Exchange, bytes]:
        """Return one exchange and its decompressed body, for what a page already asked for needs (a browser's scripts).

        The address is checked and all limits hold; no turn is taken, robots.txt is not asked, and redirects are
        not followed.
        """
        here = checked_url(url, self.options)
        exchange, data, _ = await self._exchange(
            here, httpx.Cookies(), self.options.max_bytes, extra=headers, paced=False
        )
        return exchange, data

    async def _settled(self, url: str) -> tuple[str, Page | FetchError]:
        try:
            return url, await self.fetch(url)
        except FetchError as error:
            return url, error
        except NewsparseError:  # not this page's fault: an extra is missing, an option is wrong
            raise
        except Exception as error:  # one address must not end the others
            failure = FetchError(f"{url}: {type(error).__name__}: {error}; please report it", url=url)
            failure.__cause__ = error
            return url, failure

    async def _get_robots(self, url: str) -> Page:
        return await self._tried(url, robots=False, max_bytes=MAX_ROBOTS, max_redirects=_ROBOTS_REDIRECTS, cut=True)

    async def _tried(
        self, url: str, *, robots: bool, max_bytes: int, max_redirects: int | None = None, cut: bool = False
    ) -> Page:
        options = self.options
        checked_url(url, options)
        async for attempt in tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception(self._may_pass),
            stop=tenacity.stop_after_attempt(1 + options.retries),
            wait=tenacity.wait_exponential(options.backoff, _LONGEST_BACKOFF)
            + tenacity.wait_random(0, options.backoff),
            reraise=True,
        ):
            with attempt:
                limit = options.max_redirects if max_redirects is None else max_redirects
                return await self._followed(url, robots, max_bytes, limit, cut)
        raise AssertionError("tenacity ends with a result or an error")

    def _may_pass(self, error: BaseException) -> bool:
        if isinstance(error, StatusError) and (error.retry_after or 0) > self.options.max_delay:
            return False
        # What robots.txt could not be had for has been tried often enough by then.
        return isinstance(error, NetworkError | FetchLimitError | StatusError) and error.passing

    async def _followed(self, url: str, robots: bool, max_bytes: int, max_redirects: int, cut: bool) -> Page:
        """Return the page after redirects, each of which is checked like the address itself."""
        cookies = httpx.Cookies()  # for the redirects of this page only: pages are fetched as by a new visitor
        exchanges: list[Exchange] = []
        here = checked_url(url, self.options)
        while True:
            if robots:
                rules = await self._robots.check(here)
                if rules.delay is not None:
                    self._pacer.slow_down(urlsplit(here).hostname or "", rules.delay)
            exchange, data, truncated = await self._exchange(here, cookies, max_bytes, cut=cut)
            exchanges.append(exchange)
            target = exchange.header("location")
            if exchange.status not in _REDIRECTS or not target:
                break
            if len(exchanges) > max_redirects:
                loop = " in a loop" if len({e.url for e in exchanges}) < len(exchanges) else ""
                raise FetchLimitError(f"{url}: more than {max_redirects} redirects{loop} (max_redirects)", url=here)
            here = checked_url(_location(here, target), self.options)
        _check_status(exchange)
        return Page(
            url=url,
            final_url=exchange.url,
            status=exchange.status,
            headers=exchange.headers,
            body=data,
            fetched=exchange.started,
            exchanges=tuple(exchanges),
            warnings=("truncated",) if truncated else (),
        )

    async def _exchange(
        self,
        url: str,
        cookies: httpx.Cookies,
        max_bytes: int,
        *,
        cut: bool = False,
        extra: dict[str, str] | None = None,
        paced: bool = True,
    ) -> tuple[Exchange, bytes, bool]:
        """Send one request; return the exchange, the decompressed body, and whether that ends too early."""
        headers = {"User-Agent": self.options.agent, "Accept": _ACCEPT, "Accept-Language": _LANGUAGES}
        headers |= extra or {}
        headers["Accept-Encoding"] = ACCEPT_ENCODING
        if self.options.cache:
            headers["Cache-Control"] = "no-cache"  # for our own cache: ask whether it has changed, whatever its age
        with _told(url):
            request = httpx.Request("GET", url, headers=headers, extensions={PACED: paced})
            cookies.set_cookie_header(request)
            began, clock = datetime.datetime.now(datetime.UTC), time.monotonic()
            response = await self._transport.handle_async_request(request)
            response.request = request
            address = _address(response)  # a connection that is closed no longer knows
            try:
                if paced and (response.status_code >= 400 or response.status_code in _REDIRECTS):
                    body = await self._aside(response, url)
                else:
                    body = await read_body(response, url, max_bytes, self.options.max_ratio, cut=cut)
            finally:
                await response.aclose()
            cookies.extract_cookies(response)
        exchange = Exchange(
            url=str(request.url),
            method="GET",
            request_headers=tuple(request.extensions.get(SENT, ())),
            status=response.status_code,
            reason=response.reason_phrase,
            headers=_headers(response),
            body=body.raw,
            started=began,
            seconds=time.monotonic() - clock,
            http_version=response.http_version,
            address=address,
            cached=_cache_use(response),
        )
        return exchange, body.data, body.truncated

    async def _aside(self, response: httpx.Response, url: str) -> Body:
        """Return what stands beside a redirect or an error, where it comes soon; it keeps the connection in use."""
        with suppress(FetchError, TimeoutError, httpx.HTTPError):
            async with asyncio.timeout(_ASIDE_SECONDS):
                return await read_body(response, url, _ASIDE_BYTES, self.options.max_ratio, cut=True)
        return Body(b"", b"")


async def _stream(urls: Iterable[str] | AsyncIterable[str]) -> AsyncIterator[str]:
    if hasattr(urls, "__aiter__"):
        async for url in urls:
            yield url
    else:
        for url in urls:
            yield url


def _check_status(exchange: Exchange) -> None:
    status = exchange.status
    if 200 <= status < 300 and status != 206:
        return
    seconds = retry_after(httpx.Response(status, headers=list(exchange.headers)))
    what = f"the server answers {status}" + (f" {exchange.reason}" if exchange.reason else "")
    if exchange.header("cf-mitigated") == "challenge":
        what += " and wants a person to prove to be one"
    if seconds is not None:
        what += f" and asks to wait {seconds:.0f} s"
    raise StatusError(
        f"{exchange.url}: {what}", url=exchange.url, passing=status in _MAY_PASS, status=status, retry_after=seconds
    )


def _location(here: str, target: str) -> str:
    """Return the address that a `Location` names; its octets beyond ASCII are taken as UTF-8."""
    with suppress(UnicodeError):
        target = target.encode("latin-1").decode("utf-8")
    try:
        return urljoin(here, target.strip().replace(" ", "%20"))
    except ValueError:
        return target  # refused by the check that follows, with its reason


def _headers(response: httpx.Response) -> Headers:
    return tuple((key.decode("latin-1"), value.decode("latin-1")) for key, value in response.headers.raw)


def _address(response: httpx.Response) -> str | None:
    stream = response.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream is not None else None
    return str(peer[0]) if peer else None


def _cache_use(response: httpx.Response) -> CacheUse:
    use = response.extensions.get("caching") or {}
    if use.get("from_cache"):
        return "revalidated" if use.get("revalidated") else "fresh"
    return ""


def _cached(inner: httpx.AsyncBaseTransport, folder: Path, max_bytes: int) -> httpx.AsyncBaseTransport:
    try:
        from hishel import AsyncSqliteStorage, CacheOptions
        from hishel.httpx import AsyncCacheTransport
    except ImportError:
        raise MissingExtraError("the cache needs an extra; pip install 'newsparse[fetch]'") from None
    storage = AsyncSqliteStorage(database_path=folder / "answers.db", max_stream_size=max_bytes, max_size=None)
    return AsyncCacheTransport(inner, storage, rfc=CacheOptions(shared=False))


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Turn what a transport raises, ours or the user's, into the errors of newsparse."""
    try:
        with told(url):
            yield
    except FetchError as error:
        if "://" not in error.url:  # the connection knows the host only
            error.url = url
        raise
    except httpx.TimeoutException as error:
        raise FetchLimitError(f"{url}: no answer in time ({error})", url=url, passing=True) from error
    except httpx.HTTPError as error:
        passing = isinstance(error, httpx.TransportError) and not isinstance(error, httpx.UnsupportedProtocol)
        raise NetworkError(f"{url}: {error}", url=url, passing=passing) from error
