from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsparse.page import decode
from newsparse.page.legacy import _table

SENTENCE = (
    "Ngày 12/5, Ủy ban nhân dân huyện Thanh Sơn tổ chức hội nghị sơ kết; các đại biểu thảo luận về giảm nghèo bền vững, "
    "xây dựng nông thôn mới và phòng chống thiên tai trong mùa mưa lũ."
)
LETTERS = "aăâeêioôơuưybcdđghklmnpqrstvx"
SYLLABLES = st.lists(
    st.sampled_from(
        [
            "người",
            "trường",
            "nghĩa",
            "quyết",
            "phường",
            "hội",
            "đồng",
            "nhân",
            "dân",
            "tỉnh",
            "uỷ",
            "quý",
            "nước",
            "giữa",
            "bưởi",
            "khoẻ",
            "huỳnh",
            "tuyển",
            "ngoằn",
            "ngoèo",
            "chuyện",
            "ấy",
            "ở",
            "ỷ",
            "lại",
            "yếu",
            "ớt",
            "ưỡn",
            "ẽo",
            "ợt",
            "kỹ",
            "thuật",
            "thiếu",
            "niên",
            "hoà",
            "bình",
            "thủy",
            "lợi",
            "đất",
            "Đảng",
            "bộ",
            "Nguyễn",
            "Ánh",
            "Ếch",
            "ỉ",
            "ôi",
            "rượu",
            "hươu",
            "vải",
            "thiều",
        ]
    ),
    min_size=1,
    max_size=40,
).map(" ".join)


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def to_table(text: str, charset: str) -> bytes:
    table = {char: code for code, char in reversed(list(enumerate(_table(charset))))}
    return bytes(table[char] for char in nfc(text))


def to_1258(text: str) -> bytes:
    out = bytearray()
    for char in nfc(text):
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            base, *marks = unicodedata.normalize("NFD", char)
            shape = "".join(m for m in marks if m in "\u0302\u0306\u031b")
            tone = "".join(m for m in marks if m not in "\u0302\u0306\u031b")
            out += nfc(base + shape).encode("cp1258") + tone.encode("cp1258")
    return bytes(out)


VNI_TONES = {"\u0301": 0xF9, "\u0300": 0xF8, "\u0309": 0xFB, "\u0303": 0xF5, "\u0323": 0xEF}
VNI_CIRCUMFLEX = {"": 0xE2, "\u0301": 0xE1, "\u0300": 0xE0, "\u0309": 0xE5, "\u0303": 0xE3, "\u0323": 0xE4}
VNI_BREVE = {"": 0xEA, "\u0301": 0xE9, "\u0300": 0xE8, "\u0309": 0xFA, "\u0303": 0xFC, "\u0323": 0xEB}
VNI_I = {"\u0301": 0xED, "\u0300": 0xEC, "\u0309": 0xE6, "\u0303": 0xF3, "\u0323": 0xF2}


def to_vni(text: str) -> bytes:
    out = bytearray()
    for char in nfc(text):
        upper = 0x20 if char.isupper() else 0
        base, *marks = unicodedata.normalize("NFD", char)
        tone = next((m for m in marks if m in VNI_TONES), "")
        if char in "đĐ":
            out.append(0xF1 - upper)
        elif base in "iI" and tone:
            out.append(VNI_I[tone] - upper)
        elif base in "yY" and tone == "\u0323":
            out.append(0xEE - upper)
        elif "\u031b" in marks:
            out.append((0xF4 if base in "oO" else 0xF6) - upper)
            if tone:
                out.append(VNI_TONES[tone] - upper)
        elif "\u0302" in marks or "\u0306" in marks:
            out += base.encode()
            out.append((VNI_CIRCUMFLEX if "\u0302" in marks else VNI_BREVE)[tone] - upper)
        elif tone:
            out += base.encode()
            out.append(VNI_TONES[tone] - upper)
        else:
            out += char.encode("ascii")
    return bytes(out)


def lower_tones(text: str) -> str:
    """TCVN3 has no capitals with a tone; pages set them in a font of capitals."""
    table = set(_table("tcvn3"))
    return "".join(c if c in table else c.lower() for c in nfc(text))


@given(SYLLABLES)
def test_utf8_comes_back(text: str) -> None:
    assert decode(text.encode()).text == text
    assert decode(b"\xef\xbb\xbf" + text.encode()).text == text


