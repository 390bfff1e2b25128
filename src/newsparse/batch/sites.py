"""Learn what stands on most pages of each site, before its pages are parsed.

A sample is drawn: of every site the pages with the least hashes of their ids, so the same pages whoever
draws it in whatever order, and never more than a bound, however large the archive.
"""

from __future__ import annotations

import hashlib
import heapq
import re
from array import array
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from newsparse.batch.guard import attempt
from newsparse.batch.items import Flaw, Item, Shard
from newsparse.batch.plan import read
from newsparse.page.repeated import block_keys

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsparse.batch.worker import Settings
    from newsparse.options import Options

A_SITE: Final = 40  # pages sampled of one site
ALL: Final = 20_000  # pages sampled of all sites
_A_PAGE: Final = 1000  # blocks counted of one page
FEWEST: Final = 5  # different articles that a site needs before anything is learnt of it
_EARLY: Final = 64  # shards at the beginning that are all looked into
_CANONICAL: Final = re.compile(
    rb"""(?i)<(?:link[^>]{0,200}?rel=["']?canonical|meta[^>]{0,100}?["']og:url["'])[^>]{0,300}?(?:href|content)=["']?"""
    rb"""https?://([a-z0-9.-]+)"""
)
_HOST: Final = re.compile(
    r"(?i)(?:^|/)((?:[a-z0-9-]+\.)+(?:vn|com|net|org|info|biz|edu|gov|asia|news|tv|me|io))(?=[/_:?#]|$)"
)
_HEAD: Final = 64 * 1024


class Sample(msgspec.Struct, frozen=True):
    """One page of the sample: site, rank in it, the keys of its blocks (8 bytes each), those of its longest ones."""

    site: str
    rank: int
    keys: bytes
    longest: tuple[int, ...]


def site_of(item: Item) -> str:
    """Return what names an item's site.

    The host of its URL; else of the address that the page gives as its own; else a host in the file's name, as
    mirrors have it; else the folder it lies in.
    """
    if item.url and (found := re.match(r"(?i)https?://([^/:?#]+)", item.url)):
        return found[1].lower().removeprefix("www.")
    if item.format != "text" and (said := _CANONICAL.search(item.data, 0, _HEAD)):
        return said[1].decode().lower().removeprefix("www.")
    name = item.key.replace("!", "/")
    hosts = _HOST.findall(name)
    if hosts:
        return str(hosts[-1]).lower().removeprefix("www.")
    return "folder " + name.rpartition("/")[0]


def is_sampled(shard: Shard) -> bool:
    """Return whether a shard is looked into: all of the first, then ever fewer, so that the work stays bounded."""
    stride = 1 << max(0, (shard.number // _EARLY).bit_length())
    return shard.number < _EARLY or shard.number % stride == 0


def sample_shard(shard: Shard, settings: Settings) -> list[Sample]:
    """Return the sample of one shard."""
    least: dict[str, list[tuple[int, int, Item]]] = {}
    for number, item in enumerate(read(shard, settings.reading)):
        if not isinstance(item, Item) or item.flaw is not None or item.format == "text":
            continue
        rank = int.from_bytes(hashlib.blake2b(item.article_id.encode(), digest_size=6).digest(), "big")
        heap = least.setdefault(site_of(item), [])
        heapq.heappush(heap, (-rank, number, item))
        if len(heap) > A_SITE:
            heapq.heappop(heap)
    samples: list[Sample] = []
    for site, heap in sorted(least.items()):
        for rank, _, item in sorted(heap, key=lambda entry: entry[:2]):
            found = attempt(item, _keys_of, settings.options, settings.limits, hard=settings.hard)
            if not isinstance(found, Flaw):
                samples.append(Sample(site, -rank, *found))
    return samples


def _keys_of(item: Item, options: Options) -> tuple[bytes, tuple[int, ...]]:
    from newsparse.files import read_input
    from newsparse.page.decode import decode
    from newsparse.page.html import page_of
    from newsparse.page.words import reading
    from newsparse.text.lexicon import load_lexicon

    found = read_input(item.data, item.member or item.file, format=item.format, max_bytes=options.limits.max_bytes)
    if found.format != "html":
        return b"", ()
    with reading(load_lexicon(options.lexicon)):
        page = page_of(decode(found.data, item.content_type or found.content_type), options.limits)
        keys, longest = block_keys(page)
    return array("Q", sorted(keys)[:_A_PAGE]).tobytes(), longest


class Learner:
    """Gathers samples; what it holds depends on what came, never on the order."""

    def __init__(self) -> None:
        self._sites: dict[str, list[tuple[int, Sample]]] = {}
        self._count = 0

    def add(self, samples: Iterable[Sample]) -> None:
        """Take the samples of one shard."""
        for sample in samples:
            if not sample.keys:
                continue
            heap = self._sites.setdefault(sample.site, [])
            if any(other.rank == sample.rank for _, other in heap):
                continue
            heapq.heappush(heap, (-sample.rank, sample))
            self._count += 1
            if len(heap) > A_SITE:
                heapq.heappop(heap)
                self._count -= 1
        while self._count > ALL:
            site = min(self._sites, key=lambda name: self._sites[name][0][0])
            heapq.heappop(self._sites[site])
            self._count -= 1
            if not self._sites[site]:
                del self._sites[site]

    def knowledge(self) -> dict[str, list[int]]:
        """Return the keys of the blocks that stand on most pages, by site."""
        learnt = {}
        for site, heap in sorted(self._sites.items()):
            different = {sample.longest: sample for _, sample in sorted(heap, key=lambda entry: entry[0])}
            if len(different) < FEWEST:
                continue
            counts = Counter(key for sample in different.values() for key in memoryview(sample.keys).cast("Q"))
            keys = sorted(key for key, count in counts.items() if 2 * count > len(different))
            if keys:
                learnt[site] = keys
        return learnt


@lru_cache(maxsize=4)
def load_sites(path: str) -> dict[str, frozenset[int]]:
    """Return the knowledge in a file that a run has written."""
    found = msgspec.json.decode(Path(path).read_bytes(), type=dict[str, list[int]])
    return {site: frozenset(keys) for site, keys in found.items()}
