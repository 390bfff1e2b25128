from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsparse.entities import find_entities
from newsparse.entities.bodies import find_bodies
from newsparse.entities.canonical import gather
from newsparse.entities.view import view_of
from newsparse.text.document import compose
from newsparse.text.lexicon import load_lexicon

LEXICON = load_lexicon()


def read(text):
    view = view_of(compose(("paragraph", line) for line in text.split("\n")))
    return gather(view, find_bodies(view, LEXICON))


def mentions(text):
    found = [(m.start, m.text) for body in read(text) for m in body.mentions]
    return [words for _, words in sorted(found)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # state, party, front and unions: place, level or parent body behind the head
        ("Ông làm việc tại UBND xã Phú Lâm từ năm 2012.", ["UBND xã Phú Lâm"]),
        ("Chủ tịch UBND tỉnh Lê Hữu Phúc dự lễ.", ["UBND tỉnh"]),
        ("Chủ tịch UBND huyện Krông Pắc Ngô Thị Minh Trinh dự lễ.", ["UBND huyện Krông Pắc"]),
        ("Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh phát biểu.", ["Tỉnh ủy", "HĐND tỉnh"]),
        ("Trưởng ban Tuyên giáo Tỉnh ủy Bình Thuận cho biết.", ["ban Tuyên giáo Tỉnh ủy Bình Thuận"]),
        ("Ban Thường trực Ủy ban MTTQ Việt Nam huyện họp.", ["Ban Thường trực Ủy ban MTTQ Việt Nam huyện"]),
        ("Học viện Quân y và Đại học Ngoại thương tuyển sinh.", ["Học viện Quân y", "Đại học Ngoại thương"]),
        ("Đài Truyền hình Việt Nam phát sóng.", ["Đài Truyền hình Việt Nam"]),
        ("Chánh Văn phòng Sở và Bí thư Đảng ủy Sở dự.", ["Văn phòng Sở", "Đảng ủy Sở"]),
        ("Theo tờ Marca, đội nhà thắng.", ["Marca"]),
        ("Viện Nghiên cứu quản lý kinh tế Trung ương dự báo.", ["Viện Nghiên cứu quản lý kinh tế Trung ương"]),
        ("Bộ Nội vụ đánh giá cao tỉnh này.", ["Bộ Nội vụ"]),
        ("Chi cục Thuế khu vực IX thu nợ.", ["Chi cục Thuế khu vực IX"]),
        ("Theo ủy ban kiểm tra Huyện ủy Đức Cơ, có sai phạm.", ["ủy ban kiểm tra Huyện ủy Đức Cơ"]),
        ("Bộ GD&ĐT và UBND các tỉnh bàn bạc.", ["Bộ GD&ĐT"]),
        ("Hội Nông dân xã Tân Thành và Hội Phụ nữ xã cùng làm.", ["Hội Nông dân xã Tân Thành", "Hội Phụ nữ xã"]),
        ("Đoàn thanh niên và Công đoàn phối hợp.", ["Đoàn thanh niên", "Công đoàn"]),
        ("Phó Bí thư Thường trực Đảng ủy xã nói.", ["Đảng ủy xã"]),
        # a field of work
        ("Sở Y tế Bến Tre đã báo cáo Bộ Y tế.", ["Sở Y tế Bến Tre", "Bộ Y tế"]),
        ("Theo Sở Giáo dục và Đào tạo (GD&ĐT) Cần Thơ, có 12 trường.", ["Sở Giáo dục và Đào tạo (GD&ĐT) Cần Thơ"]),
        ("Theo Sở Lao động - Thương binh và Xã hội tỉnh, có 12 lớp.", ["Sở Lao động - Thương binh và Xã hội tỉnh"]),
        ("Anh gửi đơn lên phòng giáo dục huyện Chợ Gạo.", ["phòng giáo dục huyện Chợ Gạo"]),
        ("Cục Quản lý thị trường tỉnh Kiên Giang thu giữ.", ["Cục Quản lý thị trường tỉnh Kiên Giang"]),
        ("Bộ Quốc phòng Nga nói như vậy.", ["Bộ Quốc phòng Nga"]),
        ("Ủy ban Chứng khoán Nhà nước phạt công ty.", ["Ủy ban Chứng khoán Nhà nước"]),
        # the whole nested body is one span
        (
            "Phòng Cảnh sát hình sự Công an tỉnh Hà Nam vào cuộc.",
            ["Phòng Cảnh sát hình sự Công an tỉnh Hà Nam"],
        ),
        ("Trưởng phòng CSGT Công an TP Cần Thơ nói.", ["phòng CSGT Công an TP Cần Thơ"]),
        ("Chi đoàn Văn phòng Sở Tư pháp ra quân.", ["Chi đoàn Văn phòng Sở Tư pháp"]),
        # courts and armed forces
        ("TAND huyện Đức Linh xử bị cáo.", ["TAND huyện Đức Linh"]),
        ("TAND cấp cao tại Đà Nẵng bác kháng cáo.", ["TAND cấp cao tại Đà Nẵng"]),
        ("Anh nhập ngũ ở Sư đoàn 320, Quân đoàn 34.", ["Sư đoàn 320", "Quân đoàn 34"]),
        # names
        ("Công ty TNHH MTV Phú Sơn bồi thường.", ["Công ty TNHH MTV Phú Sơn"]),
        ("Em học trường THPT Nguyễn Thái Học.", ["trường THPT Nguyễn Thái Học"]),
        ("Em học ở Trường Tiểu học số 2 Hòa Bắc.", ["Trường Tiểu học số 2 Hòa Bắc"]),
        ("Nạn nhân nằm ở Bệnh viện Đa khoa tỉnh Phú Yên.", ["Bệnh viện Đa khoa tỉnh Phú Yên"]),
        ("Bệnh nhi chuyển đến Bệnh viện Nhi đồng 1.", ["Bệnh viện Nhi đồng 1"]),
        ("Hiệp hội Chế biến và Xuất khẩu thủy sản Việt Nam dự báo.",
         ["Hiệp hội Chế biến và Xuất khẩu thủy sản Việt Nam"]),
        ("Agribank chi nhánh Gò Công cho vay.", ["Agribank chi nhánh Gò Công"]),
        ("Chị Lan vay ở Vietcombank Quảng Ngãi.", ["Vietcombank Quảng Ngãi"]),
        ("U23 Việt Nam gặp U23 Lào.", ["U23 Việt Nam", "U23 Lào"]),
        ("Theo Tuổi Trẻ, xe chạy rất nhanh.", ["Tuổi Trẻ"]),
        ("Đại sứ quán Việt Nam tại Hàn Quốc xác nhận.", ["Đại sứ quán Việt Nam tại Hàn Quốc"]),
    ],
)  # fmt: skip
def test_a_body_reaches_as_far_as_its_name(text, expected):
    assert mentions(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Tòa án, công ty và các đơn vị của Nhà nước phải nộp thuế.",
        "Bộ luật Hình sự và Bộ trưởng mới.",
        "Anh đi tìm thị trường Úc, nhà trường và tình báo Mỹ.",
        "Các công ty Nhật Bản muốn thuê người.",
        "Báo cáo cho thấy hội nghị đã bàn về phòng chống lụt.",
        "Chị mê bộ phim Hàn Quốc này.",
        "Quần đảo Trường Sa và phố cổ Hội An.",
        "Đảng viên trẻ và hội viên gặp nhau.",
        "Ông Nguyễn Trường Giang và bà Lê Hội An.",
        "Cầu thủ người Tây Ban Nha ghi bàn.",
        "Người trẻ thích đọc Thanh Niên.",
        "Cựu Tổng thống Gerald Ford và ông Nguyễn Kim Sơn gặp nhau.",
        "Phòng 3003 ở hội trường lớn.",
    ],
)
def test_common_nouns_places_and_persons_are_no_bodies(text):
    assert mentions(text) == []


