"""A record made by hand, so that what the page shows does not hang on what the extractor finds."""

import re

import pytest

from newsparse import (
    Block,
    Fact,
    Mention,
    Organisation,
    Person,
    PersonMention,
    Place,
    Position,
    Record,
    Site,
    Stamp,
    Time,
)

TEXT = """Hội Nông dân huyện Lâm Sơn trao 32 con bò giống cho hộ nghèo

Sáng 14/5/2024, tại xã Nậm Lư, Hội Nông dân huyện Lâm Sơn tổ chức trao bò giống cho các hộ nghèo.

Dự buổi lễ có bà Lò Thị Mai, Phó Chủ tịch UBND huyện Lâm Sơn; ông Trần Văn Khải, nguyên Bí thư Đảng ủy xã Nậm Lư và anh Giàng A Sử, nông dân bản Hua Tát.

Tổng kinh phí trên 1,12 tỷ đồng, trong đó ngân sách huyện chi 640 triệu đồng, còn lại do Hội Chữ thập đỏ tỉnh vận động. Mỗi hộ được nhận từ 1-2 con bò, trị giá khoảng 17,5 triệu đồng/con.

Phó Chủ tịch UBND huyện Lâm Sơn đề nghị các hộ chăm sóc tốt đàn bò. Bà Mai cho biết, giai đoạn 2021-2025, tỷ lệ hộ nghèo của xã giảm 12,5%."""


def spans(text, phrase):
    return [m.span() for m in re.finditer(re.escape(phrase), text)]


def mention(text, phrase, number=0, form=None):
    start, end = spans(text, phrase)[number]
    if form:
        return PersonMention(start=start, end=end, text=phrase, form=form)
    return Mention(start=start, end=end, text=phrase)


def position(text, phrase, role, number=0, **more):
    start, end = spans(text, phrase)[number]
    return Position(text=phrase, role=role, start=start, end=end, **more)


def fact(text, phrase, kind, **more):
    start, end = spans(text, phrase)[0]
    return Fact(text=phrase, kind=kind, start=start, end=end, **more)


def time(text, phrase, type, value):
    start, end = spans(text, phrase)[0]
    return Time(text=phrase, type=type, start=start, end=end, value=value)


def make_record(text=TEXT):
    kinds = ("headline", "lead", "paragraph", "paragraph", "paragraph")
    blocks, at = [], 0
    for kind, line in zip(kinds, text.split("\n\n"), strict=True):
        blocks.append(Block(kind=kind, start=at, end=at + len(line)))
        at += len(line) + 2
    herd = spans(text, "bò giống")[0]
    office = "Phó Chủ tịch UBND huyện Lâm Sơn"
    farmers = "Hội Nông dân huyện Lâm Sơn"
    return Record(
        text=text,
        url="https://lamson.example/tin/32-con-bo",
        site=Site(name="Cổng thông tin huyện Lâm Sơn", domain="lamson.example"),
        language="vi",
        headline=text.split("\n")[0],
        lead=text.split("\n\n")[1],
        authors=("Thu Hà",),
        published=Stamp(value="2024-05-14T16:30+07:00", precision="minute", from_="visible"),
        blocks=tuple(blocks),
        officials=(
            Person(
                name="Lò Thị Mai",
                honorific="bà",
                positions=(
                    position(text, office, "Phó Chủ tịch", organisation="UBND huyện Lâm Sơn", place="huyện Lâm Sơn"),
                ),
                mentions=(
                    mention(text, "Lò Thị Mai", form="name"),
                    mention(text, office, 1, form="position"),
                    mention(text, "Mai", 1, form="short"),
                ),
                confidence=0.97,
            ),
            Person(
                name="Trần Văn Khải",
                honorific="ông",
                positions=(
                    position(
                        text, "nguyên Bí thư Đảng ủy xã Nậm Lư", "Bí thư",
                        organisation="Đảng ủy xã Nậm Lư", place="xã Nậm Lư", former=True,
                    ),
                ),
                mentions=(mention(text, "Trần Văn Khải", form="name"),),
                confidence=0.92,
            ),
        ),
        people=(Person(name="Giàng A Sử", honorific="anh", mentions=(mention(text, "Giàng A Sử", form="name"),)),),
        organisations=(
            Organisation(
                name=farmers, canonical=farmers, kind="union", place="huyện Lâm Sơn",
                mentions=(mention(text, farmers), mention(text, farmers, 1)), confidence=0.99,
            ),
            Organisation(
                name="UBND huyện Lâm Sơn", canonical="Ủy ban nhân dân huyện Lâm Sơn", kind="state",
                mentions=(mention(text, "UBND huyện Lâm Sơn"), mention(text, "UBND huyện Lâm Sơn", 1)),
            ),
            Organisation(
                name="Đảng ủy xã Nậm Lư", canonical="Đảng ủy xã Nậm Lư", kind="party",
                mentions=(mention(text, "Đảng ủy xã Nậm Lư"),),
            ),
            Organisation(
                name="Hội Chữ thập đỏ tỉnh", canonical="Hội Chữ thập đỏ tỉnh", kind="union",
                mentions=(mention(text, "Hội Chữ thập đỏ tỉnh"),),
            ),
        ),
        places=(
            Place(name="xã Nậm Lư", kind="commune", mentions=(mention(text, "xã Nậm Lư"), mention(text, "xã Nậm Lư", 1))),
            Place(
                name="huyện Lâm Sơn", kind="district",
                mentions=tuple(mention(text, "huyện Lâm Sơn", n) for n in range(4)),
            ),
            Place(name="bản Hua Tát", kind="village", mentions=(mention(text, "bản Hua Tát"),)),
        ),
        facts=(
            fact(text, "32 con bò", "quantity", value="32", item="bò giống", item_span=herd, subject=farmers, action="trao"),
            fact(text, "trên 1,12 tỷ đồng", "money", value="1120000000", unit="VND", approx="more", item="kinh phí", of=(2,)),
            fact(text, "640 triệu đồng", "money", value="640000000", unit="VND"),
            fact(text, "1-2 con bò", "quantity", min="1", max="2", item="bò"),
            fact(text, "khoảng 17,5 triệu đồng/con", "rate", value="17500000", unit="VND/1", approx="about"),
            fact(text, "12,5%", "percentage", value="12.5", unit="%"),
        ),
        times=(
            time(text, "Sáng 14/5/2024", "TIME", "2024-05-14TMO"),
            time(text, "giai đoạn 2021-2025", "DURATION", "2021/2025"),
        ),
        warnings=("charset-guessed",),
    )  # fmt: skip


@pytest.fixture
def record():
    return make_record()
