"""Pages that a browser fills by script: a real Chromium, whose every request goes through our own door.

The browser gets no network of its own: each request it makes is answered by `AsyncFetcher`, so the checks of
addresses, the limits and the user agent hold for scripts too, and what bypasses that finds no host.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin

from newsparse.errors import FetchError, FetchLimitError, MissingExtraError, NetworkError
from newsparse.fetching.addresses import checked_url
from newsparse.fetching.fetcher import AsyncFetcher

if TYPE_CHECKING:
    import httpx

    from newsparse.fetching.options import FetchOptions
    from newsparse.fetching.page import Page

_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_USELESS: Final = frozenset({"image", "media", "font", "websocket", "eventsource", "manifest", "texttrack", "ping"})
_PASSED_ON: Final = ("accept", "referer", "x-requested-with")
_ARGUMENTS: Final = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-gpu",
)
_NOWHERE: Final = "http://127.0.0.1:9"  # a proxy that is not there, for what would name an address by its number
_MAX_REQUESTS: Final = 200
_MAX_NAVIGATIONS: Final = 5
_MAX_REDIRECTS: Final = 5
_TABS: Final = 2
_QUIET: Final = 3.0  # seconds to wait for scripts to come to rest after the page is there
_TICK: Final = 0.1


class BrowserFetcher(AsyncFetcher):
    """An `AsyncFetcher` whose pages have been filled by their scripts; `Page.rendered` is then True.

    `executable` is the path of a Chromium; without it the one of the system is taken, else the one that Playwright
    installed. With `only_shells`, pages that have their text without scripts are returned as they came. Pictures,
    films, fonts and frames are not loaded, nothing is posted. `Page.exchanges` are those of the page itself;
    `Page.body` is the page as the browser has it in the end, in UTF-8. Raises `MissingExtraError` without the
    extra `fetch-browser` or without a browser.
    """

    def __init__(
        self,
        options: FetchOptions | None = None,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        executable: str | None = None,
        only_shells: bool = False,
    ) -> None:
        super().__init__(options, transport=transport)
        self._only_shells = only_shells
        self._executable = executable or next((path for name in _BROWSERS if (path := shutil.which(name))), None)
        self._tabs = asyncio.Semaphore(_TABS)
        self._starting = asyncio.Lock()
        self._playwright: Any = None
        self._browser: Any = None

    async def aclose(self) -> None:
        """Close the browser and all connections."""
        if self._browser is not None:
            await self._browser.close()
        if self._playwright is not None:
            await self._playwright.stop()
        await super().aclose()

    async def fetch(self, url: str, *, max_bytes: int | None = None) -> Page:
        """Return the page at an address after its scripts have run; see `AsyncFetcher.fetch`.

        What is no HTML is returned as it is.
        """
        page = await super().fetch(url, max_bytes=max_bytes)
        kind = (page.content_type or "text/html").partition(";")[0].strip().lower()
        if kind not in ("text/html", "application/xhtml+xml"):
            return page
        if self._only_shells and not _is_shell(page):
            return page
        async with self._tabs:
            browser = await self._started()
            try:
                async with asyncio.timeout(self.options.timeout):
                    return await _Tab(self, browser, page).render()
            except TimeoutError:
                message = f"{url}: its scripts were not done after {self.options.timeout:g} s (timeout)"
                raise FetchLimitError(message, url=page.final_url) from None

    async def _started(self) -> Any:
        async with self._starting:
            if self._browser is None:
                try:
                    from playwright.async_api import Error, async_playwright
                except ImportError:
                    raise MissingExtraError(
                        "rendering needs an extra; pip install 'newsparse[fetch-browser]'"
                    ) from None
                self._playwright = await async_playwright().start()
                try:
                    self._browser = await self._playwright.chromium.launch(
                        executable_path=self._executable,
                        args=list(_ARGUMENTS),
                        proxy={"server": _NOWHERE},
                        # a browser of root cannot have a sandbox; for anyone else it is never left out
                        chromium_sandbox=getattr(os, "geteuid", lambda: 1)() != 0,
                    )
                except Error as error:
                    raise MissingExtraError(
                        f"no Chromium could be started ({str(error).splitlines()[0]}); install one "
                        "(Debian: apt install chromium), or run: playwright install chromium"
                    ) from None
            return self._browser


def _is_shell(page: Page) -> bool:
    from newsparse.page import decode, read_html

    return "javascript-shell" in read_html(decode(page.body, page.content_type), url=page.final_url).warnings


class _Tab:
    """One page in one fresh browser context."""

    def __init__(self, fetcher: BrowserFetcher, browser: Any, page: Page) -> None:
        self._fetcher = fetcher
        self._browser = browser
        self._page = page
        self._requests = 0
        self._navigations = 0
        self._bytes = 0
        self._running = 0
        self._tab: Any = None
        self._failure: FetchError | None = None

    async def render(self) -> Page:
        from playwright.async_api import Error

        context = await self._browser.new_context(
            user_agent=self._fetcher.options.agent,
            locale="vi-VN",
            service_workers="block",
            accept_downloads=False,
        )
        try:
            await context.route("**/*", self._answer)
            self._tab = await context.new_page()
            await self._tab.goto(self._page.final_url, wait_until="domcontentloaded")
            await self._rest()
            html = await self._tab.content()
        except Error as error:
            if self._failure is not None:
                raise self._failure from error
            what = str(error).splitlines()[0]
            raise NetworkError(f"{self._page.url}: the browser failed: {what}", url=self._page.final_url) from error
        finally:
            await context.close()
        body = html.encode("utf-8", "replace")
        limit = self._fetcher.options.max_bytes
        if len(body) > limit:
            message = f"{self._page.url}: rendered to more than {limit:,} bytes (max_bytes)"
            raise FetchLimitError(message, url=self._page.final_url)
        return replace(self._page, body=body, rendered=True, warnings=())

    async def _rest(self) -> None:
        """Wait until scripts ask for nothing any more, for some seconds at most."""
        clock = asyncio.get_running_loop()
        end = clock.time() + _QUIET
        quiet = 0
        await self._tab.evaluate("() => new Promise(done => setTimeout(done, 0))")
        while clock.time() < end and quiet < 5:
            await asyncio.sleep(_TICK)
            quiet = 0 if self._running else quiet + 1

    async def _answer(self, route: Any) -> None:
        from playwright.async_api import Error

        self._running += 1
        try:
            await self._answered(route)
        except FetchError as error:
            self._failure = error
            await _quietly(route.abort("blockedbyclient"))
        except Error:  # the tab is gone
            pass
        finally:
            self._running -= 1

    async def _answered(self, route: Any) -> None:
        request = route.request
        self._requests += 1
        if request.is_navigation_request():
            if request.frame.parent_frame is not None or request.method != "GET":
                await route.abort("blockedbyclient")
                return
            self._navigations += 1
            if self._navigations > _MAX_NAVIGATIONS:
                raise FetchLimitError(f"{request.url}: its scripts lead on and on", url=request.url)
            if self._navigations > 1:  # a script leads elsewhere: asked for like any page
                self._page = replace(await AsyncFetcher.fetch(self._fetcher, request.url), url=self._page.url)
            kind = self._page.content_type or "text/html"
            await route.fulfill(status=200, headers={"content-type": kind}, body=self._page.body)
            return
        too_much = self._requests > _MAX_REQUESTS or self._bytes > 4 * self._fetcher.options.max_bytes
        if too_much or request.method not in ("GET", "OPTIONS") or request.resource_type in _USELESS:
            await route.abort("blockedbyclient")
            return
        headers = {name: value for name, value in request.headers.items() if name.lower() in _PASSED_ON}
        url = request.url
        for _ in range(_MAX_REDIRECTS):
            exchange, data = await self._fetcher.send(checked_url(url, self._fetcher.options), headers)
            self._bytes += len(data)
            target = exchange.header("location")
            if not 300 <= exchange.status < 400 or not target:
                break
            url = urljoin(url, target)
        sent = {
            k: v
            for k, v in exchange.headers
            if k.lower() not in ("content-encoding", "content-length", "set-cookie", "transfer-encoding")
        }
        await route.fulfill(status=exchange.status, headers=sent, body=data)


async def _quietly(action: Any) -> None:
    from playwright.async_api import Error

    with suppress(Error):  # the tab is gone
        await action
