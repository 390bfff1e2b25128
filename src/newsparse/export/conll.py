"""Records as CoNLL-U Plus: a token a line, names tagged in IOB2.

Format: universaldependencies.org/ext-format.html; the columns are told in the first line of the output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newsparse.export.spans import outermost, spans_of
from newsparse.text.syllables import tokenise

if TYPE_CHECKING:
    from newsparse.record import Record

HEADER: Final = "# global.columns = ID FORM NER MISC\n"
_TAGS: Final = {"person": "PER", "organisation": "ORG", "place": "LOC"}


def to_conll(record: Record, article_id: str) -> str:
    """Return a record's sentences as CoNLL-U Plus, each token with its name tag and its place in the text.

    Columns: ID, FORM (a syllable, number or sign), NER (`B-PER`, `I-ORG`, `O`, …; of nested names the
    outermost), MISC (`Span=12:18|SpaceAfter=No`). `HEADER` stands once before all records.
    """
    names = outermost(span for span in spans_of(record) if span.kind in _TAGS)
    lines = [f"# newdoc id = {article_id}"]
    if record.url:
        lines.append(f"# url = {record.url}")
    at = 0
    for number, (start, end) in enumerate(record.sentences, 1):
        sentence = record.text[start:end]
        lines += [f"# sent_id = {article_id}-{number}", "# text = " + " ".join(sentence.split())]
        found = tokenise(sentence)
        tokens = [(start + first, start + last) for first, last in zip(found.starts, found.ends, strict=True)]
        for count, (first, last) in enumerate(tokens, 1):
            while at < len(names) and names[at].end <= first:
                at += 1
            tag = "O"
            if at < len(names) and names[at].start < last:
                inside = first > names[at].start and any(names[at].start <= f < first for f, _ in tokens[: count - 1])
                tag = ("I-" if inside else "B-") + _TAGS[names[at].kind]
            misc = f"Span={first}:{last}"
            if count < len(tokens) and tokens[count][0] == last:
                misc += "|SpaceAfter=No"
            lines.append(f"{count}\t{record.text[first:last]}\t{tag}\t{misc}")
        lines.append("")
    return "\n".join(lines) + "\n"
