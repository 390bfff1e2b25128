"""Which addresses may be fetched at all."""

import ipaddress
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsparse import AddressError, FetchOptions, OptionError
from newsparse.fetching.addresses import checked_url, forbidden, same_site

# The first example builds the tables of all characters, which takes seconds on a busy machine.
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "100.100.100.200", "168.63.129.16", "192.0.0.192", "198.18.0.1", "203.0.113.9", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::",
        "::ffff:0:127.0.0.1",
    ],
)  # fmt: skip
def test_what_is_not_public_is_refused(address):
    assert forbidden(ipaddress.ip_address(address)) is not None


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
)
def test_what_is_public_is_allowed(address):
    assert forbidden(ipaddress.ip_address(address)) is None


def test_a_network_can_be_allowed_and_allows_nothing_else():
    assert forbidden(ipaddress.ip_address("10.1.2.3"), ["10.1.0.0/16"]) is None
    assert forbidden(ipaddress.ip_address("::ffff:10.1.2.3"), ["10.1.0.0/16"]) is None
    assert forbidden(ipaddress.ip_address("10.2.2.3"), ["10.1.0.0/16"]) is not None


@SLOW
@given(st.ip_addresses(v=4), st.sampled_from(["::ffff:0:0", "64:ff9b::", "::"]))
def test_an_address_inside_another_is_judged_alike(inner, carrier):
    outer = ipaddress.IPv6Address(int(ipaddress.IPv6Address(carrier)) | int(inner))
    if forbidden(inner) is not None:
        assert forbidden(outer) is not None


@pytest.mark.parametrize(
    "url",
    [
        "", "example.org/tin", "file:///etc/passwd", "ftp://example.org/", "data:text/html,x", "javascript:alert(1)",
        "gopher://example.org/", "http://", "http:///tin", "http://user@example.org/", "http://user:pass@example.org/",
        "http://example.org\\@10.0.0.1/", "http://example.org:99999/", "http://example.org:0/", "http://exa mple.org/",
        "http://example.org/a\nHost: b", "http://example.org/\x00", "http://[::1", "http://127.0.0.1/", "http://[::1]/",
        "http://169.254.169.254/latest/", "http://[::ffff:10.0.0.1]/", "https://example.org/" + "a" * 9000,
    ],
)  # fmt: skip
def test_addresses_that_are_refused(url):
    with pytest.raises(AddressError):
        checked_url(url, FetchOptions())


def test_a_password_is_not_repeated_in_the_message():
    with pytest.raises(AddressError) as caught:
        checked_url("https://user:hunter2@example.org/", FetchOptions())
    assert "hunter2" not in str(caught.value)


def test_lists_of_hosts():
    options = FetchOptions(allow_hosts=("Example.org", "*.gov.example"), deny_hosts=("ads.example.org",))
    for good in ("https://example.org/", "https://tin.example.org/", "https://a.gov.example./", "https://EXAMPLE.org/"):
        assert checked_url(good, options) == good
    for bad in (
        "https://ads.example.org/",
        "https://x.ads.example.org/",
        "https://notexample.org/",
        "https://example.org.evil.example/",
    ):
        with pytest.raises(AddressError):
            checked_url(bad, options)


def test_a_site_is_a_host_with_what_is_below_it():
    assert same_site("www.example.org", "example.org")
    assert same_site("tin.example.org", "www.example.org")
    assert not same_site("example.org", "example.org.evil.example")
    assert not same_site("myexample.org", "example.org")


@SLOW
@given(st.text(max_size=60))
def test_any_text_is_an_address_or_an_address_error(text):
    for url in (text, "http://" + text):
        with suppress(AddressError):
            assert checked_url(url, FetchOptions()).lower().startswith(("http://", "https://"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"delay": -1}, {"timeout": 0}, {"concurrency": 0}, {"retries": -1}, {"delay": float("nan")}, {"timeout": float("inf")},
        {"contact": "call me"}, {"user_agent": "a\r\nX: y"}, {"user_agent": ""}, {"user_agent": "1bot"},
        {"allow_networks": ("10.0.0.1/8",)}, {"allow_networks": ("localhost",)},
    ],
)  # fmt: skip
def test_options_out_of_range_are_told(wrong):
    with pytest.raises(OptionError, match=next(iter(wrong))):
        FetchOptions(**wrong)


def test_the_robot_has_the_name_of_its_user_agent():
    assert FetchOptions().robot == "newsparse"
    assert FetchOptions(user_agent="my-bot/2 (+https://example.org)").robot == "my-bot"
