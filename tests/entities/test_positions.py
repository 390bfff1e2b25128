"""Offices, the bodies they are held in, and whose they are."""

from __future__ import annotations

import pytest

# (sentence, {name: [positions]})
CASES = [
    # B A
    ("Chủ tịch UBND huyện Vân Hồ Nguyễn Văn Thắng dự lễ.", {"Nguyễn Văn Thắng": ["Chủ tịch UBND huyện Vân Hồ"]}),
    ("Theo Giám đốc Sở Y tế tỉnh Hòa Bình Lê Thị Mai, dịch đã lắng.",
     {"Lê Thị Mai": ["Giám đốc Sở Y tế tỉnh Hòa Bình"]}),
    ("Thứ trưởng Bộ Nông nghiệp và Phát triển nông thôn Phạm Quốc Khánh kết luận.",
     {"Phạm Quốc Khánh": ["Thứ trưởng Bộ Nông nghiệp và Phát triển nông thôn"]}),
    # A, B,
    ("Ông Trần Đức Hải, Phó Giám đốc Công an tỉnh Nam Định, cho biết đã bắt nghi phạm.",
     {"Trần Đức Hải": ["Phó Giám đốc Công an tỉnh Nam Định"]}),
    ("Bà Hoàng Thị Lan (45 tuổi, trú xã Tân Lập), Chủ tịch Hội Nông dân xã Tân Lập, chia sẻ.",
     {"Hoàng Thị Lan": ["Chủ tịch Hội Nông dân xã Tân Lập"]}),
    # A - B
    ("Đồng chí Vũ Mạnh Cường - Bí thư Huyện ủy phát biểu chỉ đạo.", {"Vũ Mạnh Cường": ["Bí thư Huyện ủy"]}),
    ("Đồng chí Vũ Mạnh Cường– Phó Bí thư Thường trực Thành ủy đánh giá cao kết quả.",
     {"Vũ Mạnh Cường": ["Phó Bí thư Thường trực Thành ủy"]}),
    # A (B)
    ("Bị cáo Đặng Quốc Việt (nguyên Giám đốc Công ty Xây dựng Hoa Lư) kháng cáo.",
     {"Đặng Quốc Việt": ["nguyên Giám đốc Công ty Xây dựng Hoa Lư"]}),
    # B, ông A
    ("Hiệu trưởng Trường THPT Nguyễn Huệ, ông Lê Văn Bình, xác nhận sự việc.",
     {"Lê Văn Bình": ["Hiệu trưởng Trường THPT Nguyễn Huệ"]}),
    # A là / giữ chức B
    ("Ông Ngô Văn Sáng là Trưởng thôn Đồng Lạc.", {"Ngô Văn Sáng": ["Trưởng thôn Đồng Lạc"]}),
    ("Đồng chí Bùi Thanh Tùng được bầu giữ chức Chủ tịch HĐND tỉnh.", {"Bùi Thanh Tùng": ["Chủ tịch HĐND tỉnh"]}),
    ("Ông Y Khem tham gia giữ rừng từ năm 2010, hiện nay ông là tổ trưởng tổ bảo vệ rừng số 3.",
     {"Y Khem": ["tổ trưởng tổ bảo vệ rừng số 3"]}),
    # coordinated offices
    ("Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ Trịnh Văn Quyết chủ trì họp báo.",
     {"Trịnh Văn Quyết": ["Bộ trưởng", "Chủ nhiệm Văn phòng Chính phủ"]}),
    ("Ông Phan Văn Dũng, Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh đến thăm.",
     {"Phan Văn Dũng": ["Ủy viên Trung ương Đảng", "Bí thư Tỉnh ủy", "Chủ tịch HĐND tỉnh"]}),
    ("Chủ tịch kiêm Tổng giám đốc Công ty Cổ phần Sao Mai Lý Thị Hà ký hợp đồng.",
     {"Lý Thị Hà": ["Chủ tịch", "Tổng giám đốc Công ty Cổ phần Sao Mai"]}),
    # a comma joins a parent body
    ("Ông Đỗ Ngọc Sơn, Phó Chủ tịch phụ trách kinh doanh, Tập đoàn Viễn thông Bắc Hà trả lời.",
     {"Đỗ Ngọc Sơn": ["Phó Chủ tịch phụ trách kinh doanh, Tập đoàn Viễn thông Bắc Hà"]}),
    # abbreviations
    ("Đ/c Nguyễn Thị Hạnh - UVTVTU, Trưởng Ban Dân vận Tỉnh ủy dự.",
     {"Nguyễn Thị Hạnh": ["UVTVTU", "Trưởng Ban Dân vận Tỉnh ủy"]}),
    ("Ông Lê Hữu Phước, PCT UBND quận Ô Môn, kiểm tra.", {"Lê Hữu Phước": ["PCT UBND quận Ô Môn"]}),
    ("BT Tỉnh ủy Trần Quang Minh thăm bà con.", {"Trần Quang Minh": ["BT Tỉnh ủy"]}),
    ("Bị cáo Phạm Thu Trang, nguyên PTGĐ Ngân hàng Phương Nam, khai báo.",
     {"Phạm Thu Trang": ["nguyên PTGĐ Ngân hàng Phương Nam"]}),
    # `quyền` stays inside
    ("Quyền Cục trưởng Cục Hàng hải Việt Nam Hoàng Hồng Giang nói.",
     {"Hoàng Hồng Giang": ["Quyền Cục trưởng Cục Hàng hải Việt Nam"]}),
    # ranks
    ("Thượng tá Nguyễn Duy Khánh, Trưởng Công an huyện Cát Tiên, cho biết.",
     {"Nguyễn Duy Khánh": ["Thượng tá", "Trưởng Công an huyện Cát Tiên"]}),
    ("Đại úy Lò Văn Thoa rút súng.", {"Lò Văn Thoa": ["Đại úy"]}),
    # foreign offices
    ("Tổng thống Pháp Emmanuel Macron gặp Thủ tướng Đức Olaf Scholz.",
     {"Emmanuel Macron": ["Tổng thống Pháp"], "Olaf Scholz": ["Thủ tướng Đức"]}),
    ("Người phát ngôn Bộ Ngoại giao Nga Maria Zakharova lên tiếng.",
     {"Maria Zakharova": ["Người phát ngôn Bộ Ngoại giao Nga"]}),
    ("Giám đốc điều hành Apple Tim Cook giới thiệu sản phẩm.", {"Tim Cook": ["Giám đốc điều hành Apple"]}),
    (
        "Bác sĩ Trần Hoàng Minh, Trưởng khoa Cấp cứu, Bệnh viện Bạch Mai, cho hay bệnh nhân đã tỉnh.",
        {"Trần Hoàng Minh": ["Trưởng khoa Cấp cứu, Bệnh viện Bạch Mai"]},
    ),
    (
        "Quyền Tổng thống Hàn Quốc Han Duck-soo và Thủ tướng Israel Benjamin Netanyahu điện đàm.",
        {"Han Duck-soo": ["Quyền Tổng thống Hàn Quốc"], "Benjamin Netanyahu": ["Thủ tướng Israel"]},
    ),
    (
        "Chủ tịch Ủy ban châu Âu Ursula von der Leyen trả lời báo chí.",
        {"Ursula von der Leyen": ["Chủ tịch Ủy ban châu Âu"]},
    ),
    (
        "Phó tổng giám đốc Tập đoàn Điện lực Việt Nam (EVN) Võ Quang Lâm báo cáo.",
        {"Võ Quang Lâm": ["Phó tổng giám đốc Tập đoàn Điện lực Việt Nam"]},
    ),
    (
        "Thay mặt Thủ tướng Chính phủ, Thứ trưởng Bộ Nội vụ Trần Văn Khôi trao bằng khen.",
        {"Trần Văn Khôi": ["Thứ trưởng Bộ Nội vụ"]},
    ),
    (
        "Hòa thượng Thích Trí Thiện, Pháp chủ Giáo hội Phật giáo Việt Nam, chứng minh đại lễ.",
        {"Thích Trí Thiện": ["Pháp chủ Giáo hội Phật giáo Việt Nam"]},
    ),
    ("Giáo hoàng Phanxicô gặp Tổng giám mục Giuse Vũ Văn Thiện.",
     {"Phanxicô": ["Giáo hoàng"], "Giuse Vũ Văn Thiện": ["Tổng giám mục"]}),
    ("Thống đốc Ngân hàng Nhà nước Lê Thị Hồng trả lời chất vấn.", {"Lê Thị Hồng": ["Thống đốc Ngân hàng Nhà nước"]}),
    ("Chủ tọa phiên tòa, thẩm phán Nguyễn Thu Hằng, tuyên án.", {"Nguyễn Thu Hằng": ["Chủ tọa phiên tòa", "thẩm phán"]}),
    (
        "Ông Nguyễn Xuân Kha, Hiệu trưởng Trường phổ thông Marie Curie, góp ý.",
        {"Nguyễn Xuân Kha": ["Hiệu trưởng Trường phổ thông Marie Curie"]},
    ),
    # old and new tone marks
    ("Ông Nguyễn Hoà Bình, Uỷ viên Ban Thường vụ Tỉnh uỷ, tiếp đoàn.",
     {"Nguyễn Hoà Bình": ["Uỷ viên Ban Thường vụ Tỉnh uỷ"]}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[c[0][:40] for c in CASES])
def test_positions_are_found_with_their_holders(read, sentence, expected) -> None:
    assert read(f"Tin trong ngày\n{sentence}\nHết tin.").positions == expected


def test_delegates_after_a_colon_each_have_their_own_offices(read) -> None:
    found = read(
        """Khai mạc đại hội
        Dự đại hội có các đồng chí: Nguyễn Văn Hòa, Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy; Trần Thị Bích, Phó Bí thư
        Hết."""
    )
    assert found.positions == {
        "Nguyễn Văn Hòa": ["Ủy viên Trung ương Đảng", "Bí thư Tỉnh ủy"],
        "Trần Thị Bích": ["Phó Bí thư"],
    }


def test_delegates_with_the_office_before_the_name(read) -> None:
    found = read(
        "Khai mạc\nTham dự có các đồng chí: Ủy viên Bộ Chính trị, Chủ tịch Quốc hội Lê Thị Vân; Ủy viên Trung ương Đảng, "
        "Phó Thủ tướng Chính phủ Đinh Văn Lâm; Bí thư Tỉnh ủy Hà Văn Tú, lãnh đạo các sở.\nHết."
    )
    assert found.positions == {
        "Lê Thị Vân": ["Ủy viên Bộ Chính trị", "Chủ tịch Quốc hội"],
        "Đinh Văn Lâm": ["Ủy viên Trung ương Đảng", "Phó Thủ tướng Chính phủ"],
        "Hà Văn Tú": ["Bí thư Tỉnh ủy"],
    }


def test_offices_joined_by_and_before_a_name_belong_to_different_persons(read) -> None:
    found = read("Tin\nChủ tịch Quốc hội và Thủ tướng Nguyễn Văn Phong cùng dự.\nHết.")
    assert found.positions == {"Nguyễn Văn Phong": ["Thủ tướng"]}


def test_numbered_list_of_a_committee(read) -> None:
    found = read(
        "Bầu ban chấp hành\n1. Đồng chí Lý Văn Páo - Bí thư;\n2. Đồng chí Mùa Thị Dợ - Phó Bí thư;\nHết hội nghị."
    )
    assert found.positions == {"Lý Văn Páo": ["Bí thư"], "Mùa Thị Dợ": ["Phó Bí thư"]}


def test_role_body_and_place_are_told_apart(read) -> None:
    found = read("Tin\nÔng Trần Đức Hải, Phó Bí thư Thường trực Tỉnh ủy Sơn La, dự.\nHết tin.")
    (position,) = found.person("Trần Đức Hải").positions
    assert (position.role, position.organisation, position.place) == (
        "Phó Bí thư Thường trực",
        "Tỉnh ủy Sơn La",
        "Sơn La",
    )
    assert found.text[position.start : position.end] == position.text


def test_the_unit_noun_of_a_role_belongs_to_the_body(read) -> None:
    found = read("Tin\nÔng Trần Đức Hải, Trưởng ban Tuyên giáo Tỉnh ủy, dự.\nHết tin.")
    (position,) = found.person("Trần Đức Hải").positions
    assert (position.role, position.organisation) == ("Trưởng ban", "ban Tuyên giáo Tỉnh ủy")


def test_country_of_a_foreign_office_is_a_place(read) -> None:
    found = read("Tin\nTổng thống Hàn Quốc Moon Jae-in thăm Hà Nội.\nHết tin.")
    (position,) = found.person("Moon Jae-in").positions
    assert (position.role, position.organisation, position.place) == ("Tổng thống", None, "Hàn Quốc")


@pytest.mark.parametrize("word", ["nguyên", "cựu"])
def test_former_offices_are_marked(read, word) -> None:
    found = read(f"Tin\nÔng Lê Văn Kha, {word} Chủ tịch UBND xã Yên Lạc, kể lại.\nHết tin.")
    (position,) = found.person("Lê Văn Kha").positions
    assert position.former
    assert position.text == f"{word} Chủ tịch UBND xã Yên Lạc"
    assert position.role == "Chủ tịch"


def test_office_that_one_leaves_is_former(read) -> None:
    found = read("Tin\nÔng Lê Văn Kha thôi giữ chức Giám đốc Sở Tài chính.\nHết tin.")
    assert [p.former for p in found.person("Lê Văn Kha").positions] == [True]


def test_one_office_in_several_wordings_is_one_position(read) -> None:
    found = read(
        """Tin
        Thứ trưởng Bộ Giao thông vận tải Ngô Quang Vinh chủ trì.
        Thứ trưởng Ngô Quang Vinh yêu cầu các đơn vị báo cáo.
        Hết tin."""
    )
    assert found.positions == {"Ngô Quang Vinh": ["Thứ trưởng Bộ Giao thông vận tải"]}


@pytest.mark.parametrize(
    "title",
    ["nông dân", "ca sĩ", "bác sĩ", "luật sư", "GS.TS", "chuyên gia", "cán bộ", "anh trai", "nghệ nhân", "tài xế"],
)
def test_trades_kinship_and_degrees_are_no_positions(read, title) -> None:
    found = read(f"Tin\nHôm qua, {title} Nguyễn Hữu Thọ đến dự.\nHết tin.")
    assert found.officials == ()
    assert found.names == ["Nguyễn Hữu Thọ"]


def test_bodies_named_after_an_office_are_no_office(read) -> None:
    found = read("Tin\nTheo phân công của Ban Bí thư Trung ương Đảng, đồng chí Hà Văn Quân đi thực tế.\nHết tin.")
    assert found.officials == ()


def test_position_stops_before_a_verb(read) -> None:
    found = read("Tin\nÔng Lê Văn Tám, Phó Chủ tịch Công đoàn cơ sở thông qua báo cáo.\nHết tin.")
    assert found.positions == {"Lê Văn Tám": ["Phó Chủ tịch Công đoàn cơ sở"]}
