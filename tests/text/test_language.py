"""Vietnamese or not."""

import pytest

from newsparse.text.language import is_vietnamese


@pytest.mark.parametrize(
    "text",
    [
        "Chủ tịch UBND tỉnh làm việc với Tập đoàn Foxconn và Samsung Electronics về dự án mới.",
        "GIÁ VÀNG HÔM NAY TĂNG MẠNH",
        "12.345 67,8",
        "",
    ],
)
def test_vietnamese(text):
    assert is_vietnamese(text)


@pytest.mark.parametrize(
    "text",
    [
        "The provincial committee met on Friday to discuss the budget of Đắk Nông for the coming year.",
        "Le comité a décidé à l'unanimité de reporter la réunion.",
        "Правительство приняло решение.",
        "政府は新しい計画を発表した。",
    ],
)
def test_other_languages(text):
    assert not is_vietnamese(text)
