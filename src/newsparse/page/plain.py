"""Plain text, or a plain-text dump of a page, to the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsparse.page.article import Article, ArticleBlock, Removed
from newsparse.page.bylines import is_caption, is_medium, labelled_author, names_in
from newsparse.page.cues import cue_of
from newsparse.page.dates import find_moment, iso
from newsparse.page.language import language_of
from newsparse.page.words import reading
from newsparse.record import Stamp
from newsparse.text.normalise import normalise

if TYPE_CHECKING:
    from newsparse.page.decode import Decoded
    from newsparse.record import BlockKind
    from newsparse.text.lexicon import Lexicon

_LETTER = re.compile(r"[^\W\d_]")
_PLACEHOLDER = re.compile(
    r"^\W*(?:image|img|picture|photo|logo|banner|icon|anh|ảnh|hình|hình ảnh|anh tin bai|image banner|null|undefined"
    r"|alt)\W*\d*\W*$",
    re.IGNORECASE,
)
_FILE = re.compile(r"^\S+\.(?:jpe?g|png|gif|webp|bmp|mp4|pdf|docx?)$", re.IGNORECASE)
_SENTENCE = (".", "!", "?", "…", ";", ":", ",", '."', ".”", "?”", "!”")
_BULLET = re.compile(r"^[•●▪■◦‣*·]\s+")
_BIRTH = re.compile(r"\b(?:sinh|mất|born|died)\b", re.IGNORECASE)
_RULE = re.compile(r"^[\W_]{3,}$")


def read_plain(decoded: Decoded, *, url: str | None = None, lexicon: Lexicon | None = None) -> Article:
    """Return the article in a plain text: first line the headline, each other line a paragraph.

    A dump of a page will do: picture placeholders, menus before the headline, counters and lists of other items
    behind the article are left out (`Article.removed` tells why); a closing byline becomes `authors`, a short
    line beside a picture placeholder a caption. Ordinary paragraphs are never left out.
    """
    with reading(lexicon):
        return _article(decoded, url)


def _article(decoded: Decoded, url: str | None) -> Article:
    lines = [" ".join(line.split()) for line in normalise(decoded.text).split("\n")]
    removed: list[Removed] = []
    kept, pictured = _without_furniture(lines, removed)
    if not kept:
        return Article(url=url, warnings=("empty", "no-headline", "not-an-article"), removed=tuple(removed))
    kept = _from_headline(kept, removed, bool(pictured))
    kept = _cut_end(kept, removed)
    if not kept:
        return Article(url=url, warnings=("empty", "no-headline", "not-an-article"), removed=tuple(removed))
    authors, signed = _byline(kept)
    published = _date_line(kept, removed)
    headline = kept[0][1] if len(kept[0][1]) <= 300 else None
    blocks: list[ArticleBlock] = []
    for place, (number, line) in enumerate(kept):
        blocks.append(ArticleBlock(_kind(line, number, place, pictured, signed, headline), _BULLET.sub("", line)))
    text = " ".join(b.text for b in blocks)
    language = language_of(text)
    warnings = set()
    words = sum(b.text.count(" ") + 1 for b in blocks if b.kind not in ("headline", "caption", "byline"))
    if words < 40:
        warnings.add("short-body")
    if headline is None:
        warnings.add("no-headline")
    lead = next((b.text for b in blocks if b.kind == "lead"), None)
    return Article(
        blocks=tuple(blocks),
        url=url,
        language=language,
        headline=headline,
        lead=lead,
        authors=authors,
        published=published,
        warnings=tuple(sorted(warnings)),
        removed=tuple(removed),
    )


def _without_furniture(lines: list[str], removed: list[Removed]) -> tuple[list[tuple[int, str]], set[int]]:
    """Return the numbered lines that hold text, and the numbers of lines before which a picture stood."""
    kept: list[tuple[int, str]] = []
    pictured: set[int] = set()
    pending = False
    for number, line in enumerate(lines):
        if not line:
            continue
        if _PLACEHOLDER.match(line) or _FILE.match(line):
            removed.append(Removed(line, "picture"))
            pending = pending or ("banner" not in line.lower() and "logo" not in line.lower())
            continue
        if _RULE.match(line):
            removed.append(Removed(line, "no-letters"))
            continue
        if pending:
            pictured.add(number)
            pending = False
        kept.append((number, line))
    return kept, pictured


def _from_headline(kept: list[tuple[int, str]], removed: list[Removed], dump: bool) -> list[tuple[int, str]]:
    """Drop menu lines before the headline: labels, dates and very short lines that precede a longer title."""
    first = next((i for i, (_, line) in enumerate(kept) if len(line) >= 120), len(kept))
    if dump and first >= 6 and _is_date(kept[first - 1][1]) and kept[first - 2][1].count(" ") >= 3:
        # the title stands over the date line, whatever the menu before it has
        removed.extend(Removed(text, "before-article") for _, text in kept[: first - 2])
        return kept[first - 2 :]
    for i, (_, line) in enumerate(kept[: min(first, 15)]):
        words = line.count(" ") + 1
        if words < 3 or not _LETTER.search(line) or cue_of(line) in ("tool", "end", "counter", "footer"):
            continue
        if _is_date(line):
            continue
        if words >= 4 or not dump or i == 0:
            removed.extend(Removed(text, "before-article") for _, text in kept[:i] if i)
            return kept[i:]
    return kept


def _is_date(line: str) -> bool:
    moment = find_moment(line)
    return moment is not None and moment.end - moment.start > 0.5 * len(line)


def _cut_end(kept: list[tuple[int, str]], removed: list[Removed]) -> list[tuple[int, str]]:
    """Drop what follows the article: a counter, a list of other items, the footer of the site."""
    out: list[tuple[int, str]] = []
    for place, (number, line) in enumerate(kept):
        if place == 0:
            out.append((number, line))
            continue
        kind = cue_of(line) if len(line) <= 160 else ""
        rest = kept[place + 1 :]
        if kind in ("end", "footer", "counter") and not any(_is_paragraph(text) for _, text in rest[:60]):
            removed.extend(Removed(text, f"after-{kind}") for _, text in kept[place:])
            break
        if kind in ("counter", "tool", "related") and not _is_paragraph(line):
            removed.append(Removed(line, kind))
            continue
        out.append((number, line))
    while len(out) > 1 and not _LETTER.search(out[-1][1]):
        removed.append(Removed(out.pop()[1], "no-letters"))
    return out


def _is_paragraph(line: str) -> bool:
    return len(line) >= 110 and line.rstrip().endswith(_SENTENCE) and not cue_of(line)


def _byline(kept: list[tuple[int, str]]) -> tuple[tuple[str, ...], set[int]]:
    """Return the authors that the closing lines name, and the numbers of these lines."""
    names: list[str] = []
    signed: set[int] = set()
    for number, line in reversed(kept[2:]):
        if len(line) > 90 or line.endswith(("?", "!", "…", ":")) or len(signed) >= 2:
            break
        found = labelled_author(line)
        if found is None:
            if _BULLET.match(line) or (line.endswith(".") and "." not in line[:-1] and line.count(" ") > 3):
                break
            found = names_in(line)
            bare = sum(map(len, found)) + 4 * len(found)
            if not found or bare < 0.6 * len(re.sub(r"[(\[][^)\]]*[)\]]", "", line)):
                if not (line.isupper() and line.count(" ") <= 4 and is_medium(line)):
                    break
                found = []
            if signed and not found:
                break
        names = found + names
        signed.add(number)
    unique = dict.fromkeys(name for name in names if not is_medium(name))
    return tuple(unique), signed


def _date_line(kept: list[tuple[int, str]], removed: list[Removed]) -> Stamp | None:
    """Take a line that is only a date, near the headline, out of the lines."""
    for place in range(1, min(3, len(kept))):
        line = kept[place][1]
        moment = find_moment(line)
        if moment is None or len(line) > 80:
            continue
        rest = line[: moment.start] + line[moment.end :]
        if len(_LETTER.findall(rest)) > 22 or line.endswith(".") or _BIRTH.search(line):
            continue
        removed.append(Removed(line, "date"))
        del kept[place]
        return Stamp(value=iso(moment, 7 * 60), precision="minute" if moment.precise else "day", from_="visible")
    return None


def _kind(line: str, number: int, place: int, pictured: set[int], signed: set[int], headline: str | None) -> BlockKind:
    if place == 0 and headline is not None:
        return "headline"
    if number in signed:
        return "byline"
    if is_caption(line):
        return "caption"
    if number in pictured and len(line) < 180 and not (line.endswith((".", ":")) and line.count(" ") > 18):
        return "caption"
    if _BULLET.match(line):
        return "list_item"
    return "paragraph"