@given(SYLLABLES)
def test_utf16_comes_back_with_and_without_mark(text: str) -> None:
    page = f"<html><body><p>{text}</p></body></html>"
    assert decode(page.encode("utf-16")).text == page
    assert decode(page.encode("utf-16-le")).text == page
    assert decode(page.encode("utf-16-be")).text == page


@given(SYLLABLES)
def test_utf8_encoded_twice_is_undone(text: str) -> None:
    for charset in ("latin-1", "cp1252"):
        try:
            twice = text.encode().decode(charset).encode()
        except UnicodeDecodeError:
            continue
        assert decode(twice).text == text


@given(SYLLABLES)
def test_windows_1258_comes_back(text: str) -> None:
    found = decode(to_1258(f"{SENTENCE} {text}"), "text/html; charset=windows-1258")
    assert nfc(found.text) == nfc(f"{SENTENCE} {text}")
    assert found.charset == "windows-1258"
    assert nfc(decode(to_1258(f"{SENTENCE} {text}")).text) == nfc(f"{SENTENCE} {text}")


@given(SYLLABLES)
def test_viscii_comes_back(text: str) -> None:
    assert nfc(decode(to_table(f"{SENTENCE} {text}", "viscii")).text) == nfc(f"{SENTENCE} {text}")


@given(SYLLABLES.map(lower_tones))
def test_tcvn3_comes_back(text: str) -> None:
    whole = lower_tones(f"{SENTENCE} {text}")
    assert nfc(decode(to_table(whole, "tcvn3"), "text/html; charset=iso-8859-1").text) == whole


@given(SYLLABLES)
def test_vni_comes_back(text: str) -> None:
    assert nfc(decode(to_vni(f"{SENTENCE} {text}")).text) == nfc(f"{SENTENCE} {text}")


def test_declaration_beats_a_short_text() -> None:
    assert nfc(decode(to_1258("Tiếng Việt"), "text/html; charset=windows-1258").text) == "Tiếng Việt"


def test_wrong_declaration_is_told() -> None:
    found = decode(f'<meta charset="iso-8859-1"><p>{SENTENCE}'.encode())
    assert SENTENCE in found.text
    assert (found.charset, found.charset_from, found.warnings) == ("utf-8", "content", ("charset-guessed",))


def test_nearly_valid_utf8_is_utf8_with_damage() -> None:
    data = f"<p>{SENTENCE}</p>".encode()
    damaged = data[:60] + b"\xff" + data[60:]
    found = decode(damaged)
    assert found.charset == "utf-8"
    assert "charset-damaged" in found.warnings
    assert "thảo luận về giảm nghèo" in found.text


def test_legacy_page_written_as_utf8_is_undone() -> None:
    whole = lower_tones(SENTENCE)
    disguised = to_table(whole, "tcvn3").decode("cp1252", "replace").encode()
    assert decode(disguised).text == whole


def test_western_page_is_not_taken_for_vietnamese() -> None:
    text = "Le café des élèves est fermé après la fête; le garçon a été déçu à Besançon, où l’été fut très sec."
    assert decode(text.encode("cp1252")).text == text
    assert decode(text.encode()).text == text


@pytest.mark.parametrize("data", [b"%PDF-1.4 xyz", b"\x89PNG\r\n\x1a\n", bytes(range(32)) * 100])
def test_binary_is_told(data: bytes) -> None:
    assert decode(data).warnings == ("not-html",)


def test_declared_foreign_charset_is_used() -> None:
    text = "Правительство одобрило новый закон о рыболовстве"
    assert decode(f'<meta charset="windows-1251"><p>{text}'.encode("cp1251")).text.endswith(text)


@given(st.binary(max_size=300))
def test_any_bytes_give_text(data: bytes) -> None:
    found = decode(data)
    assert "\x00" not in found.text
    found.data.decode("utf-8")


def test_quotes_of_windows_1252_in_utf_8_are_read() -> None:
    decoded = decode("Huyện Mỹ Lộc đã họp, bàn về ".encode() + b"\x93nhau\x94 \x96 " + "và giảm nghèo".encode())
    assert decoded.text == "Huyện Mỹ Lộc đã họp, bàn về “nhau” – và giảm nghèo"
    assert "charset-damaged" in decoded.warnings
