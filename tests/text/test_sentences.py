"""Sentences of news: what ends one and what does not."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsparse.text.sentences import split_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["Ông An nói.", "Bà Bình nghe."],
        ["Tại TP. Hồ Chí Minh, PGS. TS. Lê Văn Khoa phát biểu.", "Hội trường đông."],
        ["Bị cáo Trần Văn T. khai nhận.", "Tòa tuyên án."],
        ["Doanh thu đạt 1.250 tỷ đồng, tăng 3.5 lần.", "Lợi nhuận giảm."],
        ["“Tôi rất vui!”", "Chị nói vậy."],
        ["Giá vàng tăng…", "Người dân xếp hàng mua."],
        ["Anh hỏi: Bao giờ xong?", "Không ai trả lời."],
        ["Trang web vnexpress.net đưa tin."],
    ],
)
def test_sentences_come_back_as_they_were_written(sentences):
    text = " ".join(sentences)
    assert [text[s:e] for s, e in split_sentences(text)] == sentences


@given(st.text(alphabet='aB1 .!?…\n"”T', max_size=80))
def test_spans_are_in_order_and_leave_out_nothing_but_white_space(text):
    spans = split_sentences(text)
    covered = "".join(text[s:e] for s, e in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    assert all("\n" not in text[s:e] for s, e in spans)
