"""The blocks of the article's container: which are text, of which kind, and why the others go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from newsparse.page.bylines import is_caption, is_mail, is_name_line, labelled_author, names_in
from newsparse.page.content import density, has_letters, is_inside, zone_of
from newsparse.page.cues import cue
from newsparse.page.datelines import is_clock, is_date_line, is_dated_name, is_hour, is_number, is_stamp, tells_time
from newsparse.page.dates import find_moment
from newsparse.page.elements import ALL_HEADINGS
from newsparse.page.titles import key, says
from newsparse.page.tree import ancestors
from newsparse.page.words import any_of, per_lexicon

if TYPE_CHECKING:
    from newsparse.page.content import Region
    from newsparse.page.tree import Block
    from newsparse.record import BlockKind
    from newsparse.text.lexicon import Lexicon

    Kept = tuple[BlockKind, Block]

_LISTED: Final = frozenset({"li", "td", "h2", "h3", "h4", "h5"})
_DROPPED: Final = frozenset({"end", "related", "footer", "counter", "tool", "paywall", "error"})
_SEPARATORS = re.compile(r"[\s\[\](){}|»«›‹•·,;/–—-]")


class _Words(NamedTuple):
    comments: re.Pattern[str]
    """The heading of comments with their number."""
    credit: re.Pattern[str]
    bio: re.Pattern[str]
    """The first words on an author: a name, and what authors do."""


@per_lexicon
def _words(lexicon: Lexicon) -> _Words:
    return _Words(
        comments=re.compile(rf"\d{{1,4}}\s+(?:{any_of(lexicon, 'comments')})(?:\s.*)?", re.IGNORECASE),
        credit=re.compile(rf"\s*[(–-]*\s*(?:{any_of(lexicon, 'pictured_by')})\s*:.*$", re.IGNORECASE),
        bio=re.compile(r"[A-ZÀ-Ý][\w.’'-]+(?: [A-ZÀ-Ý][\w.’'-]+){1,3},? " + rf"(?:{any_of(lexicon, 'bio_verb')})\b"),
    )


class Body:
    """The container's blocks read from first to last: `kept` with their kinds, `removed` with the reasons.

    `removed` goes on with what was left out before the container.
    """

    def __init__(
        self, blocks: list[Block], region: Region, headline: Block | None, removed: list[tuple[Block, str]]
    ) -> None:
        self.blocks = blocks
        self.region = region
        self.headline = headline
        self.title = key(headline.text) if headline is not None else ""
        self.total = self.remaining = sum(b.good for b in blocks if not zone_of(b, region))
        self.seen = 0
        self.dropping = ""
        self.listed = False
        self.live = sum(is_hour(b.text) for b in blocks) >= 3
        self.pasted = sum(map(_is_figure, blocks)) >= 6
        self.cells = _data_cells(blocks, region)
        self.kept: list[Kept] = []
        self.removed = removed

    def read(self) -> Body:
        """Judge every block; return the body itself."""
        for at, block in enumerate(self.blocks):
            zone = zone_of(block, self.region)
            if not zone:
                self.remaining -= block.good
            if reason := self.dropping or zone or self._reason(block, at):
                self.removed.append((block, reason))
                continue
            kind = "table_row" if block.node.index in self.cells else _kind(block, self.blocks, at)
            self.kept.append((kind, block))
            if kind != "caption":
                self.seen += block.good
        self._say_once()
        self._read_captions()
        return self

    def _reason(self, block: Block, at: int) -> str:
        """Return why a block is no text, or `""`."""
        return (
            self._ends(block, at)
            or self._is_no_text(block)
            or self._cued(block)
            or self._linked(block)
            or (self._inside(block) if self.seen else self._before(block, at))
            or self._dated(block, at)
        )

    def _ends(self, block: Block, at: int) -> str:
        """Return the reason where the article ends with a block: with the next article, with comments."""
        if not self.seen:
            return ""
        headline = self.headline
        alike = headline is not None and (block.tag == headline.tag or "title" in block.marks & headline.marks)
        if alike and self._begins_another(block, at):
            self.dropping = "after-article"  # the next one, or the same once more for small screens
        elif (
            len(block.text) < 40
            and block.text[:1].isdigit()
            and _words().comments.fullmatch(block.text.strip(" :"))
            and _have_dates(self.blocks[at + 1 : at + 16])
        ):
            self.dropping = "comments"
        return self.dropping

    def _begins_another(self, block: Block, at: int) -> bool:
        """Tell whether a block is the headline of the next article, which some sites set behind the first."""
        headline = self.headline
        if headline is not None and block.text == headline.text and block.node is not headline.node:
            return self.remaining * 3 > self.total
        if (
            headline is None
            or (block.linked and self.seen < 300)
            or block.node is headline.node
            or (block.node.tag, block.node.key) != (headline.node.tag, headline.node.key)
            or not (block.tag in ("h1", "h2") or "title" in block.marks & headline.marks)
        ):
            return False
        if (
            self.seen >= 200
            and not block.linked
            and block.tag == headline.tag
            and block.marks == headline.marks
            and (block.tag == "h1" or "title" in block.marks)
        ):
            return True
        return any(is_date_line(other.text) for other in self.blocks[at + 1 : at + 3])

    def _is_no_text(self, block: Block) -> str:
        text = block.text
        if is_number(text) and not self._is_data(block):
            return "counter"
        told = (self.live and is_hour(text)) or (self.pasted and _is_figure(block))
        if not has_letters(text) and not told and not self._is_data(block):
            return "date" if not self.seen and find_moment(text) is not None else "no-letters"
        return "markup" if text.startswith("<") and text.endswith(">") else ""

    def _cued(self, block: Block) -> str:
        """Return the reason that a boilerplate phrase gives; note where a list of other items begins."""
        if block.node.index in self.cells:
            return ""  # `Họ và tên` heads a column, too
        found = cue(block)
        if found == "bio":
            return found if self.seen and self.remaining < 0.15 * self.total else ""
        if found not in _DROPPED or (found == "error" and self.seen >= 200 and self.remaining):
            return ""
        if found in ("end", "footer") and self.seen and self._is_end(block):
            self.dropping = f"after-{found}"
        elif found in ("related", "end") and len(block.text) < 60:
            self.listed = True
        return found

    def _is_end(self, block: Block) -> bool:
        """Tell whether the article may end here: little follows, or it stands outside the text's container."""
        if self.remaining < 0.25 * self.total:
            return True
        return self.remaining < 0.65 * self.total and self._is_outside(block)

    def _is_outside(self, block: Block) -> bool:
        """Tell whether a block stands outside the container of all running text so far."""
        texts = [b for _, b in self.kept if b.good]
        if not texts:
            return False
        first, last = texts[0].index, texts[-1].index
        home = next((n for n in ancestors(texts[-1].node) if n.first <= first and n.last > last), None)
        return home is not None and not is_inside(block.node, home)

    def _linked(self, block: Block) -> str:
        """Return the reason where a block is a link, or an item of a list of others."""
        text = block.text
        linked = density(block)
        if self.listed:
            item = not block.good and block.tag in _LISTED and len(text) < 160 and not is_caption(text)
            if linked > 0.5 or item:
                return "related"
            self.listed = False
        if not linked or block.good:
            return ""
        cell = self._is_data(block)
        if len(text) < 120 and linked <= 0.75 and not cell and labelled_author(text) is None:
            linked = block.linked / max(1, len(_SEPARATORS.sub("", text)))
        return "links" if linked > 0.75 and not (cell and linked < 1.0) else ""

    def _before(self, block: Block, at: int) -> str:
        """Return the reason where a block before the text repeats the headline, or tells date and author."""
        text = block.text
        if self.title and says(text, self.title):
            return "headline-again"
        if len(text) < 120 and ("source" in block.marks or ("date" in block.marks and tells_time(text))):
            return "date" if not (self.live and is_hour(text)) else ""
        if len(text) < 100 and ("author" in block.marks or labelled_author(text) is not None or is_mail(text)):
            return "byline"
        return "byline" if len(text) < 60 and is_name_line(text) and self._by_date(at) else ""

    def _by_date(self, at: int) -> bool:
        """Tell whether a line stands directly above or below a date line."""
        if at + 1 < len(self.blocks) and is_date_line(self.blocks[at + 1].text):
            return True
        return at > 0 and bool(self.removed) and self.removed[-1] == (self.blocks[at - 1], "date")

    def _inside(self, block: Block) -> str:
        """Return the reason where a line amid the text names an author or a time of its own."""
        text = block.text
        size = len(text)
        if size < 60 and not block.good and self.remaining > 0.08 * self.total and "lead" not in block.marks:
            named = labelled_author(text)
            if "author" in block.marks and (named is not None or names_in(text)):
                return "byline"
            if self.seen < 500 and named:
                return "byline"
            if "date" in block.marks and is_clock(text):
                return "date"
        if (
            size < 400
            and self.remaining < 0.15 * self.total
            and (block.italic * 10 > size * 8 or "author" in block.marks)
            and _words().bio.match(text)
        ):
            return "bio"
        return ""

    def _dated(self, block: Block, at: int) -> str:
        text = block.text
        if len(text) > 110 or not is_date_line(text):
            return ""
        if not self.seen:
            strict = block.tag in ALL_HEADINGS or any(reason == "date" for _, reason in self.removed[-8:])
            return "date" if not strict or is_stamp(text) else ""
        if len(text) >= 60 or self._is_data(block) or (at >= len(self.blocks) - 6 and is_dated_name(text)):
            return ""
        return "date" if is_stamp(text) else ""

    def _read_captions(self) -> None:
        """Make the long texts under pictures paragraphs where next to nothing else is text: a story in pictures."""
        told = sum(block.good for kind, block in self.kept if kind == "caption")
        if told > 2 * (sum(block.good for _, block in self.kept) - told):
            self.kept = [
                ("paragraph" if kind == "caption" and block.good and not is_caption(block.text) else kind, block)
                for kind, block in self.kept
            ]

    def _is_data(self, block: Block) -> bool:
        return block.tag in ("td", "th") or block.node.index in self.cells

    def _say_once(self) -> None:
        """Leave out pulled quotes: lines outside the paragraphs that repeat what a paragraph says."""
        doubtful = [
            block
            for kind, block in self.kept[3:]  # what stands before is the lead, which some say again in the text
            if block.tag != "p" or kind == "quote" or block.node.tag in ("blockquote", "aside", "figure")
            if kind in ("quote", "paragraph", "heading") and 25 <= len(block.text) <= 300
        ]
        if not doubtful or len(doubtful) > 60:
            return
        texts = [block.text for _, block in self.kept]
        whole = "\n".join(texts)
        for block in doubtful:
            core = block.text.strip("“”\"'‘’«» .,")
            # of two equal lines both stay
            if whole.count(core) > 1 and any(core in text and len(text) > len(block.text) + 8 for text in texts):
                self.removed.append((block, "quoted"))
                self.kept = [item for item in self.kept if item[1] is not block]


