"""`newsparse fetch` from a real server on the loopback address."""

import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

PAGE = (
    "<html><body><h1>Trao quà</h1><p>Sáng 2/3/2024, ông Nguyễn Văn An, Chủ tịch UBND xã Tân Lập, "
    "trao 10 suất quà cho các hộ nghèo.</p></body></html>"
)


@pytest.fixture
def site():
    """A site of three pages with a sitemap and a feed; `seen` are the paths asked for."""
    seen = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append(self.path)
            base = f"http://127.0.0.1:{self.server.server_port}"
            bodies = {
                "/robots.txt": f"User-agent: *\nDisallow: /rieng/\nSitemap: {base}/sitemap.xml\n",
                "/sitemap.xml": "<urlset>"
                + "".join(
                    f"<url><loc>{base}{path}</loc><lastmod>{day}</lastmod></url>"
                    for path, day in (
                        ("/tin/1.html", "2024-03-01"),
                        ("/tin/2.html", "2024-03-02"),
                        ("/anh/3.html", "2024-03-02"),
                    )
                )
                + "</urlset>",
                "/feed": f"<rss><channel><item><link>{base}/tin/1.html</link></item></channel></rss>",
            }
            bodies |= {path: PAGE.replace("10", path[5]) for path in ("/tin/1.html", "/tin/2.html", "/anh/3.html")}
            body = bodies.get(self.path)
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len((body or "").encode())))
            self.end_headers()
            self.wfile.write((body or "").encode())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    server.url = f"http://127.0.0.1:{server.server_port}"
    server.seen = seen
    yield server
    server.shutdown()
    server.server_close()


def run(*arguments, stdin=None, here=True):
    local = ["--allow-network", "127.0.0.0/8", "--delay", "0", "--retries", "0"] if here else []
    return subprocess.run(
        [sys.executable, "-m", "newsparse", "fetch", *local, *map(str, arguments)],
        input=stdin, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_pages_are_printed_and_what_fails_is_named(site):
    done = run(site.url + "/tin/1.html", site.url + "/rieng/2.html", site.url + "/gone.html")
    (row,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert row["url"] == site.url + "/tin/1.html"
    assert "Nguyễn Văn An" in row["html"]
    assert done.returncode == 1
    assert "robots.txt does not allow" in done.stderr
    assert "answers 404" in done.stderr
    assert "/rieng/2.html" not in site.seen


def test_records_of_a_sitemap_with_filters(site):
    done = run("--sitemap", site.url, "--since", "2024-03-02", "--path", "/tin/", "--parse")
    assert done.returncode == 0, done.stderr
    (record,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert record["url"] == site.url + "/tin/2.html"
    assert record["officials"][0]["name"] == "Nguyễn Văn An"


def test_addresses_are_listed_without_being_fetched(site):
    done = run("--sitemap", site.url, "--feed", site.url + "/feed", "--list", "--not-path", "*/2.html")
    assert sorted(done.stdout.split()) == [site.url + "/anh/3.html", site.url + "/tin/1.html"]
    assert not any(path.endswith(".html") for path in site.seen)


def test_a_list_into_all_outputs_and_a_second_run_that_finds_them(site, tmp_path):
    listed = f"# pages\n{site.url}/tin/1.html\n\n{site.url}/tin/2.html\n{site.url}/tin/1.html\n"
    outputs = ["--folder", tmp_path / "pages", "--warc", tmp_path / "a.warc.gz", "-o", tmp_path / "a.jsonl", "--parse"]
    first = run("--from", "-", *outputs, stdin=listed)
    assert (first.returncode, first.stdout) == (0, ""), first.stderr
    assert "2 fetched" in first.stderr
    assert len(list((tmp_path / "pages").rglob("*.html"))) == 2
    assert len((tmp_path / "a.jsonl").read_text().splitlines()) == 2
    asked = len(site.seen)
    second = run("--from", "-", *outputs, stdin=listed)
    assert "0 fetched, 2 there already" in second.stderr
    assert len(site.seen) == asked
    assert "1 fetched" in run(site.url + "/tin/1.html", *outputs, "--again").stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "nothing to fetch"),
        (["--from", "/no/such/list"], "No such file"),
        (["http://127.0.0.1/", "--delay", "-1"], "delay"),
        (["http://127.0.0.1/", "--allow-network", "here"], "allow_networks"),
        (["http://127.0.0.1/", "--ca-file", "/no/such/file"], "ca_file"),
    ],
)
def test_wrong_usage_is_told(arguments, told):
    done = run(*arguments, here=False)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_without_leave_the_loopback_address_is_refused(site):
    done = run(site.url + "/tin/1.html", here=False)
    assert done.returncode == 1
    assert "loopback" in done.stderr
    assert site.seen == []
