import itertools

from hypothesis import given
from hypothesis import strategies as st

from newsparse.view.marks import Mark, by_stretch, marks_of, nested

KINDS = ("person", "position", "organisation", "place", "fact", "time")


@st.composite
def some_marks(draw, length=40):
    marks = []
    for number in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, length - 1))
        end = draw(st.integers(start + 1, length))
        marks.append(Mark(start, end, draw(st.sampled_from(KINDS)), f"r{number}"))
    return sorted(marks, key=lambda m: (m.start, -m.end))


def covers(pieces, around=()):
    """Yield (position, ref) for every position that a piece covers, checking that pieces lie within their parent."""
    for piece in pieces:
        mark = piece.mark
        if around:
            assert around[0] <= mark.start < mark.end <= around[1]
        yield from ((position, mark.ref) for position in range(mark.start, mark.end))
        yield from covers(piece.inside, (mark.start, mark.end))


@given(some_marks())
def test_every_mark_covers_just_what_it_covered_however_they_overlap(marks):
    expected = sorted((position, mark.ref) for mark in marks for position in range(mark.start, mark.end))
    assert sorted(covers(nested(marks, 0, 40))) == expected


@given(some_marks())
def test_one_piece_of_each_mark_is_its_beginning(marks):
    def flat(pieces):
        for piece in pieces:
            yield piece.mark
            yield from flat(piece.inside)

    begins = sorted(mark.ref for mark in flat(nested(marks, 0, 40)) if not mark.again)
    assert begins == sorted(mark.ref for mark in marks)


@given(some_marks(), st.lists(st.integers(1, 39), max_size=4, unique=True))
def test_stretches_give_the_same_as_the_whole(marks, cuts):
    ends = [0, *sorted(cuts), 40]
    stretches = list(itertools.pairwise(ends))
    found = [cover for pieces in by_stretch(marks, stretches) for cover in covers(pieces)]
    assert sorted(found) == sorted(covers(nested(marks, 0, 40)))


def test_an_office_holds_the_body_and_the_body_holds_the_place(record):
    marks, wrong = marks_of(record)
    assert wrong == 0
    start = record.text.index("Phó Chủ tịch UBND")
    office = next(p for p in nested(marks, 0, len(record.text)) if p.mark.start == start)
    assert office.mark.kind == "position"
    assert office.inside[0].mark.kind == "organisation"
    assert office.inside[0].inside[0].mark.kind == "place"
    assert (office.height, office.inside[0].height) == (2, 1)
