"""Units behind a number: money, measures, per cent, and what a price or an amount is per."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from newsparse.numeric.context import context_words
from newsparse.numeric.scan import Phrases

if TYPE_CHECKING:
    from newsparse.numeric.scan import Scan
    from newsparse.text.lexicon import Lexicon

_SPEEDS = {"hour": "h", "second": "s", "minute": "min"}
_CASE_REACH = 25  # tokens
_CENTS = {"cent": ("USD", Decimal("0.01"))}
_ENDS = frozenset(["", "\n", ".", ",", ";", ")", "/", ":", "-", "–", "!", "?", "…", "(", "”", '"', "và", "mỗi", "trở"])


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit read at tokens up to `stop`: its kind (`money`, `percentage`, `age`, `quantity`), code and factor.

    The number times `factor` is the amount in the unit `code`. `per` are the codes of what follows a stroke.
    """

    stop: int
    kind: str
    code: str | None
    factor: Decimal = Decimal(1)
    per: tuple[str, ...] = ()


class Units:
    """The unit tables of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        entries: list[tuple[str, tuple[str, str, Decimal, str]]] = [
            (row["form"], ("quantity", row["code"], Decimal(row["factor"]), row["when"]))
            for row in lexicon.rows("measures")
        ]
        entries += [
            (row["form"], ("money", *_CENTS.get(row["code"], (row["code"], Decimal(1))), row["when"]))
            for row in lexicon.rows("currencies")
        ]
        entries += [
            (row["form"], ("percentage", row["unit"], Decimal(1), "always")) for row in lexicon.rows("percents")
        ]
        self._units = Phrases(entries)
        words = context_words(lexicon)
        self._land = words["land_crop"]
        self._weighed = words["weighed"]
        self._letters = {row["form"] for row in lexicon.rows("measures") if len(row["form"]) == 1} | {"L"}
        self._traps = Phrases((row["form"], row["after"]) for row in lexicon.rows("unit_traps"))
        self._per = Phrases((row["form"], row["code"]) for row in lexicon.rows("rate_heads"))
        self._cases = words["case"]
        self.durations = Phrases((form, True) for form in lexicon.forms("duration_units"))

    def trapped(self, scan: Scan, index: int) -> bool:
        """Tell whether a word that only looks like a unit begins at token `index`: `đồng chí`, `đô thị`."""
        return self._traps.at(scan, index) is not None

    @staticmethod
    def split_metres(scan: Scan, index: int) -> bool:
        """Tell whether `m` and two digits, `kg` and one stick to the number before token `index`: `1m75`, `3kg2`."""
        return (
            scan.texts[index] in {"m", "kg"}
            and scan.glued(index)
            and scan.glued(index + 1)
            and scan.is_digits(index + 1)
            and len(scan.texts[index + 1]) == (2 if scan.texts[index] == "m" else 1)
        )

    def currency_before(self, scan: Scan, index: int) -> tuple[int, str] | None:
        """Return the first token and code of a currency sign or code that stands before token `index`."""
        found = self._units.before(scan, index)
        if found is None or found[1][0] != "money":
            return None
        first, (_, code, _, when) = found
        text = scan.source(first, index)
        if when != "always" or not (text.isupper() or not text[-1].isalpha()) or " " in text:
            return None
        return first, code

    def read(self, scan: Scan, index: int, *, scaled: bool) -> Unit | None:
        """Return the unit that begins at token `index`, with what follows its strokes, or None.

        `scaled` tells that the number before has a scale word: `3 triệu đô`, but no dollars in `3 đô`.
        """
        unit = self._plain(scan, index, scaled)
        if unit is None:
            return None
        stop, per = self.per(scan, unit.stop)
        if unit.code == "USD" and per == ("box",) and scan.folded[stop - 1] == "thùng":
            per = ("[bbl_us]",)  # oil
        if per and unit.kind == "percentage":
            stop, per = self.per(scan, unit.stop, strokes=True)
        return Unit(stop, unit.kind, unit.code, unit.factor, per)

    def _plain(self, scan: Scan, index: int, scaled: bool) -> Unit | None:
        found = self._units.at(scan, index)
        if found is None:
            return None
        stop, (kind, code, factor, when) = found
        trap = self._traps.at(scan, index)
        if trap is not None and trap[0] >= stop and not (scaled and trap[1] == "unscaled"):
            return None
        following = scan.folded[stop]
        text = scan.texts[index]
        if text == "Nm" and stop == index + 1:
            return Unit(stop, kind, "N.m")  # of torque; `nm` is a length
        if stop == index + 1 and len(text) == 1 and text.isalpha() and not self._letter(scan, index, when):
            return None
        if when == "after_scale" and not scaled and following not in _ENDS:
            return None
        if when == "land" and following not in self._land and not (code != "công" and following in _ENDS):
            return None
        if when == "gold" and following != "vàng" and not (code == "lượng" and following in _ENDS):
            return None
        if when == "mass" and following not in self._weighed and following not in _ENDS:
            return None
        if when == "trap" and following not in _ENDS and not scaled:
            return None
        if kind == "quantity" and scan.is_capital(stop - 1) and scan.is_capital(stop) and scan.glued(stop):
            return None
        if scan.texts[stop].isdecimal() and scan.glued(stop) and scan.is_word(stop - 1):
            return None  # `1m75` is read elsewhere, `5A320` nowhere
        return Unit(stop, kind, code, factor)

    def _letter(self, scan: Scan, index: int, when: str) -> bool:
        """Tell whether one letter is a unit: its case counts, and `5V` at a name is none."""
        text, following = scan.texts[index], scan.folded[index + 1]
        if when == "short" and text.islower():
            return scan.glued(index) or following in _ENDS
        if text not in self._letters:
            return False
        return not (text.isupper() and text != "L" and scan.glued(index) and following not in _ENDS)

    def per(self, scan: Scan, index: int, *, strokes: bool = False) -> tuple[int, tuple[str, ...]]:
        """Return the index after `/người/tháng`, `mỗi tháng`, `một lít` at token `index`, and the codes per which."""
        codes: list[str] = []
        stop = index
        while True:
            folded = scan.folded[stop]
            if folded == "/":
                code = self._per_code(scan, stop + 1)
            elif strokes:
                break
            elif folded in {"mỗi", "một"}:
                code = self._per_code(scan, stop + 1, words=True)
                if folded == "một" and code is not None and scan.folded[code[0]] in {"lần", "số"}:
                    code = None
            else:
                break
            if code is None:
                break
            stop = code[0]
            codes.append(code[1])
        return stop, tuple(codes)

    def _of_cases(self, scan: Scan, index: int) -> bool:
        """Tell whether what is paid per `vụ` at token `index` is for a case, not a crop: `thưởng 2 triệu đồng/vụ`."""
        for at in range(index - 1, max(-1, index - _CASE_REACH), -1):
            if scan.folded[at] in self._cases:
                return True
            if scan.texts[at] in {"\n", ";"}:
                break
        return False

    def _per_code(self, scan: Scan, index: int, *, words: bool = False) -> tuple[int, str] | None:
        found = self._per.at(scan, index)
        if found is not None and not self.trapped(scan, index):
            if len(scan.texts[index]) == 1 and scan.texts[index].isupper():
                return None
            if found[1] == "crop" and scan.folded[index] == "vụ" and self._of_cases(scan, index):
                return found[0], "case"
            return found
        unit = self._plain(scan, index, False)
        if unit is not None and unit.kind == "money" and not words:
            return unit.stop, unit.code or ""  # an exchange rate
        if unit is not None and unit.kind == "quantity" and unit.code is not None:
            code = unit.code if unit.factor == 1 else f"{unit.factor}.{unit.code}"
            return unit.stop, code
        if scan.texts[index].isdecimal() and not words:
            inner = self._plain(scan, index + 1, False)  # `đồng/100 kg`
            if inner is not None and inner.kind == "quantity" and inner.code is not None and len(scan.texts[index]) < 5:
                return inner.stop, f"{Decimal(scan.texts[index]) * inner.factor}.{inner.code}"
        return None


def rate_code(code: str | None, per: tuple[str, ...]) -> str:
    """Return the code of a rate: `VND` per `person`, `month` → `VND/person/month`; a count per year is `1/year`.

    Speeds and flows keep UCUM's `h` and `s`, as in `km/h`.
    """
    physical = code in {"km", "m", "m3", "L", "cm", "mm"}
    parts = [_SPEEDS.get(p, p) if physical and p in {"hour", "second"} else p for p in per]
    return "/".join([code or "1", *parts])
