"""Names that point to several addresses, to forbidden ones, and elsewhere by the next look-up."""

import socket

import pytest

from newsparse import AddressError, NetworkError, fetch


@pytest.fixture
def names(monkeypatch):
    """Answers of the name server for `*.example`: a list of lists of addresses, one for each look-up."""
    answers, asked = [], []
    real = socket.getaddrinfo

    def look_up(host, port, *rest, **more):
        if not str(host).endswith(".example"):
            return real(host, port, *rest, **more)
        asked.append(host)
        found = answers[min(len(asked), len(answers)) - 1]
        if isinstance(found, OSError):
            raise found
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return answers, asked


def test_of_several_addresses_only_the_allowed_are_connected_to(server, quick, page, names):
    answers, asked = names
    answers.append(["10.0.0.1", "169.254.169.254", "127.0.0.1"])
    server.add("/1", page)
    got = fetch(server.url("/1", host="tin.example"), options=quick(robots=False))
    assert got.body == page
    assert got.exchanges[0].address == "127.0.0.1"
    assert server.seen[0].headers["host"] == f"tin.example:{server.port}"
    assert asked == ["tin.example"]


def test_a_name_that_changes_between_check_and_connection_gains_nothing(server, quick, page, names):
    answers, asked = names
    answers += [["127.0.0.1"], ["10.0.0.1"], ["10.0.0.1"]]
    server.add("/1", page, headers=[("Connection", "close")])
    url = server.url("/1", host="tin.example")
    assert fetch(url, options=quick(robots=False)).body == page
    assert len(asked) == 1  # what was checked is what was connected to
    with pytest.raises(AddressError, match="private"):
        fetch(url, options=quick(robots=False))


def test_a_name_with_forbidden_addresses_only_is_refused(server, quick, names):
    answers, _ = names
    answers.append(["192.168.1.1", "127.0.0.1"])
    url = server.url("/1", host="tin.example")
    with pytest.raises(AddressError, match="allow_networks") as caught:
        fetch(url, options=quick(allow_networks=(), retries=3))
    assert caught.value.url.startswith("http://tin.example")
    assert server.seen == []


@pytest.mark.parametrize(("code", "tries"), [(socket.EAI_NONAME, 1), (socket.EAI_AGAIN, 3)])
def test_a_name_that_does_not_exist_is_asked_for_once_and_a_silent_name_server_again(quick, names, code, tries):
    answers, asked = names
    answers.append(socket.gaierror(code, "no answer"))
    with pytest.raises(NetworkError, match=r"no such host|name server"):
        fetch("http://nirgends.example/", options=quick(robots=False, retries=2))
    assert len(asked) == tries