@pytest.mark.parametrize(
    ("text", "canonical", "kind"),
    [
        ("UBND TP Vinh họp.", "Ủy ban nhân dân thành phố Vinh", "state"),
        ("Uỷ ban MTTQ Việt Nam thành phố họp.", "Ủy ban Mặt trận Tổ quốc Việt Nam thành phố", "front"),
        ("Bộ GTVT yêu cầu báo cáo.", "Bộ Giao thông Vận tải", "state"),
        ("Sở LĐ-TB&XH Hà Giang nói.", "Sở Lao động - Thương binh và Xã hội tỉnh Hà Giang", "state"),
        ("Sở Lao động – TB&XH Hà Giang nói.", "Sở Lao động - Thương binh và Xã hội tỉnh Hà Giang", "state"),
        ("BCH Trung ương Đảng họp.", "Ban Chấp hành Trung ương Đảng", "party"),
        ("CLB Bóng đá Sao Vàng thắng.", "Câu lạc bộ Bóng đá Sao Vàng", "sport"),
        ("Sở Y tế Hà Nội nói.", "Sở Y tế thành phố Hà Nội", "state"),
        ("Sở Y tế TP. Hà Nội nói.", "Sở Y tế thành phố Hà Nội", "state"),
        ("Tỉnh uỷ tỉnh Sơn La họp.", "Tỉnh ủy Sơn La", "party"),
        ("Công an TP.HCM bắt giữ.", "Công an Thành phố Hồ Chí Minh", "armed_forces"),
        ("VKSND tỉnh Lào Cai truy tố.", "Viện kiểm sát nhân dân tỉnh Lào Cai", "court"),
        ("Ngân hàng TMCP Sao Mai lãi lớn.", "Ngân hàng Thương mại cổ phần Sao Mai", "bank"),
        ("Bệnh viện Chợ Rẫy tiếp nhận.", "Bệnh viện Chợ Rẫy", "health"),
        ("LHQ kêu gọi ngừng bắn.", "Liên hợp quốc", "international"),
        ("Man Utd thua trận.", "Manchester United", "sport"),
        ("Ban Trị sự Giáo hội Phật giáo Việt Nam tỉnh họp.", None, "religion"),
    ],
)
def test_abbreviations_are_opened_and_the_kind_follows_the_head(text, canonical, kind):
    (body,) = read(text)
    assert body.kind == kind
    if canonical is not None:
        assert body.canonical == canonical


