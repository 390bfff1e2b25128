"""A short run of what `fuzz/` runs for hours: mutated pages, texts and archives, and pumped regular expressions."""

import signal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

GRAMMAR = st.sampled_from(
    [
        "ông",
        "bà",
        "Nguyễn",
        "Văn",
        "An",
        "Chủ",
        "tịch",
        "UBND",
        "xã",
        "Tân",
        "Lập",
        ",",
        ".",
        ";",
        ":",
        "(",
        ")",
        "“",
        "”",
        "-",
        "–",
        "/",
        "%",
        "1",
        "12",
        "1.234",
        "2,5",
        "3/4",
        "21/3/2024",
        "tỷ",
        "triệu",
        "đồng",
        "trên",
        "dưới",
        "khoảng",
        "từ",
        "đến",
        "ngày",
        "tháng",
        "năm",
        "quý",
        "I/2024",
        "nhiệm",
        "kỳ",
        "Hội",
        "Nông",
        "dân",
        "và",
        "của",
        "\n",
        "|",
        "½",
        "m²",
        "8h30",
        "gấp",
        "đôi",
        "nửa",
        "rưỡi",
        "mươi",
    ]
)
ODD = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
TEXTS = st.lists(st.one_of(GRAMMAR, GRAMMAR, ODD), max_size=60).flatmap(
    lambda words: st.sampled_from([" ", "", " "]).map(lambda gap: gap.join(words))
)
LOOSE = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("decode", 1500),
        ("page", 150),
        ("text", 60),
        ("file", 150),
        ("facts", 700),
        ("times", 3000),
        ("normal", 5000),
        ("warc", 40),
    ],
)
def test_mutated_inputs_keep_every_promise(name, most, loop, tmp_path):
    assert loop.plain(name, 600, 7, tmp_path / "failed", most) == 0


@given(TEXTS)
@LOOSE
def test_any_words_in_any_order_have_facts_times_and_names(targets, text):
    data = text.encode()
    targets.facts(data)
    targets.times(data)
    targets.text(data)


@given(
    st.lists(
        st.one_of(
            GRAMMAR,
            ODD,
            st.sampled_from(
                [
                    "<p>",
                    "</p>",
                    "<div",
                    "class=a>",
                    "</div>",
                    "<br>",
                    "<table>",
                    "<td>",
                    "<b>",
                    "<!--",
                    "-->",
                    "&amp;",
                    "&#0;",
                    "<",
                    ">",
                ]
            ),
        )
    )
)
@LOOSE
def test_any_tags_in_any_order_are_a_page(targets, parts):
    targets.page(" ".join(parts).encode())


@given(st.binary(max_size=400))
@LOOSE
def test_any_bytes_are_a_record(targets, data):
    targets.decode(data)
    targets.page(data)


def test_no_regular_expression_is_much_slower_on_longer_texts(patterns):
    found = patterns.patterns()
    assert len(found) > 90
    before = signal.signal(signal.SIGVTALRM, patterns.late)
    try:
        # 15,000 characters: a linear pattern needs a millisecond, one that is not at least half a second
        slow = {
            name: repr(unit)
            for name, pattern in found.items()
            if not patterns.bounded(name)
            for unit, text in patterns.texts(pattern, 15_000, quick=True)
            if patterns.clock(patterns.search(pattern, text), 0.5) >= 0.5
        }
    finally:
        signal.signal(signal.SIGVTALRM, before)
    assert slow == {}
