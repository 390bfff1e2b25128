"""Whose a name at the end of an office phrase is: the holder's, the company's, the place's."""

from __future__ import annotations

import pytest

# (sentence, {name: [positions]})
CASES = [
    # a name before the comma holds the office; the capitals at the end are the body's own
    ("Ông Trần Văn Bình, Giám đốc Công ty CP Đầu tư Hồng Phát, cho biết dự án chậm.",
     {"Trần Văn Bình": ["Giám đốc Công ty CP Đầu tư Hồng Phát"]}),
    ("Bà Lê Thị Cúc - Chủ tịch HĐQT kiêm Tổng giám đốc Công ty TNHH May Minh Anh - nói doanh nghiệp đủ đơn hàng.",
     {"Lê Thị Cúc": ["Chủ tịch HĐQT", "Tổng giám đốc Công ty TNHH May Minh Anh"]}),
    ("Trong đó Vũ Gia Khánh, nguyên phó giám đốc Công ty Xây dựng Thành Lợi, lĩnh 8 năm tù.",
     {"Vũ Gia Khánh": ["nguyên phó giám đốc Công ty Xây dựng Thành Lợi"]}),
    ("Ông Đỗ Mạnh Tuấn (Giám đốc Công ty Cổ phần Thương mại Minh Quân) bị tạm giam.",
     {"Đỗ Mạnh Tuấn": ["Giám đốc Công ty Cổ phần Thương mại Minh Quân"]}),
    ("Ông Nguyễn Văn Tài, Bí thư Huyện ủy Lâm Sơn, yêu cầu các xã báo cáo.",
     {"Nguyễn Văn Tài": ["Bí thư Huyện ủy Lâm Sơn"]}),
    ("Ông Phạm Hữu Lộc là Giám đốc Công ty Vận tải Hồng Tiến.",
     {"Phạm Hữu Lộc": ["Giám đốc Công ty Vận tải Hồng Tiến"]}),
    # nobody was named before: a full name holds the office
    ("Giám đốc Công ty Điện lực Nguyễn Văn Hải cho biết đã có điện.",
     {"Nguyễn Văn Hải": ["Giám đốc Công ty Điện lực"]}),
    ("Giám đốc Công ty TNHH Hồng Phát Lê Minh Châu cho biết đã trả lương.",
     {"Lê Minh Châu": ["Giám đốc Công ty TNHH Hồng Phát"]}),
    # whoever was named before has an office of his own
    ("Chủ tịch UBND xã Trần Văn Nam, Giám đốc Hợp tác xã Nông nghiệp Lê Văn Sáu cùng dự.",
     {"Trần Văn Nam": ["Chủ tịch UBND xã"], "Lê Văn Sáu": ["Giám đốc Hợp tác xã Nông nghiệp"]}),
    # names of the minorities right after a body
    ("Phó Chủ tịch UBND xã Giàng A Chống phát biểu tại buổi lễ.", {"Giàng A Chống": ["Phó Chủ tịch UBND xã"]}),
    ("Chủ tịch UBND tỉnh Y Thăng Êban kết luận.", {"Y Thăng Êban": ["Chủ tịch UBND tỉnh"]}),
    ("Nguyên Bí thư Huyện ủy Krông Pa Nay Y Brung kể nước ngập tới mái.",
     {"Nay Y Brung": ["Nguyên Bí thư Huyện ủy Krông Pa"]}),
    ("Dự họp có bà Rơ Châm H'Linh, Giám đốc Sở Nội vụ.", {"Rơ Châm H'Linh": ["Giám đốc Sở Nội vụ"]}),
    # surnames that are other words as well
    ("Phó chủ tịch UBND TP Đà Nẵng Ông Thị Bích Hoa cho biết thành phố hỗ trợ.",
     {"Ông Thị Bích Hoa": ["Phó chủ tịch UBND TP Đà Nẵng"]}),
    ("Phó Chủ tịch Hội Đàm Thị Sen lưu ý còn 47 xã chưa có quỹ.", {"Đàm Thị Sen": ["Phó Chủ tịch Hội"]}),
    ("Vụ trưởng Vụ Giáo dục Đại học Nhâm Thu Hằng lưu ý các trường.",
     {"Nhâm Thu Hằng": ["Vụ trưởng Vụ Giáo dục Đại học"]}),
    # foreign names right after a body or the land where an envoy lives
    ("Đại sứ Estonia tại Việt Nam Liisa Tamm phát biểu.", {"Liisa Tamm": ["Đại sứ Estonia tại Việt Nam"]}),
    ("Đại sứ Việt Nam tại Vương quốc Bỉ Nguyễn Đức Khoa ủng hộ 10.000 euro.",
     {"Nguyễn Đức Khoa": ["Đại sứ Việt Nam tại Vương quốc Bỉ"]}),
    ("Tổng thư ký OPEC Haitham al-Amin chỉ trích phát biểu này.", {"Haitham al-Amin": ["Tổng thư ký OPEC"]}),
    # a bracket between body and name
    ("Giám đốc Sở Y tế (tỉnh Lâm Đồng) Nguyễn Văn An đã ký văn bản.", {"Nguyễn Văn An": ["Giám đốc Sở Y tế"]}),
    ("Cục trưởng Cục Thuế (Bộ Tài chính) Mai Văn Sơn đã ký.", {"Mai Văn Sơn": ["Cục trưởng Cục Thuế"]}),
    ("Nguyên Chủ tịch UBND thành phố Gia Nghĩa (cũ) Thạch Cảnh Tuấn dự lễ.",
     {"Thạch Cảnh Tuấn": ["Nguyên Chủ tịch UBND thành phố Gia Nghĩa"]}),
    ("Đội trưởng 28 tuổi Hoàng Bích Thảo bật khóc.", {"Hoàng Bích Thảo": ["Đội trưởng"]}),
    # `Quyền` before an office is no surname
    ("Ông Nguyễn Khánh Mậu - Quyền Chi cục trưởng Chi cục Quản lý thị trường - cho biết đã xử lý.",
     {"Nguyễn Khánh Mậu": ["Quyền Chi cục trưởng Chi cục Quản lý thị trường"]}),
    ("Ông Quyền Văn Bính, Trưởng thôn, cho biết.", {"Quyền Văn Bính": ["Trưởng thôn"]}),
    ("Trưởng lão Hòa thượng Thích Đức Nghi, Phó Pháp chủ Giáo hội Phật giáo Việt Nam, dự.",
     {"Thích Đức Nghi": ["Phó Pháp chủ Giáo hội Phật giáo Việt Nam"]}),
    # a word that ends many companies' names is a name as well, right behind a body
    ("Chủ tịch Hiệp hội Công nghệ thông tin Estonia Mart Lepp phát biểu.",
     {"Mart Lepp": ["Chủ tịch Hiệp hội Công nghệ thông tin Estonia"]}),
    ("Bộ trưởng Dầu mỏ Kuwait Faisal al-Rashed cho biết sản lượng tăng.",
     {"Faisal al-Rashed": ["Bộ trưởng Dầu mỏ Kuwait"]}),
    ("Tổng thư ký ASEAN Kao Vannak gửi điện chia buồn.", {"Kao Vannak": ["Tổng thư ký ASEAN"]}),
    ("Bí thư Đoàn xã Tà Tổng Lỳ Bá Khư kể lại.", {"Lỳ Bá Khư": ["Bí thư Đoàn xã Tà Tổng"]}),
    # the parent body behind a comma
    ("Bộ trưởng bổ nhiệm ông Đàm Tuấn Khoa, Vụ trưởng Vụ Kế hoạch - Tài chính, Bộ Y tế giữ chức Thứ trưởng Bộ Y tế.",
     {"Đàm Tuấn Khoa": ["Vụ trưởng Vụ Kế hoạch - Tài chính, Bộ Y tế", "Thứ trưởng Bộ Y tế"]}),
    ("Ông Lê Gia Khoa, Phó Cục trưởng phụ trách chống buôn lậu kiêm Chi cục trưởng Chi cục Hải quan Mộc Bài, nói.",
     {"Lê Gia Khoa": ["Phó Cục trưởng phụ trách chống buôn lậu", "Chi cục trưởng Chi cục Hải quan Mộc Bài"]}),
    ("Ông Châu Nhật Hòa, thành viên HĐQT kiêm Tổng Giám đốc Ngân hàng Bắc Hà, nói.",
     {"Châu Nhật Hòa": ["thành viên HĐQT", "Tổng Giám đốc Ngân hàng Bắc Hà"]}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[c[0][:40] for c in CASES])
def test_the_holder_is_told_from_the_body(read, sentence, expected) -> None:
    assert read(f"Tin trong ngày\n{sentence}\nHết tin.").positions == expected


# (sentence, {name: [positions]})
SHARED = [
    ("Tham dự có các Phó Giám đốc: Ngô Thị Năm, Thạch Rây, Lâm Quốc Khởi.",
     {"Ngô Thị Năm": ["Phó Giám đốc"], "Thạch Rây": ["Phó Giám đốc"], "Lâm Quốc Khởi": ["Phó Giám đốc"]}),
    ("Về phía nhà trường có các Phó Hiệu trưởng: TS. Đinh Trọng Quang, TS. Trần Thị Lệ; cùng đông đảo sinh viên.",
     {"Đinh Trọng Quang": ["Phó Hiệu trưởng"], "Trần Thị Lệ": ["Phó Hiệu trưởng"]}),
    ("Dự lễ có hai Phó Chủ tịch UBND tỉnh Nguyễn Văn An và Trần Văn Công.",
     {"Nguyễn Văn An": ["Phó Chủ tịch UBND tỉnh"], "Trần Văn Công": ["Phó Chủ tịch UBND tỉnh"]}),
    ("Dự có các đồng chí Ủy viên Ban Thường vụ Tỉnh ủy: Ngô Duy Đông, Chủ nhiệm Ủy ban Kiểm tra; Trần Thị Lai, Giám đốc "
     "Sở Nội vụ.",
     {"Ngô Duy Đông": ["Ủy viên Ban Thường vụ Tỉnh ủy", "Chủ nhiệm Ủy ban Kiểm tra"],
      "Trần Thị Lai": ["Ủy viên Ban Thường vụ Tỉnh ủy", "Giám đốc Sở Nội vụ"]}),
    # one after the list has an office of his own
    ("Tham dự có các Phó Giám đốc Sở: Ngô Thị Năm, Thạch Rây; Chánh Văn phòng Sở Lê Văn Kha.",
     {"Ngô Thị Năm": ["Phó Giám đốc Sở"], "Thạch Rây": ["Phó Giám đốc Sở"], "Lê Văn Kha": ["Chánh Văn phòng Sở"]}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), SHARED, ids=[c[0][:40] for c in SHARED])
def test_an_office_in_the_plural_is_shared_by_those_listed(read, sentence, expected) -> None:
    assert read(f"Tin trong ngày\n{sentence}\nHết tin.").positions == expected


# (sentence, name, [(position, former)])
CHANGES = [
    ("HĐND tỉnh miễn nhiệm chức vụ Phó Chủ tịch UBND tỉnh đối với ông Hoàng Văn Kiên.", "Hoàng Văn Kiên",
     [("Phó Chủ tịch UBND tỉnh", True)]),
    ("Tỉnh ủy trao quyết định bổ nhiệm chức vụ Giám đốc Sở Xây dựng cho ông Mai Văn Hợi.", "Mai Văn Hợi",
     [("Giám đốc Sở Xây dựng", False)]),
    ("Hội nghị bầu ông Trương Sỹ Đan, Giám đốc Công ty Cơ khí Sài Thành, vào chức danh Phó Chủ tịch Hội Cơ khí.",
     "Trương Sỹ Đan", [("Giám đốc Công ty Cơ khí Sài Thành", False), ("Phó Chủ tịch Hội Cơ khí", False)]),
    ("Ông Triệu Đình Phác, Phó Chủ tịch UBND tỉnh Lào Cai, được điều động làm Tổng cục trưởng Tổng cục Thủy sản.",
     "Triệu Đình Phác",
     [("Phó Chủ tịch UBND tỉnh Lào Cai", False), ("Tổng cục trưởng Tổng cục Thủy sản", False)]),
    ("Đồng chí Đàm Quang Hiệu, nguyên Ủy viên Trung ương Đảng khóa IV, V, nguyên Tư lệnh Quân đoàn 26, từ trần.",
     "Đàm Quang Hiệu", [("nguyên Ủy viên Trung ương Đảng", True), ("nguyên Tư lệnh Quân đoàn 26", True)]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "name", "expected"), CHANGES, ids=[c[1] for c in CHANGES])
def test_offices_given_taken_and_held_before(read, sentence, name, expected) -> None:
    found = read(f"Tin trong ngày\n{sentence}\nHết tin.").person(name)
    assert [(p.text, p.former) for p in found.positions] == expected


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Đại biểu Điểu Thị Sen (Đoàn Bình Phước) nêu thực tế.", ["Điểu Thị Sen"]),
        ("Chị Sơn Thị Sà Phel, công nhân tổ may, nói đã nhận vé.", ["Sơn Thị Sà Phel"]),
        ("Cụ bà Công Tằng Tôn Nữ Như Lan kể chuyện xưa.", ["Công Tằng Tôn Nữ Như Lan"]),
        ("Mưa lớn ở Bà Rịa - Vũng Tàu và phà Dewi Putri gặp nạn.", []),
    ],
)
def test_what_is_a_name_and_where_it_ends(read, sentence, names) -> None:
    assert read(f"Tin trong ngày\n{sentence}\nHết tin.").names == names