@pytest.mark.parametrize(
    ("text", "name", "also"),
    [
        ("Sở Y tế Bình Định vừa họp. Sở Y tế đề nghị kiểm tra.", "Sở Y tế Bình Định", "Sở Y tế"),
        ("Ngân hàng Nhà nước (NHNN) hạ lãi suất. NHNN nói thêm.", "Ngân hàng Nhà nước", "NHNN"),
        ("Công ty Vận tải An Khang (AKT) lãi. AKT chia thưởng.", "Công ty Vận tải An Khang", "AKT"),
        ("Uỷ ban nhân dân xã Hà Lan họp. Ủy ban nhân dân xã Hà Lan giao.", None, "Ủy ban nhân dân xã Hà Lan"),
        ("UBND xã Hà Lan họp. Ủy ban nhân dân xã Hà Lan giao việc.", None, "UBND xã Hà Lan"),
        ("Ủy ban MTTQ Việt Nam huyện họp. Mặt trận Tổ quốc trao quà.", None, "Mặt trận Tổ quốc"),
        ("Thăm Hội Chữ thập đỏ. Hội Chữ thập đỏ thành phố trao quà.", None, "Hội Chữ thập đỏ"),
        ("Nghe lời Đảng. Đảng Cộng sản Việt Nam vĩ đại.", None, "Đảng"),
        ("Trường Tiểu học Kim Đồng mở lớp. Lớp của trường Kim Đồng vui.", None, "trường Kim Đồng"),
        ("HĐND TP Vinh họp phiên thứ hai. HĐND thành phố bầu ba người.", "HĐND TP Vinh", "HĐND thành phố"),
    ],
)
def test_the_forms_of_one_body_are_one_entry(text, name, also):
    (body,) = read(text)
    assert also in [mention.text for mention in body.mentions]
    assert len(body.mentions) >= 2
    if name is not None:
        assert body.name == name


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("UBND TỈNH HÀ NAM HỌP PHIÊN THƯỜNG KỲ", "Ủy ban nhân dân tỉnh Hà Nam"),
        ("HỘI NÔNG DÂN XÃ BA TRẠI TRAO QUÀ", "Hội Nông dân xã Ba Trại"),
        ("SỞ Y TẾ TỔ CHỨC HỘI NGHỊ BÀN VỀ DỊCH", "Sở Y tế"),
    ],
)
def test_headlines_in_capitals(text, canonical):
    assert [body.canonical for body in read(text)] == [canonical]


def test_a_body_of_another_level_stays_apart():
    found = read("Hội Nông dân tổ chức lễ. Sau đó Hội Nông dân xã Ea Bar trao quà. Hội Nông dân xã cũng góp.")
    assert [len(body.mentions) for body in found] == [1, 2]


def test_two_bodies_stay_two():
    assert [body.canonical for body in read("Công an huyện Hòn Đất và Công an huyện Gò Quao.")] == [
        "Công an huyện Hòn Đất",
        "Công an huyện Gò Quao",
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Công",
                "ty",
                "Sở",
                "Y",
                "tế",
                "và",
                ",",
                "-",
                "(",
                ")",
                "Hà",
                "Nội",
                "UBND",
                "tỉnh",
                "xã",
                "trường",
                "Nguyễn",
                "Văn",
                "5",
                "của",
                "Đảng",
                "TP",
                ".",
                "HCM",
                "&",
                "“",
                "Ban",
                "các",
                "CLB",
            ]
        ),
        max_size=40,
    )
)
def test_every_mention_is_its_span_and_no_two_overlap(words):
    document = compose([("paragraph", " ".join(words))])
    found = sorted(
        (m for o in find_entities(document, LEXICON).organisations for m in o.mentions), key=lambda m: m.start
    )
    for mention in found:
        assert document.text[mention.start : mention.end] == mention.text
    for left, right in pairwise(found):
        assert left.end <= right.start


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hôm qua, Viện Sinh thái rừng công bố kết quả.", "Viện Sinh thái rừng"),
        ("Trung tâm Cứu hộ linh trưởng Mường Lay tiếp nhận ba con voọc.", "Trung tâm Cứu hộ linh trưởng Mường Lay"),
    ],
)
def test_a_field_of_work_that_no_table_has_is_read_to_its_end(text, name):
    assert [body.name for body in read(text)] == [name]
