"""A real HTTP server on the loopback address that misbehaves on purpose. No test touches any other address."""

import asyncio
import gzip
import threading
from dataclasses import dataclass, field

import pytest

from newsparse import FetchOptions

PAGE = (
    "<html><head><title>Trao quà</title></head><body><h1>Trao quà cho hộ nghèo</h1>"
    "<p>Sáng 2/3/2024, ông Nguyễn Văn An, Chủ tịch UBND xã Tân Lập, trao 10 suất quà cho các hộ nghèo.</p></body></html>"
).encode()


@dataclass
class Seen:
    """One request as the server saw it: path with query, headers, and when it came (seconds)."""

    path: str
    headers: dict[str, str]
    at: float


@dataclass
class Server:
    """Answers by path: bytes (a page), or a coroutine function of the request and the stream to write to."""

    port: int = 0
    answers: dict = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    tls: object = None

    def url(self, path="/", host="127.0.0.1"):
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{path}"

    def paths(self):
        return [one.path for one in self.seen]

    def add(self, path, answer, *, status="200 OK", headers=()):
        """Answer `path` with bytes, or with what the coroutine function `answer(seen, writer)` writes."""
        if isinstance(answer, bytes):
            given = response(answer, status=status, headers=headers)

            async def send(seen, writer):
                writer.write(given)

            answer = send
        self.answers[path] = answer
        return self.url(path)

    def redirect(self, path, target, status="302 Found", headers=()):
        return self.add(path, b"", status=status, headers=(("Location", target), *headers))

    async def handle(self, reader, writer):
        try:
            while True:
                head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 20)
                lines = head.decode("latin-1").split("\r\n")
                headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:] if line)}
                seen = Seen(lines[0].split(" ")[1], headers, asyncio.get_running_loop().time())
                self.seen.append(seen)
                self.at_once += 1
                self.most_at_once = max(self.most_at_once, self.at_once)
                try:
                    answer = self.answers.get(seen.path) or self.answers.get("*")
                    if answer is None:
                        writer.write(response(b"not here", status="404 Not Found"))
                    elif await answer(seen, writer) == "close":
                        return
                    await writer.drain()
                finally:
                    self.at_once -= 1
        except (TimeoutError, asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


def response(body, *, status="200 OK", headers=(), length=None):
    lines = [f"HTTP/1.1 {status}"]
    names = {name.lower() for name, _ in headers}
    if "content-type" not in names:
        lines.append("Content-Type: text/html; charset=utf-8")
    lines += [f"{name}: {value}" for name, value in headers]
    lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def start(tls=None):
    server = Server(tls=tls)
    ready = threading.Event()
    stop = []

    async def main():
        listening = await asyncio.start_server(server.handle, "127.0.0.1", 0, ssl=tls)
        server.port = listening.sockets[0].getsockname()[1]
        done = asyncio.Event()
        stop.append((asyncio.get_running_loop(), done))
        ready.set()
        await done.wait()
        listening.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    thread = threading.Thread(target=lambda: asyncio.run(main()), daemon=True)
    thread.start()
    ready.wait(10)

    def end():
        loop, done = stop[0]
        loop.call_soon_threadsafe(done.set)
        thread.join(10)

    return server, end


@pytest.fixture
def server():
    running, end = start()
    yield running
    end()


@pytest.fixture
def other():
    """A second server, for redirects across hosts; ask for it as `localhost`."""
    running, end = start()
    yield running
    end()


@pytest.fixture
def tls_server(tmp_path):
    """A server with a certificate of its own for `localhost`; `certificate` is its path."""
    import shutil
    import ssl
    import subprocess

    if shutil.which("openssl") is None:
        pytest.skip("makes a certificate with the command openssl, which is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    running, end = start(context)
    running.certificate = certificate
    yield running
    end()


@pytest.fixture
def quick():
    """Options for the loopback address: no delays, short limits of time."""

    def make(**changes):
        defaults = {
            "allow_networks": ("127.0.0.0/8", "::1/128"), "delay": 0, "backoff": 0, "retries": 0, "first_byte_timeout": 5,
            "timeout": 10,
        }  # fmt: skip
        return FetchOptions(**{**defaults, **changes})

    return make


@pytest.fixture
def page():
    return PAGE


@pytest.fixture
def answer():
    """Bytes of an answer: `answer(body, status=…, headers=…, length=…)`."""
    return response


@pytest.fixture(scope="session")
def bomb():
    """64 MiB of zeros in 64 kB."""
    return gzip.compress(bytes(64 * 1024 * 1024), 9)
