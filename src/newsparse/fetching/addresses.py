"""Which addresses may be fetched: the URL by its letters, the IP address by its network.

The URL is looked at before each request and each redirect, the IP address at each connection
(`network.py`), so a name that points elsewhere by then gains nothing.
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import urldefrag, urlsplit

from newsparse.errors import AddressError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsparse.fetching.options import FetchOptions

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

MAX_URL: Final = 8_000
"""The longest URL that is asked for; servers must take 8,000 octets (RFC 9110, 4.1) and few take more."""

_UNSENDABLE: Final = re.compile(r"[\x00-\x20\x7f\ud800-\udfff]")

# Public by the registry of IANA or by some Python's reading of it, yet answering only inside a cloud or a network.
_METADATA: Final = (ipaddress.ip_network("168.63.129.16/32"), ipaddress.ip_network("192.0.0.0/24"))

# An IPv6 address that carries an IPv4 address is as good or bad as that one; position in bits from the right.
_CARRIERS: Final = (
    (ipaddress.IPv6Network("::ffff:0:0/96"), 0),  # IPv4-mapped, RFC 4291
    (ipaddress.IPv6Network("::/96"), 0),  # IPv4-compatible, RFC 4291
    (ipaddress.IPv6Network("::ffff:0:0:0/96"), 0),  # IPv4-translated, RFC 2765
    (ipaddress.IPv6Network("64:ff9b::/96"), 0),  # NAT64, RFC 6052
    (ipaddress.IPv6Network("2002::/16"), 80),  # 6to4, RFC 3056
)


def checked_url(url: str, options: FetchOptions) -> str:
    """Return `url` without fragment, where it may be asked for.

    Raises `AddressError` for another scheme than http and https, for credentials, for a host that the options
    do not allow, and for an IP address of a network that is not public and not allowed.
    """
    shown = url if len(url) <= 200 else url[:200] + "…"
    if len(url) > MAX_URL:
        raise AddressError(f"{shown}: the address is longer than {MAX_URL} characters", url=url)
    if _UNSENDABLE.search(url):
        raise AddressError(f"{shown!r}: the address holds a space, a control character or half a character", url=url)
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise AddressError(f"{shown}: not an address ({error})", url=url) from None
    if parts.scheme not in ("http", "https"):
        what = f"scheme {parts.scheme!r}" if parts.scheme else "no scheme"
        raise AddressError(f"{shown}: {what}; only http:// and https:// are fetched", url=url)
    if "@" in parts.netloc or "\\" in parts.netloc:
        raise AddressError(
            f"{parts.scheme}://…@{parts.netloc.rpartition('@')[2]}: addresses with user name and password are refused; "
            "leave them out",
            url=url,
        )
    if not host or port == 0:
        raise AddressError(f"{shown}: the address names no host", url=url)
    check_host(host, options, url)
    literal = _literal(host)
    if literal is not None and (reason := forbidden(literal, options.allow_networks)) is not None:
        raise AddressError(f"{shown}: {literal} is {reason}; allow_networks can allow it", url=url)
    return urldefrag(url).url


def check_host(host: str, options: FetchOptions, url: str) -> None:
    """Raise `AddressError` where the lists of hosts in the options do not let `host` pass."""
    name = host.rstrip(".").lower()
    if _below(name, options.deny_hosts):
        raise AddressError(f"{url}: the host {name} is in deny_hosts", url=url)
    if options.allow_hosts and not _below(name, options.allow_hosts):
        raise AddressError(f"{url}: the host {name} is not in allow_hosts", url=url)


def forbidden(address: IPAddress, allowed: Iterable[str] = ()) -> str | None:
    """Return why an IP address is not connected to (`private`, `loopback`, …), or None where it may be.

    `allowed` are networks in CIDR notation that may be connected to whatever they are.
    """
    inner = _carried(address)
    for network in _networks(tuple(allowed)):
        for candidate in (address, inner):
            if candidate is not None and candidate.version == network.version and candidate in network:
                return None
    if inner is not None:
        address = inner
    if any(address in network for network in _METADATA):
        return "a metadata address of a cloud"
    for reason, holds in (
        ("unspecified", address.is_unspecified),
        ("a loopback address", address.is_loopback),
        ("link-local, where clouds keep their metadata", address.is_link_local),
        ("a multicast address", address.is_multicast),
        ("a private address", address.is_private),
        ("not a public address", address.is_reserved or not address.is_global),
        ("not a public address", isinstance(address, ipaddress.IPv6Address) and address.is_site_local),
    ):
        if holds:
            return reason
    return None


def same_site(host: str, other: str) -> bool:
    """Tell whether two hosts are of one site: the same but for `www.`, or one below the other."""
    a, b = (name.rstrip(".").lower().removeprefix("www.") for name in (host, other))
    return a == b or a.endswith("." + b) or b.endswith("." + a)


def _below(name: str, hosts: Iterable[str]) -> bool:
    listed = (host.rstrip(".").lower().removeprefix("*.") for host in hosts)
    return any(name == host or name.endswith("." + host) for host in listed)


def _literal(host: str) -> IPAddress | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _carried(address: IPAddress) -> ipaddress.IPv4Address | None:
    if isinstance(address, ipaddress.IPv4Address) or int(address) in (0, 1):
        return None
    for network, shift in _CARRIERS:
        if address in network:
            return ipaddress.IPv4Address(int(address) >> shift & 0xFFFF_FFFF)
    return None


@lru_cache(maxsize=32)
def _networks(allowed: tuple[str, ...]) -> tuple[IPNetwork, ...]:
    return tuple(ipaddress.ip_network(network) for network in allowed)