@pytest.mark.parametrize(
    "text",
    [
        "Tin (Đoàn",
        "Tin (Đoàn)",
        "Giám đốc Sở Y tế (",
        "Ông A, Giám đốc (WB) tại",
        "Ủy ban Quốc gia về",
        "Ban Chỉ đạo về Giáo",
    ],
)
def test_a_text_that_breaks_off_says_nothing_new(read, text) -> None:
    found = read(text)
    assert all(found.text[m.start : m.end] == m.text for p in (*found.officials, *found.people) for m in p.mentions)


def test_offices_told_of_a_pronoun(read) -> None:
    found = read(
        """Một đời lính
        Ông Lê Hữu Thọ nhập ngũ năm 1968. Năm 1975, ông là Tiểu đoàn trưởng Tiểu đoàn 7.
        Từ 1990, ông làm Giám đốc Sở Lao động tỉnh.
        Hết tin."""
    )
    assert found.positions == {"Lê Hữu Thọ": ["Tiểu đoàn trưởng Tiểu đoàn 7", "Giám đốc Sở Lao động tỉnh"]}


def test_a_pronoun_between_two_persons_says_nothing(read) -> None:
    found = read(
        """Hai người bạn
        Ông Lê Hữu Thọ và ông Mai Văn Đỉnh cùng quê. Năm 1990, ông làm Giám đốc Sở Lao động tỉnh.
        Hết tin."""
    )
    assert found.positions == {}


