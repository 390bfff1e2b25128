"""What stands on most pages of a site is left out, and only that."""

import json

import pytest
from archives import every_file, put_folder, read_records

from newsparse import run_batch
from newsparse.batch.cutting import Cut
from newsparse.batch.items import Item
from newsparse.batch.sites import site_of
from newsparse.page.repeated import block_key

PEOPLE = ["Trần Văn Bình", "Lê Thị Hoa", "Phạm Quốc Đạt", "Vũ Minh Khang", "Hoàng Thị Lan", "Đỗ Văn Sơn", "Bùi Thu Hà"]
PROMISE = (
    "Huyện Lâm Sơn quyết tâm về đích nông thôn mới, xây dựng quê hương ngày càng giàu đẹp, văn minh, nghĩa tình, "
    "mỗi cán bộ là một tấm gương sáng cho nhân dân noi theo trong mọi công việc."
)
STAMP = "01/02/2020 07:30"


def portal_page(n):
    """Return a page of a portal whose marks give nothing away: a slogan in the article's column, one stamp for all."""
    person = PEOPLE[n % len(PEOPLE)]
    return (
        f"<html><head><title>Cổng thông tin huyện Lâm Sơn</title></head><body><div><div>Xã Hợp Tiến số {n} đón bằng "
        f"công nhận nông thôn mới</div><div>{STAMP}</div><p>{PROMISE}</p>"
        f"<p>Sáng nay, xã Hợp Tiến {n} tổ chức lễ đón bằng công nhận đạt chuẩn, có {n + 200} đại biểu cùng bà con dự. "
        f"Phát biểu tại buổi lễ, bà {person} cho biết xã đã huy động {n + 15} tỷ đồng trong {n + 2} năm.</p>"
        f"<p>Đến nay, thu nhập bình quân đạt {n + 40} triệu đồng, tỷ lệ hộ nghèo còn {n + 1},5 %, toàn bộ đường thôn "
        f"đã được bê tông hóa và có đèn chiếu sáng.</p><p>Lượt xem: {n * 37 + 5}</p><p>Nguồn: Văn phòng huyện</p>"
        "</div></body></html>"
    ).encode()


@pytest.fixture
def portal(tmp_path):
    return put_folder(tmp_path / "lamson.example.vn", [(f"{n}.html", portal_page(n)) for n in range(7)])


def test_slogan_and_stamp_of_every_page_are_left_out(portal, tmp_path):
    report = run_batch([portal], tmp_path / "out", runner="serial")
    assert report.sites == 1
    records = read_records(tmp_path / "out")
    assert len(records) == 7
    for record in records:
        assert PROMISE not in record["text"]
        assert "thu nhập bình quân" in record["text"]
        assert record["published"] is None or record["published"]["from"] == "text"


def test_the_flag_turns_it_off(portal, tmp_path):
    report = run_batch([portal], tmp_path / "out", runner="serial", site_knowledge=False)
    assert report.sites == 0
    records = read_records(tmp_path / "out")
    assert all(PROMISE in record["text"] for record in records)
    assert all(record["published"]["value"].startswith("2020-02-01") for record in records)


def test_the_same_is_learnt_whatever_the_cut_and_whoever_works(portal, tmp_path):
    run_batch([portal], tmp_path / "1", runner="serial")
    run_batch([portal], tmp_path / "2", runner="serial", cut=Cut(pages=2))
    run_batch([portal], tmp_path / "3", workers=2, cut=Cut(pages=2))
    assert (tmp_path / "1" / "sites.json").read_bytes() == (tmp_path / "2" / "sites.json").read_bytes()
    assert read_records(tmp_path / "1") == read_records(tmp_path / "2")
    assert every_file(tmp_path / "2") == every_file(tmp_path / "3")


def test_one_article_saved_many_times_teaches_nothing(tmp_path):
    source = put_folder(tmp_path / "lamson.example.vn", [(f"{n}.html", portal_page(3)) for n in range(9)])
    run_batch([source], tmp_path / "out", runner="serial")
    assert json.loads((tmp_path / "out" / "sites.json").read_bytes()) == {}
    assert "thu nhập bình quân" in read_records(tmp_path / "out")[0]["text"]


@pytest.mark.parametrize(
    ("item", "site"),
    [
        (Item("k", "f", url="https://www.Tin.example.vn:8080/a"), "tin.example.vn"),
        (Item("k", "f", data=b'<link rel="canonical" href="https://a.example.vn/x">', format="html"), "a.example.vn"),
        (Item("k", "f", data=b"<meta property='og:url' content='http://b.vn/x'>", format="html"), "b.vn"),
        (Item("in/lamson.gov.vn__12ab.html", "f", format="html"), "lamson.gov.vn"),
        (Item("mirror/tin.example.com.vn/2020/a.html", "f", format="html"), "tin.example.com.vn"),
        (Item("in/2020/page.html", "f", format="html"), "folder in/2020"),
        (Item("a.zip!2020/page.html@77", "f", format="html"), "folder a.zip/2020"),
    ],
)
def test_the_site_of_a_page(item, site):
    assert site_of(item) == site


def test_letter_case_does_not_count_and_numbers_do():
    assert block_key("Trang Chủ") == block_key("TRANG CHỦ")
    assert block_key("Vàng miếng bán ra 72,5 triệu đồng") != block_key("Vàng miếng bán ra 73,1 triệu đồng")
