"""Where names have been decided on from outside (the tagger), the grammar keeps spans and a veto."""

from __future__ import annotations

from newsparse.entities.persons import find_persons
from newsparse.entities.view import view_of
from newsparse.text.document import compose
from newsparse.text.lexicon import load_lexicon


def names_of(text: str, decided: list[str]) -> list[str]:
    document = compose([("headline", "Tin trong ngày"), ("paragraph", text), ("paragraph", "Hết tin ở đây.")])
    view = view_of(document)
    spans = []
    for words in decided:
        start = document.text.index(words)
        inside = [n for n, at in enumerate(view.starts) if start <= at < start + len(words)]
        spans.append((inside[0], inside[-1] + 1))
    officials, people = find_persons(document, load_lexicon(None), (), (), view, spans)
    return sorted(p.name for p in (*officials, *people))


def test_decided_names_are_persons() -> None:
    assert names_of("Cú vô lê của Chí Bảo đi vọt xà.", ["Chí Bảo"]) == ["Chí Bảo"]


def test_name_after_a_title_stays_though_nobody_decided_on_it() -> None:
    assert names_of("Ông Nguyễn Văn Tám nói.", []) == ["Nguyễn Văn Tám"]


def test_particles_belong_to_the_name() -> None:
    assert names_of("Ông Jacob van den Borne trồng khoai.", ["Borne"]) == ["Jacob van den Borne"]


def test_quotes_do_not() -> None:
    assert names_of("Hai chúng tôi là “Diệu Nhi”.", ["“Diệu Nhi”"]) == ["Diệu Nhi"]


def test_places_are_vetoed() -> None:
    assert names_of("Hàng từ Hà Giang và Đạm Hà Bắc về.", ["Hà Giang", "Đạm Hà Bắc"]) == []
