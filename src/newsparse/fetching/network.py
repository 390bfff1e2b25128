"""The one door to the network: an httpx transport that checks the address really connected to.

A host's name is looked up once for each connection, each of its addresses is checked, and the connection goes
to a checked address by its number. TLS still verifies the certificate against the name. A name whose answer
changes between check and connection (DNS rebinding) therefore gains nothing.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

import httpcore
import httpx

from newsparse.errors import AddressError, FetchLimitError, NetworkError, OptionError
from newsparse.fetching.addresses import check_host, forbidden

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator
    from pathlib import Path

    from newsparse.fetching.options import FetchOptions


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """A network backend of httpcore that connects to allowed addresses only."""

    def __init__(self, options: FetchOptions) -> None:
        self._options = options
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to `host`; raises `AddressError` where none of its addresses is allowed."""
        check_host(host, self._options, host)
        last: Exception | None = None
        try:
            async with asyncio.timeout(timeout):
                addresses = await self._addresses(host, port)
        except TimeoutError:
            raise httpcore.ConnectTimeout(f"the name server did not answer for {host}") from None
        for address in addresses:
            try:
                stream = await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
                continue
            try:
                self._check_peer(stream, host)
            except AddressError:
                await stream.aclose()
                raise
            return stream
        raise last or httpcore.ConnectError(f"{host} has no address")

    async def _addresses(self, host: str, port: int) -> list[str]:
        """Return the allowed addresses of a host as text, in the order in which to try them."""
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError) as error:
            # A name that does not exist stays so; a name server that does not answer may do so later.
            passing = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
            what = "the name server does not answer" if passing else "no such host"
            raise NetworkError(f"{host}: {what} ({error})", url=host, passing=passing) from None
        names = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        reasons = {name: forbidden(ipaddress.ip_address(name), self._options.allow_networks) for name in names}
        allowed = [name for name in names if reasons[name] is None]
        if names and not allowed:
            name = names[0]
            raise AddressError(f"{host}: {name} is {reasons[name]}; allow_networks can allow it", url=host)
        return allowed

    def _check_peer(self, stream: httpcore.AsyncNetworkStream, host: str) -> None:
        peer = stream.get_extra_info("server_addr")
        reason = forbidden(ipaddress.ip_address(str(peer[0])), self._options.allow_networks)
        if reason is not None:
            raise AddressError(f"{host}: connected to {peer[0]}, which is {reason}", url=host)

    async def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None
    ) -> httpcore.AsyncNetworkStream:
        """Refuse: there is no page behind a socket of this machine."""
        raise AddressError(f"{path}: sockets of this machine are not connected to", url=path)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


class CheckedTransport(httpx.AsyncBaseTransport):
    """An httpx transport over `CheckedBackend`, without proxies and with the limits of time of the options.

    Proxies of the environment are not used: a proxy would connect to addresses that nobody here has checked.
    """

    def __init__(self, options: FetchOptions) -> None:
        context = _context(options.ca_file)
        self._options = options
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_connections=options.concurrency + 2,
            max_keepalive_connections=options.concurrency,
            keepalive_expiry=max(5.0, 2 * options.delay),
            network_backend=CheckedBackend(options),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the limits of time begin here."""
        options = self._options
        url = str(request.url)
        clock = asyncio.get_running_loop()
        deadline = clock.time() + options.timeout
        timeouts = {"connect": options.connect_timeout, "pool": options.timeout, "read": None, "write": options.timeout}
        sent = httpcore.Request(
            request.method,
            httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.stream,
            extensions={**request.extensions, "timeout": timeouts},
        )
        wait = min(options.first_byte_timeout, options.timeout)
        try:
            async with asyncio.timeout(wait):
                with told(url):
                    response = await self._pool.handle_async_request(sent)
        except TimeoutError:
            message = f"{url}: no answer within {wait:g} s (first_byte_timeout)"
            raise FetchLimitError(message, url=url, passing=True) from None
        return httpx.Response(
            response.status,
            headers=response.headers,
            stream=_TimedStream(response, url, deadline, options.timeout),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        """Close all connections."""
        await self._pool.aclose()


class _TimedStream(httpx.AsyncByteStream):
    """The body of an answer, which must have come by the deadline."""

    def __init__(self, response: httpcore.Response, url: str, deadline: float, allowed: float) -> None:
        self._response = response
        self._url = url
        self._deadline = deadline
        self._allowed = allowed

    async def __aiter__(self) -> AsyncIterator[bytes]:
        parts = self._response.aiter_stream()
        while True:
            try:
                async with asyncio.timeout_at(self._deadline):
                    with told(self._url):
                        part = await anext(parts, None)
            except TimeoutError:
                raise FetchLimitError(
                    f"{self._url}: the answer was not whole after {self._allowed:g} s (timeout)", url=self._url
                ) from None
            if part is None:
                return
            yield part

    async def aclose(self) -> None:
        await self._response.aclose()


@lru_cache(maxsize=4)
def _context(ca_file: Path | None) -> ssl.SSLContext:
    """Return the rules by which certificates are verified; reading the authorities takes longer than a request."""
    context = httpx.create_ssl_context()
    if ca_file is not None:
        try:
            context.load_verify_locations(cafile=ca_file)
        except (OSError, ssl.SSLError) as error:
            raise OptionError(f"ca_file: {ca_file}: {error}; give certificates as PEM") from None
    return context


@contextmanager
def told(url: str) -> Iterator[None]:
    """Turn what httpcore and httpx raise into the errors of newsparse; `passing` says what may pass."""
    try:
        yield
    except (httpcore.ConnectTimeout, httpcore.PoolTimeout, httpcore.ReadTimeout, httpcore.WriteTimeout) as error:
        raise FetchLimitError(f"{url}: no connection in time ({_plain(error)})", url=url, passing=True) from error
    except httpcore.ConnectError as error:
        cause = _cause(error, ssl.SSLError)
        if cause is not None:
            raise NetworkError(f"{url}: the certificate or TLS connection is refused ({cause})", url=url) from error
        raise NetworkError(f"{url}: no connection ({_plain(error)})", url=url, passing=True) from error
    except (httpcore.NetworkError, httpcore.RemoteProtocolError) as error:
        reason = _plain(error)
        # h11 and httpcore tell a lost connection and a breach of the protocol by the same class.
        lost = isinstance(error, httpcore.NetworkError) or "closed" in reason or "disconnected" in reason
        what = "the answer was cut off" if lost else "the answer is no HTTP"
        raise NetworkError(f"{url}: {what} ({reason})", url=url, passing=lost) from error
    except (httpcore.LocalProtocolError, httpcore.UnsupportedProtocol, httpx.InvalidURL, UnicodeError) as error:
        raise AddressError(f"{url}: cannot be asked for ({_plain(error)})", url=url) from error
    except (ssl.SSLError, OSError) as error:
        raise NetworkError(f"{url}: the connection failed ({_plain(error)})", url=url, passing=True) from error


def _cause(error: BaseException, kind: type[BaseException]) -> BaseException | None:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, kind):
            return seen
        seen = seen.__cause__ or seen.__context__
    return None


def _plain(error: BaseException) -> str:
    return str(error) or type(error).__name__
