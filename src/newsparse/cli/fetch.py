"""`newsparse fetch`: the twin of `newsparse.fetch_many`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar

import click

from newsparse.errors import FetchError, InputError, NewsparseError, OptionError
from newsparse.fetching.options import FetchOptions

if TYPE_CHECKING:
    import datetime
    from collections.abc import AsyncIterator, Callable, Iterator

    from newsparse.fetching.fetcher import AsyncFetcher
    from newsparse.fetching.links import LinkFilter
    from newsparse.fetching.outputs import Output
    from newsparse.fetching.page import Page

T = TypeVar("T")

_DEFAULT = FetchOptions()


def _day(ctx: click.Context, param: click.Parameter, value: datetime.datetime | None) -> datetime.date | None:
    return value.date() if value is not None else None


_DAY = click.DateTime(formats=["%Y-%m-%d"])
_PATH = click.Path(path_type=Path)


@click.command("fetch")
@click.argument("urls", nargs=-1, metavar="[URL]...")
@click.option(
    "--from",
    "lists",
    multiple=True,
    type=click.Path(allow_dash=True),
    metavar="FILE",
    help="Read addresses from FILE, one a line; # begins a comment; - is standard input.",
)
@click.option("--feed", "feeds", multiple=True, metavar="URL", help="Fetch what a feed (RSS, Atom) lists.")
@click.option(
    "--sitemap",
    "sitemaps",
    multiple=True,
    metavar="URL",
    help="Fetch what a sitemap, an index of them, or a site's robots.txt lists; URL may be the site's root.",
)
@click.option("--since", type=_DAY, callback=_day, metavar="DATE", help="Of feeds and sitemaps: from this day on.")
@click.option("--until", type=_DAY, callback=_day, metavar="DATE", help="Of feeds and sitemaps: up to this day.")
@click.option(
    "--path",
    "paths",
    multiple=True,
    metavar="PATTERN",
    help="Only addresses whose path begins so, or matches a pattern with *.",
)
@click.option("--not-path", "not_paths", multiple=True, metavar="PATTERN", help="No addresses with such a path.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most N addresses.")
@click.option("--list", "only_list", is_flag=True, help="Print the addresses and fetch none of them.")
@click.option("--parse", "parsed", is_flag=True, help="Print records instead of pages.")
@click.option("-o", "--output", type=_PATH, metavar="FILE", help="Write JSON lines to FILE, not to standard output.")
@click.option("--folder", type=_PATH, metavar="DIR", help="Save each page as a file below DIR.")
@click.option("--warc", type=_PATH, metavar="FILE", help="Write requests and answers to FILE (.warc.gz).")
@click.option("--again", is_flag=True, help="Fetch also what the outputs have from an earlier run.")
@click.option("--cache", type=_PATH, metavar="DIR", help="Keep answers in DIR and ask whether they have changed.")
@click.option(
    "--render",
    type=click.Choice(["shells", "all"]),
    help="Let Chromium run the scripts of pages that are empty without, or of all (extra fetch-browser).",
)
@click.option("--contact", metavar="ADDRESS", help="Web or mail address of yours, for the user agent.")
@click.option("--user-agent", metavar="TEXT", help="Replace the user agent.")
@click.option("--ignore-robots", is_flag=True, help="Do not ask robots.txt; for sites of your own.")
@click.option(
    "--delay",
    type=float,
    default=_DEFAULT.delay,
    show_default=True,
    metavar="SECONDS",
    help="Between two requests to one host.",
)
@click.option(
    "--max-delay",
    type=float,
    default=_DEFAULT.max_delay,
    show_default=True,
    metavar="SECONDS",
    help="Longest delay that a host may ask for; one that wants more is left alone.",
)
@click.option(
    "--per-host",
    type=int,
    default=_DEFAULT.per_host,
    show_default=True,
    metavar="N",
    help="Requests at once to one host.",
)
@click.option(
    "--concurrency",
    type=int,
    default=_DEFAULT.concurrency,
    show_default=True,
    metavar="N",
    help="Requests at once overall.",
)
@click.option(
    "--retries",
    type=int,
    default=_DEFAULT.retries,
    show_default=True,
    metavar="N",
    help="Further tries of what may pass.",
)
@click.option(
    "--timeout",
    type=float,
    default=_DEFAULT.timeout,
    show_default=True,
    metavar="SECONDS",
    help="For one request in all.",
)
@click.option(
    "--max-bytes",
    type=int,
    default=_DEFAULT.max_bytes,
    show_default=True,
    metavar="N",
    help="Largest page, as sent and decompressed.",
)
@click.option("--max-redirects", type=int, default=_DEFAULT.max_redirects, show_default=True, metavar="N")
@click.option("--allow-host", "allow_hosts", multiple=True, metavar="HOST", help="Only this host and those below it.")
@click.option(
    "--allow-network",
    "allow_networks",
    multiple=True,
    metavar="CIDR",
    help="Connect also to this network although it is not public.",
)
@click.option("--ca-file", type=_PATH, metavar="FILE", help="Trust further authorities (PEM).")
def command(
    urls: tuple[str, ...],
    lists: tuple[str, ...],
    feeds: tuple[str, ...],
    sitemaps: tuple[str, ...],
    since: datetime.date | None,
    until: datetime.date | None,
    paths: tuple[str, ...],
    not_paths: tuple[str, ...],
    limit: int | None,
    only_list: bool,
    parsed: bool,
    output: Path | None,
    folder: Path | None,
    warc: Path | None,
    again: bool,
    cache: Path | None,
    render: str | None,
    contact: str | None,
    user_agent: str | None,
    ignore_robots: bool,
    delay: float,
    max_delay: float,
    per_host: int,
    concurrency: int,
    retries: int,
    timeout: float,
    max_bytes: int,
    max_redirects: int,
    allow_hosts: tuple[str, ...],
    allow_networks: tuple[str, ...],
    ca_file: Path | None,
) -> None:
    """Fetch pages politely and safely, from addresses, lists, feeds and sitemaps.

    Prints a JSON line a page, or with --parse a record a page, in the order in which they are done; with --folder
    or --warc and without -o and --parse nothing is printed. What an output has from an earlier run is not
    fetched again. An address that fails is named on standard error; the others are still fetched.
    """
    if not (urls or lists or feeds or sitemaps):
        raise click.UsageError("nothing to fetch: give addresses, --from FILE, --feed URL or --sitemap URL")
    try:
        options = FetchOptions(
            contact=contact, user_agent=user_agent, robots=not ignore_robots, delay=delay, max_delay=max_delay,
            per_host=per_host, concurrency=concurrency, retries=retries, timeout=timeout, max_bytes=max_bytes,
            first_byte_timeout=min(timeout, _DEFAULT.first_byte_timeout), max_redirects=max_redirects,
            allow_hosts=allow_hosts, allow_networks=allow_networks, ca_file=ca_file, cache=cache,
        )  # fmt: skip
    except OptionError as error:
        raise click.UsageError(str(error)) from None
    from newsparse.fetching.links import LinkFilter

    wanted = LinkFilter(since, until, paths, not_paths)
    run = _Run(_Sources(urls, lists, feeds, sitemaps), options, wanted, limit, render)
    try:
        if only_list:
            for url in run.addresses():
                click.echo(url)
        else:
            outputs = _outputs(options, parsed, output, folder, warc, again)
            try:
                run.fetch(outputs)
            finally:
                for one in outputs:
                    one.close()
            if run.failed or folder or warc or output:
                click.echo(f"newsparse: {run.summary()}", err=True)
    except NewsparseError as error:
        raise click.UsageError(str(error)) from error
    if run.failed:
        sys.exit(1)


def _outputs(
    options: FetchOptions, parsed: bool, output: Path | None, folder: Path | None, warc: Path | None, again: bool
) -> list[Output]:
    from newsparse.fetching.outputs import Folder, Lines, Stream, Warc, page_line

    line_of: Callable[[Page], str] = _record_line if parsed else page_line
    found: list[Output] = []
    if folder is not None:
        found.append(Folder(folder, again=again))
    if warc is not None:
        found.append(Warc(warc, agent=options.agent, again=again))
    if output is not None:
        found.append(Lines(output, line_of, again=again))
    elif parsed or not found:
        # A new file object on the same descriptor: the caller's locale does not decide the charset of JSON.
        stream: IO[str] = open(sys.stdout.fileno(), "w", encoding="utf-8", newline="\n", closefd=False)  # noqa: SIM115
        found.append(Stream(stream, line_of))
    return found


def _record_line(page: Page) -> str:
    return page.parse().to_json()


@dataclass(frozen=True, slots=True)
class _Sources:
    """Where addresses come from: given, in lists, in feeds, in sitemaps."""

    urls: tuple[str, ...]
    lists: tuple[str, ...]
    feeds: tuple[str, ...]
    sitemaps: tuple[str, ...]


class _Run:
    """One run of the command: what is wanted, and how many were done, kept and lost."""

    def __init__(
        self, sources: _Sources, options: FetchOptions, wanted: LinkFilter, limit: int | None, render: str | None
    ) -> None:
        self._sources = sources
        self._options = options
        self._wanted = wanted
        self._limit = limit
        self._render = render
        self.done = self.kept = self.failed = 0

    def summary(self) -> str:
        kept = f", {self.kept} there already" if self.kept else ""
        return f"{self.done} fetched{kept}, {self.failed} failed"

    def fetch(self, outputs: list[Output]) -> None:
        """Fetch all that is wanted into the outputs."""
        from newsparse.fetching.call import iterate

        async def lacking(fetcher: AsyncFetcher) -> AsyncIterator[str]:
            async for url in self._found(fetcher):
                if all(one.has(url) for one in outputs):
                    self.kept += 1
                else:
                    yield url

        async def pages() -> AsyncIterator[tuple[str, Page | FetchError]]:
            async with self._fetcher() as fetcher:
                async for found in fetcher.fetch_many(lacking(fetcher)):
                    yield found

        for url, found in self._watched(iterate(pages)):
            if isinstance(found, FetchError):
                self._fail(str(found))
                for one in outputs:
                    one.fail(url, found)
                continue
            self.done += 1
            for one in outputs:
                try:
                    one.add(found)
                except InputError:
                    raise
                except (
                    ValueError,
                    TypeError,
                    LookupError,
                    RecursionError,
                ) as error:  # one page must not end the others
                    what = f"cannot be written ({type(error).__name__}: {error}); please report it with the page"
                    self._fail(f"{url}: {what}")

    def _watched(self, found: Iterator[T]) -> Iterator[T]:
        """Show how far it is, where a person looks."""
        if not sys.stderr.isatty() or sys.stdout.isatty():
            yield from found
            return
        from rich.console import Console

        with Console(stderr=True).status("fetching …") as status:
            for one in found:
                yield one
                status.update(self.summary())

    def addresses(self) -> Iterator[str]:
        """Yield the addresses that would be fetched."""
        from newsparse.fetching.call import iterate

        async def found() -> AsyncIterator[str]:
            async with self._fetcher() as fetcher:
                async for url in self._found(fetcher):
                    yield url

        return iterate(found)

    def _fetcher(self) -> AsyncFetcher:
        if self._render:
            from newsparse.fetching.browser import BrowserFetcher

            return BrowserFetcher(self._options, only_shells=self._render == "shells")
        from newsparse.fetching.fetcher import AsyncFetcher

        return AsyncFetcher(self._options)

    def _fail(self, message: str) -> None:
        self.failed += 1
        click.echo(f"newsparse: {message}", err=True)

    async def _found(self, fetcher: AsyncFetcher) -> AsyncIterator[str]:
        """Yield each wanted address once: those given, of lists, of feeds, of sitemaps."""
        seen: set[str] = set()
        async for url in self._all(fetcher):
            if url in seen:
                continue
            seen.add(url)
            yield url
            if len(seen) == self._limit:
                return

    async def _all(self, fetcher: AsyncFetcher) -> AsyncIterator[str]:
        from newsparse.fetching.links import Link, mixed

        for addresses in (self._sources.urls, *map(_read_list, self._sources.lists)):
            for url in mixed(addresses):
                if self._wanted.wants(Link(url)):
                    yield url
        for source in (*self._sources.feeds, *self._sources.sitemaps):
            try:
                found = (
                    fetcher.feed(source, self._wanted)
                    if source in self._sources.feeds
                    else fetcher.sitemap(source, self._wanted, lambda error: self._fail(str(error)))
                )
                async for link in found:
                    yield link.url
            except (FetchError, InputError) as error:
                self._fail(str(error))


def _read_list(name: str) -> Iterator[str]:
    try:
        stream = sys.stdin.buffer if name == "-" else Path(name).open("rb")  # noqa: SIM115
    except OSError as error:
        raise InputError(f"{name}: {error.strerror or error}") from None
    with stream:
        for line in stream:
            text = line.decode("utf-8-sig", "replace").strip()
            if text and not text.startswith("#"):
                yield text.split()[0]