def test_a_pronoun_means_the_one_who_is_called_so(read) -> None:
    found = read(
        """Vợ chồng
        Ông Lê Hữu Thọ cưới bà Trần Thị Kỷ năm 1970. Sau đó bà giữ chức Phó Bí thư Huyện ủy.
        Hết tin."""
    )
    assert found.positions == {"Trần Thị Kỷ": ["Phó Bí thư Huyện ủy"]}


# (sentence, {name: [positions]})
FURTHER = [
    ("CEO Nvidia Jensen Huang đến Hà Nội.", {"Jensen Huang": ["CEO Nvidia"]}),
    ("CEO Meta Mark Zuckerberg điều trần.", {"Mark Zuckerberg": ["CEO Meta"]}),
    ("Chủ tịch Samsung Electronics Lee Jae-yong thăm nhà máy.", {"Lee Jae-yong": ["Chủ tịch Samsung Electronics"]}),
    ("Phó Thủ tướng Hồ Đức Phớc họp.", {"Hồ Đức Phớc": ["Phó Thủ tướng"]}),
    ("Ông Trần Văn Bảy, Chủ tịch Vạn Phúc Hưng, nói.", {"Trần Văn Bảy": ["Chủ tịch Vạn Phúc Hưng"]}),
    ("Chủ tịch Vạn Thịnh Phát Trương Mỹ Hoa khai.", {"Trương Mỹ Hoa": ["Chủ tịch Vạn Thịnh Phát"]}),
    ("Tổ trưởng Tổ dân phố 7 Lường Văn Xiên vận động bà con.", {"Lường Văn Xiên": ["Tổ trưởng Tổ dân phố 7"]}),
    ("Chi hội trưởng Chi hội Nông dân bản Tòng Văn Hặc hiến đất.",
     {"Tòng Văn Hặc": ["Chi hội trưởng Chi hội Nông dân bản"]}),
    ("Cục trưởng Cục Điện ảnh Vi Văn Tài gặp báo chí.", {"Vi Văn Tài": ["Cục trưởng Cục Điện ảnh"]}),
    ("Thượng tướng Hoàng Kim Phụng, Thứ trưởng Bộ Quốc phòng, và Đô đốc Samuel Carter hội đàm.",
     {"Hoàng Kim Phụng": ["Thượng tướng", "Thứ trưởng Bộ Quốc phòng"], "Samuel Carter": ["Đô đốc"]}),
    ("Bị cáo Nguyễn Thị Loan (38 tuổi, trú quận 3, nguyên giám đốc Phòng giao dịch Trung Yên) khai.",
     {"Nguyễn Thị Loan": ["nguyên giám đốc Phòng giao dịch Trung Yên"]}),
    ("Xã có 3 phó chủ tịch UBND xã là các ông Trần Quốc Dũng và Võ Minh Hiếu.",
     {"Trần Quốc Dũng": ["phó chủ tịch UBND xã"], "Võ Minh Hiếu": ["phó chủ tịch UBND xã"]}),
    ("Dự có các Trưởng phòng: Phạm Văn Mạnh (Phòng Kế hoạch), Lê Thị Hòa (Phòng Tài chính).",
     {"Phạm Văn Mạnh": ["Trưởng phòng"], "Lê Thị Hòa": ["Trưởng phòng"]}),
    # the office's holder behind `là`, and what comes after a clause
    ("Tân Bí thư Thành ủy là ông Đỗ Thanh Bình.", {"Đỗ Thanh Bình": ["Tân Bí thư Thành ủy"]}),
    ("Hội nghị bầu bà Sùng Thị Mai vào Ban Thường vụ Huyện ủy, giữ chức Phó Bí thư.", {"Sùng Thị Mai": ["Phó Bí thư"]}),
    # one man's office under another's
    ("Đặc phái viên của Tổng thống Mỹ Steve Walker đến Doha.", {"Steve Walker": ["Đặc phái viên của Tổng thống Mỹ"]}),
    ("Tổng giám đốc Choi Joo Ho tặng 5 tỷ đồng.", {"Choi Joo Ho": ["Tổng giám đốc"]}),
    ("Giám đốc Ngân hàng Thế giới (WB) tại Việt Nam Mariam Sherman dự.",
     {"Mariam Sherman": ["Giám đốc Ngân hàng Thế giới"]}),
    ("Trưởng khoa Hồi sức tích cực - Chống độc Bệnh viện Bạch Mai Lê Hoàng Vũ nói.",
     {"Lê Hoàng Vũ": ["Trưởng khoa Hồi sức tích cực - Chống độc Bệnh viện Bạch Mai"]}),
    ("Giám đốc CDC Khánh Hòa Tôn Thất Toán nói.", {"Tôn Thất Toán": ["Giám đốc CDC Khánh Hòa"]}),
    # one only speaks for the office
    ("Thừa ủy quyền của Chủ tịch nước, đồng chí Phạm Văn Thủy, Phó Chủ tịch UBND tỉnh, trao Huân chương.",
     {"Phạm Văn Thủy": ["Phó Chủ tịch UBND tỉnh"]}),
    # villages of the highlands
    ("Ông Mai Văn Tốp, người Ba Na, Bí thư Chi bộ làng Kon K'tu, dạy chiêng.",
     {"Mai Văn Tốp": ["Bí thư Chi bộ làng Kon K'tu"]}),
    ("Hòa thượng Tăng Nô, Phó Pháp chủ kiêm Giám luật Hội đồng Chứng minh, chúc Tết.",
     {"Tăng Nô": ["Phó Pháp chủ", "Giám luật Hội đồng Chứng minh"]}),
    ("Trưởng Ban Tuyên giáo Thành ủy Cần Thơ, ông Trần Việt Trường Giang, trao giải.",
     {"Trần Việt Trường Giang": ["Trưởng Ban Tuyên giáo Thành ủy Cần Thơ"]}),
    ("Nguyên Ủy viên Bộ Chính trị, nguyên Thường trực Ban Bí thư Phan Diễn Thành dâng hương.",
     {"Phan Diễn Thành": ["Nguyên Ủy viên Bộ Chính trị", "nguyên Thường trực Ban Bí thư"]}),
    ("Cựu trưởng phòng Kế hoạch tổng hợp Bệnh viện Bạch Mai Trịnh Thị Thuận hầu tòa.",
     {"Trịnh Thị Thuận": ["Cựu trưởng phòng Kế hoạch tổng hợp Bệnh viện Bạch Mai"]}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), FURTHER, ids=[c[0][:40] for c in FURTHER])
def test_names_and_bodies_that_look_alike(read, sentence, expected) -> None:
    assert read(f"Tin trong ngày\n{sentence}\nHết tin.").positions == expected