def _have_dates(blocks: list[Block]) -> bool:
    """Tell whether several of some blocks begin with a name and a date, as comments do."""
    return sum(find_moment(block.text[:90]) is not None for block in blocks) >= 2


def _is_figure(block: Block) -> bool:
    """Tell whether a paragraph is a number alone; where there are many, a table was pasted line by line."""
    text = block.text
    return block.tag == "p" and not block.linked and text[-1:].isdigit() and len(text) <= 16 and not has_letters(text)


def _data_cells(blocks: list[Block], region: Region) -> frozenset[int]:
    """Return the containers that are cells of a table of data: paragraphs stand in them one by one, none long."""
    tables: dict[int, list[Block]] = {}
    for block in blocks:
        parent = block.node.parent
        if block.node.tag in ("td", "th") and parent is not None and parent.index > region.node.index:
            tables.setdefault(parent.index, []).append(block)
    return frozenset(
        block.node.index
        for cells in tables.values()
        if len(cells) >= 6 and all(b.node.last - b.node.first == 1 and len(b.text) < 120 for b in cells)
        for block in cells
    )


def _kind(block: Block, blocks: list[Block], at: int) -> BlockKind:
    text = block.text
    if block.tag == "figcaption" or (
        "caption" in block.marks
        and not (block.good >= 100 and not block.images and block.tag == "p" and not is_caption(text))
    ):
        return "caption"
    if "lead" in block.marks and at < 6:
        return "lead"
    if block.tag in ALL_HEADINGS and len(text) < 200:
        return "heading"
    if len(text) < 500 and is_caption(text) and not (len(text) <= 60 and is_name_line(_words().credit.sub("", text))):
        return "caption"
    if block.tag == "li":
        return "list_item"
    if block.tag == "blockquote" or block.node.tag == "blockquote":
        return "quote"
    if (
        block.images
        and not block.good
        and not (len(text) <= 40 and is_name_line(text) and not any(b.good for b in blocks[at + 1 :]))
        and len(text) < 300
        and (not text.endswith((":", "?")))
        and (block.italic * 10 > len(text) * 8 or block.tag == "td" or not text.endswith("."))
    ):
        return "caption"
    if block.tag in ("td", "th") and not block.good:
        return "table_row"
    if block.bold * 10 >= len(text) * 9 and len(text) < 150 and not text.endswith((".", ",", ";")):
        return "heading"
    return "paragraph"
