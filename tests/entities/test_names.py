"""Which names are found, and which capitals are no persons."""

from __future__ import annotations

import pytest

PERSONS = [
    ("Bà Lê Thị Thu Thủy nói.", "Lê Thị Thu Thủy"),
    ("Nghi phạm là Nguyễn Thị Thảo.", "Nguyễn Thị Thảo"),
    ("Ông Trần Lê Quốc Toàn đến.", "Trần Lê Quốc Toàn"),
    ("Bị cáo Hà văn Thắng khai nhận.", "Hà văn Thắng"),
    ("Anh Lê Văn T. (29 tuổi) bỏ chạy.", "Lê Văn T."),
    ("Nạn nhân là chị N.T.H (SN 1990).", "N.T.H"),
    ("Nghệ nhân Y Bier Niê đánh chiêng.", "Y Bier Niê"),
    ("Ông Giàng A Chứ trồng ngô.", "Giàng A Chứ"),
    ("Chị K'Lonh dệt vải.", "K'Lonh"),
    ("Hoa hậu H'Hen Niê đến thăm.", "H'Hen Niê"),
    ("Bà Ksor H'Yên kể chuyện.", "Ksor H'Yên"),
    ("Anh Điểu K'Rang bị bắt.", "Điểu K'Rang"),
    ("Hòa thượng Thích Thiện Tâm chứng minh buổi lễ.", "Thích Thiện Tâm"),
    ("Linh mục Giuse Trần Văn Hiến chủ tế.", "Giuse Trần Văn Hiến"),
    ("Nhà khoa học Daniel Aggio cho rằng cần vận động.", "Daniel Aggio"),
    ("Nông dân Jacob van den Borne trồng khoai.", "Jacob van den Borne"),
    ("Ông Kim Jong-un thị sát nhà máy.", "Kim Jong-un"),
    ("Ông Bashar al-Assad phát biểu.", "Bashar al-Assad"),
    ("Anh An-đô Kát-su-hi-rô, chuyên gia dự án, nêu ý kiến.", "An-đô Kát-su-hi-rô"),
    ("Huấn luyện viên George W. Brown từ chức.", "George W. Brown"),
    ("Ca sĩ Diệu Nhi ra mắt phim.", "Diệu Nhi"),
    ("Ông Tập Cận Bình thăm Nga.", "Tập Cận Bình"),
    ("Chị Nga bật khóc.", "Nga"),
]


@pytest.mark.parametrize(("sentence", "name"), PERSONS, ids=[p[1] for p in PERSONS])
def test_names_are_found_whole(read, sentence, name) -> None:
    assert read(f"Tin trong ngày\n{sentence}\nHết tin.").names == [name]


@pytest.mark.parametrize(
    "sentence",
    [
        "Xe chạy trên đường Nguyễn Trãi rồi rẽ vào phố Trần Phú.",
        "Học sinh Trường THPT Lê Hồng Phong đoạt giải.",
        "Người dân phường Võ Thị Sáu phản ánh.",
        "Bệnh viện Nguyễn Tri Phương tiếp nhận bệnh nhân.",
        "Trụ sở tại 44 Lê Thái Tổ, Hà Nội.",
        "Giải thưởng Hồ Xuân Hương được trao hôm qua.",
        "Nông dân Quảng Nam được mùa.",
        "Đoàn đã đến Hà Giang và Bắc Ninh.",
        "Sở Tài chính Thái Bình báo cáo.",
        "Hội viên Hoàn thành tốt nhiệm vụ.",
        "Real Madrid hòa Real Betis trên sân nhà.",
        "Hãng bán mẫu Galaxy Note mới.",
        "Tết Nguyên Đán và Tết Trung Thu đều được nghỉ.",
        "Chương trình Hoa hậu Hoàn Vũ Việt Nam khai mạc.",
        "Các bon Đăk R'La, Đăk N'Drung có đường mới.",
        "Tổng thống Nga và Thủ tướng Đức đã điện đàm.",
        "Chữ thập đỏ huyện Thanh Ba tặng quà.",
    ],
)
def test_other_capitals_are_no_persons(read, sentence) -> None:
    assert read(f"Tin trong ngày\n{sentence}\nHết tin.").names == []


def test_name_before_a_verb_that_begins_with_a_capital(read) -> None:
    assert read("Tin\nThứ trưởng Lê Tấn Đạt Công bố quyết định.\nHết tin.").names == ["Lê Tấn Đạt"]


def test_body_in_front_of_a_name_is_cut_off(read) -> None:
    found = read("Tin\nChủ tịch UBND quận Hoàng Mai Nguyễn Quang Hưng khen thưởng.\nHết tin.")
    assert found.positions == {"Nguyễn Quang Hưng": ["Chủ tịch UBND quận Hoàng Mai"]}


def test_honorific_is_told_apart_from_the_name(read) -> None:
    person = read("Tin\nĐồng chí Phạm Văn Long dự họp.\nHết tin.").person("Phạm Văn Long")
    assert person.honorific == "Đồng chí"


def test_bylines_and_photo_credits_are_not_people(read) -> None:
    found = read(
        """Mưa lớn ở miền núi
        Nước dâng cao ở nhiều nơi. Ảnh: Tấn Phát
        Ông Vàng A Sử kể lại đêm lũ.
        Minh Hương"""
    )
    assert found.names == ["Vàng A Sử"]


def test_authors_are_left_out(read) -> None:
    assert read("Tin\nPhóng viên ghi lại lúc 5 giờ.\nThu Hoài thực hiện", ("Thu Hoài",)).names == []


def test_confidence_grows_with_evidence(read) -> None:
    sure = read("Tin\nÔng Nguyễn Văn Bằng (60 tuổi) cho biết.\nHết tin.").people[0].confidence
    bare = read("Tin\nTrong sổ có ghi Đỗ Hải Nam ở trang cuối.\nHết tin.").people[0].confidence
    assert 0 < bare < sure <= 1
