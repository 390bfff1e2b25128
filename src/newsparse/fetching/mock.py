"""A network that is not there: answers for tests."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Answer = str | bytes | int | httpx.Response | Exception | Callable[[httpx.Request], object]


class MockTransport(httpx.AsyncBaseTransport):
    """A transport that answers from a table, so that code which fetches is tested without a network.

    ```python
    transport = MockTransport({"https://example.org/1.html": "<p>Ông Nguyễn Văn An, Chủ tịch UBND xã</p>"})
    page = newsparse.fetch("https://example.org/1.html", options=FetchOptions(delay=0), transport=transport)
    ```

    An answer is a page (text or bytes, sent as HTML), a status number, an `httpx.Response`, an exception that is
    raised, or a function of the `httpx.Request` that gives one of these, also as a coroutine. Any other
    address, robots.txt among them, answers 404. `requests` holds the requests in the order in which they came.
    """

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self.answers = dict(answers)
        self.requests: list[httpx.Request] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        self.requests.append(request)
        answer: object = self.answers.get(str(request.url), 404)
        if callable(answer) and not isinstance(answer, httpx.Response):
            answer = answer(request)
            if inspect.isawaitable(answer):
                answer = await answer
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, httpx.Response):
            # A response can be read once; each request gets its own.
            return httpx.Response(answer.status_code, headers=answer.headers.raw, stream=_Bytes(answer.content))
        if isinstance(answer, int):
            return httpx.Response(answer, stream=_Bytes(b""))
        if not isinstance(answer, str | bytes):
            raise TypeError(f"{request.url}: an answer cannot be a {type(answer).__name__}")
        body = answer.encode() if isinstance(answer, str) else answer
        charset = "; charset=utf-8" if isinstance(answer, str) else ""
        return httpx.Response(200, headers={"Content-Type": f"text/html{charset}"}, stream=_Bytes(body))


class _Bytes(httpx.AsyncByteStream):
    def __init__(self, body: bytes) -> None:
        self._body = body

    async def __aiter__(self):  # type: ignore[no-untyped-def]
        yield self._body
