"""Pages written for the tests, and archives of them in every kind that a batch reads."""

import gzip
import io
import json
import lzma
import tarfile
import zipfile

import zstandard

PLACES = ["Lâm Sơn", "Hà Trung", "Mỹ Lộc", "Tân Phú", "Yên Bình", "Đông Giang", "Phú Hòa", "An Khê"]
GIFTS = ["suất quà", "chiếc xe đạp", "thẻ bảo hiểm y tế", "cây giống", "bộ sách giáo khoa"]


def page(n, extra=""):
    """Return page number n as HTML; each has its own headline, place, numbers and day."""
    place, gift = PLACES[n % len(PLACES)], GIFTS[n % len(GIFTS)]
    return (
        f"<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'><title>Hội Khuyến học {place} trao quà lần {n}"
        f"</title></head><body><article><h1>Hội Khuyến học {place} trao quà lần {n}</h1>"
        f"<p>Ngày {n % 28 + 1}/{n % 12 + 1}/2023, Hội Khuyến học huyện {place} trao {n + 10} {gift} cho học sinh nghèo "
        f"của xã. Dự lễ trao có ông Nguyễn Văn An, Chủ tịch Hội Khuyến học huyện {place}, cùng nhiều phụ huynh.</p>"
        f"<p>Mỗi phần trị giá {n + 300} nghìn đồng do các nhà hảo tâm đóng góp trong đợt vận động thứ {n} của năm. "
        f"Hội sẽ còn đến thăm từng gia đình có hoàn cảnh khó khăn trên địa bàn.</p>{extra}</article></body></html>"
    ).encode()


def pages(count, start=0):
    return [(f"{n // 10:02}/p{n:04}.html", page(n)) for n in range(start, start + count)]


def put_folder(path, named):
    for name, data in named:
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return path


def put_zip(path, named):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in named:
            archive.writestr(name, data)
    return path


def put_tar(path, named):
    opener = {".tar": open, ".gz": gzip.open, ".xz": lzma.open, ".zst": zstandard.open}[path.suffix]
    with opener(path, "wb") as raw, tarfile.open(fileobj=raw, mode="w|") as archive:
        for name, data in named:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def put_jsonl(path, named):
    opener = {".jsonl": open, ".gz": gzip.open, ".zst": zstandard.open}[path.suffix]
    with opener(path, "wb") as file:
        for name, data in named:
            line = {"id": name, "url": f"https://tin.example.vn/{name}", "html": data.decode()}
            file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
    return path


def warc_record(name, data, kind="response", status="200 OK", content_type="text/html; charset=utf-8", encoding=None):
    """Return one WARC record, not compressed."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n"
    if encoding:
        http += f"Content-Encoding: {encoding}\r\n"
    body = http.encode() + b"\r\n" + data if kind in ("response", "revisit") else data
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:test:{name}>\r\nWARC-Date: 2023-05-01T00:00:00Z\r\n"
        f"WARC-Target-URI: https://tin.example.vn/{name}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def warc_members(named):
    """Return the records of a WARC, each gzipped, with the records around pages that crawlers write."""
    members = [gzip.compress(warc_record("info", b"software: test\r\n", kind="warcinfo"), mtime=0)]
    for name, data in named:
        members.append(gzip.compress(warc_record(name, b"GET / HTTP/1.1\r\n\r\n", kind="request"), mtime=0))
        members.append(gzip.compress(warc_record(name, data), mtime=0))
    return members


def put_warc(path, named):
    path.write_bytes(b"".join(warc_members(named)))
    return path


def put_plain_warc(path, named):
    path.write_bytes(b"".join(gzip.decompress(member) for member in warc_members(named)))
    return path


def put_arc(path, named):
    first = b"filedesc://test.arc 0.0.0.0 20080101000000 text/plain 16\n1 0 test\nURL IP\n\n"
    members = [gzip.compress(first, mtime=0)]
    for name, data in named:
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + data
        line = f"http://tin.example.vn/{name} 10.0.0.1 20080101000000 text/html {len(body)}\n".encode()
        members.append(gzip.compress(line + body + b"\n", mtime=0))
    path.write_bytes(b"".join(members))
    return path


def put_wacz(path, named):
    half = len(named) // 2
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("archive/a.warc.gz", b"".join(warc_members(named[:half])))
        archive.writestr("archive/b.warc.gz", b"".join(warc_members(named[half:])))
    return path


MAKERS = {
    "folder": put_folder,
    "a.zip": put_zip,
    "a.tar": put_tar,
    "a.tar.gz": put_tar,
    "a.tar.xz": put_tar,
    "a.tar.zst": put_tar,
    "a.jsonl": put_jsonl,
    "a.jsonl.gz": put_jsonl,
    "a.jsonl.zst": put_jsonl,
    "a.warc.gz": put_warc,
    "a.warc": put_plain_warc,
    "a.arc.gz": put_arc,
    "a.wacz": put_wacz,
}


def read_records(output):
    """Return all records of an output folder in the order of the shards."""
    records = []
    for path in sorted((output / "records").iterdir()):
        opener = {".jsonl": open, ".gz": gzip.open, ".zst": zstandard.open}[path.suffix]
        with opener(path, "rb") as file:
            records += [json.loads(line) for line in file.read().splitlines()]
    return records


def read_rejects(output):
    return [
        json.loads(line)
        for path in sorted((output / "rejects").glob("*.jsonl"))
        for line in path.read_bytes().splitlines()
    ]


def every_file(output):
    """Return the bytes of all that a run must leave the same, by name."""
    return {
        str(path.relative_to(output)): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and path.name != "report.json"
    }
