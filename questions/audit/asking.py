"""What the words around a figure ask for: a ratio, a sum, a difference, a change, a share, a mean."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from .agreeing import Measure, divided, measure
from .shapes import Quantity, QuantityKind

# Figures further apart than this are of different things.
_FAR = 200
_FAR_APART = 25
_HUNDRED = Decimal(100)
_BEFORE, _AFTER = 70, 60
_NEAR = 24
_SMALL, _CLOSE = 12, 30

# These are asked of lower case: a pattern that has to look at either case takes several times as long.
_SUM = re.compile(
    r"\b(?:together|combined|in\s(?:all|total|sum)|altogether|a\s(?:combined\s)?total\sof|total(?:s|led|ed|ling|ing)?|sum\sof"
    r"|between\sthem|overall|jointly|both|(?:the|these|those|its|all|of)\s(?:two|three|four|five|six)\s\w+)\b"
)
_DIFFERENCE = re.compile(
    r"\b(?:more|fewer|less|higher|lower|greater|larger|smaller|bigger|faster|slower|quicker|older|younger|longer|shorter|ahead|behind"
    r"|difference|gap|margin|lead|leads|led|trails?|deficit|surplus|by|(?:increase|rise|gain|growth|drop|decline|fall|cut"
    r"|reduction|decrease|jump|loss)\sof|narrow\w*|widen\w*|extra|additional|beat|outdid|outdone|later|earlier|short\sof|shy\sof)\b"
)
_REMAINDER = re.compile(
    r"\b(?:short(?:fall)?|above|below|remain\w*|grown?|grew|rose|risen|fell|fallen|dropped|up|down|out|rest|left|missing|still"
    r"|outstrip\w*|keeps?|kept|stay\w*|retain\w*|surviv\w*|spared?|exceed\w*|outnumber\w*|apart)\b"
)
_CHANGE = re.compile(
    r"\b(?:rose|risen|rise|rises|grew|grown|growth|increas\w*|climb\w*|gain\w*|jump\w*|up|fell|fallen|fall|falls|dropp?\w*"
    r"|declin\w*|decreas\w*|shr[aiu]nk\w*|down|more|fewer|less|higher|lower|cheaper|dearer|cut"
    r"|reduc\w*|chang\w*|slid|surg\w*|above|below|los[et]\w*|shed|put\son|added)\b"
)
# Which way something went or stands; "make up" and "made up" go nowhere.
UP = re.compile(
    r"\b(?:rose|risen|rises?|grew|grown|growth|increas\w*|climb\w*|gain\w*|jump\w*|(?<!make\s)(?<!made\s)(?<!makes\s)up|more"
    r"|higher|larger|greater|dearer|surg\w*|above|added)\b"
)
DOWN = re.compile(
    r"\b(?:fell|fallen|falls?|drop\w*|declin\w*|decreas\w*|shr[aiu]nk\w*|down|fewer|less|lower|smaller|cheaper|cut|reduc\w*"
    r"|slid|slump\w*|below|los[et]\w*|shed)\b"
)
_SHARE = re.compile(
    r"\b(?:share|proportion|of|out\sof|account\w*|represent\w*|mak\w+\sup|made\sup|the|its|their|that|as|what)\b"
)
# Words that tell of the other part: of those that did not, of what is left.
OTHERWISE = re.compile(
    r"\b(?:no|not|never|nor|none|without|rest|remain\w*|others?|un\w+|non\w*|less|fewer|lower|cut|down|drop|lack\w*|fail\w*"
    r"|against|lost|left|away|short|still|outside|\w+n['’]t)\b"
)
_PER = re.compile(r"\b(?:per|each|a\s?piece|apiece|on\saverage|average|every)\b")


def asks_for_sum(text: str, figure: Quantity) -> bool:
    """Whether the words around a figure say that it is a sum: "together", "in all"."""
    around = text[max(0, figure.span.start - _BEFORE) : figure.span.end + _AFTER]
    return _SUM.search(around.lower()) is not None


_PLACES = re.compile(r"\s(?:places?|positions?|spots?|ranks?|rungs?|notches)\b", re.IGNORECASE)
_COUNTED = (QuantityKind.COUNT, "")
# "From 31 to 40" gives two figures and no difference; "the gap narrowed to 12 points" does.
_STATED = re.compile(
    r"\b(?:from|to|at|against)\s(?:(?:about|around|some|nearly|almost|over|roughly|just|only|more|less|than)\s){0,2}$"
)
_GAP = re.compile(
    r"\b(?:gap|lead|margin|advantage|deficit|surplus|difference|cushion|shortfall|majority|amount\w*|distance)\b"
)
_HEDGE = re.compile(
    r"\b(?:fewer|less|more) than(?=\s(?:[\d$€£¥]|half|twice|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|an?\s(?:half|third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)))"
)


class Wording:
    """What the words around a figure ask for."""

    def __init__(self, text: str, figure: Quantity) -> None:
        # Twos and sixes come out of everything, so that what asks for one has to be close.
        small = figure.kind is QuantityKind.COUNT and not figure.unit and figure.low <= _SMALL
        left, right = (_CLOSE, _CLOSE) if small else (_BEFORE, _AFTER)
        before = text[max(0, figure.span.start - left) : figure.span.start].lower()
        after = text[figure.span.end : figure.span.end + _AFTER].lower()
        around = before + text[figure.span.start : figure.span.end].lower() + after[:right]
        kind = figure.kind
        self.text, self.after, self.own = text, after, measure(figure)
        self.ratio = kind is QuantityKind.MULTIPLE
        self.sum = _SUM.search(around) is not None
        self.difference = kind is not QuantityKind.PERCENT and _DIFFERENCE.search(around) is not None
        if figure.approx not in ("", "about"):
            # A hedge widens what agrees, so the word that asks for a difference has to be close.
            near = text[max(0, figure.span.start - _NEAR) : figure.span.end + _NEAR]
            self.difference = (
                self.difference and _DIFFERENCE.search(near.replace(figure.approx, "").lower()) is not None
            )
        elif kind is not QuantityKind.PERCENT:
            self.difference = (
                self.difference
                or _REMAINDER.search(around) is not None
                or (not figure.approx and OTHERWISE.search(around) is not None)
            )
        if self.difference and _STATED.search(before) and not _GAP.search(around):
            self.difference = False
        self.points = kind is QuantityKind.POINTS and (self.difference or _CHANGE.search(around) is not None)
        parts = kind in (QuantityKind.PERCENT, QuantityKind.FRACTION)
        self.change = parts and _CHANGE.search(_HEDGE.sub("", around)) is not None
        self.share = parts and (_SHARE.search(after) is not None or "share" in around)
        up, down = UP.search(around) is not None, DOWN.search(around) is not None
        self.up, self.down = up and not down, down and not up
        self.per = _PER.search(around) is not None

    @cached_property
    def otherwise(self) -> bool:
        return OTHERWISE.search(self.text.lower()) is not None

    @property
    def anything(self) -> bool:
        asked = (self.ratio, self.sum, self.difference, self.points, self.change, self.share, self.per)
        return any(asked)

    def takes(self, key: Measure, figure: Quantity) -> bool:
        """Whether two figures of this measure could give the figure in a way that is asked for."""
        own = self.own
        percents = key[0] is QuantityKind.PERCENT
        return (
            self.ratio
            or (self.sum and key == own)
            or (self.difference and (key == own or (key[0] is QuantityKind.ORDINAL and own == _COUNTED)))
            or (self.points and percents)
            or (self.change and not percents)
            or (self.share and (not percents or figure.kind is QuantityKind.FRACTION))
            or (self.per and figure.kind is key[0])
        )

    def values(
        self, figure: Quantity, one: Quantity, other: Quantity, shared: Measure | None
    ) -> Iterator[tuple[Decimal | None, str]]:
        """Every value that two figures give in a way that is asked for, with its formula.

        `shared` is the measure of both, if they have one in common.
        """
        low, high = (one.low, other.low) if one.low < other.low else (other.low, one.low)
        same = shared is not None and high <= _FAR * low
        alike = same and shared == self.own
        percents = one.kind is QuantityKind.PERCENT
        if self.ratio and same:
            yield divided(one.low, other.low), f"{one.raw} ÷ {other.raw}"
        if self.sum and alike and one.kind is not QuantityKind.ORDINAL and one.low != other.low:
            yield one.low + other.low, f"{one.raw} + {other.raw}"
        places = one.kind is other.kind is QuantityKind.ORDINAL and self.own == _COUNTED
        if self.difference and places and _PLACES.match(self.after):
            yield abs(one.low - other.low), f"{one.raw} − {other.raw}"
        if (self.difference and alike and high <= _FAR_APART * low) or (self.points and same and percents):
            yield one.low - other.low, f"{one.raw} − {other.raw}"
        if same and (not percents or (self.share and figure.kind is QuantityKind.FRACTION)):
            yield from self._parts(figure, one, other)
        if (
            self.per
            and figure.unit == one.unit
            and figure.kind is one.kind
            and other.kind is QuantityKind.COUNT
        ):
            yield divided(one.low, other.low), f"{one.raw} ÷ {other.raw}"

    def _parts(
        self, figure: Quantity, one: Quantity, other: Quantity
    ) -> Iterator[tuple[Decimal | None, str]]:
        scale = _HUNDRED if figure.kind is QuantityKind.PERCENT else Decimal(1)
        # What rose is measured by the smaller figure, what fell by the larger.
        turned = (self.up and one.low < other.low) or (self.down and one.low > other.low)
        if self.change and not turned and one.kind is not QuantityKind.PERCENT:
            change = divided(one.low - other.low, other.low)
            yield (
                abs(change * scale) if change is not None else None,
                f"({one.raw} − {other.raw}) ÷ {other.raw}",
            )
        if self.share:
            share = divided(one.low, other.low)
            yield share * scale if share is not None else None, f"{one.raw} ÷ {other.raw}"
            # Of "fewer than half" the rest is more than half: only an open fraction may be told of it.
            open_ended = figure.approx in ("", "about") and self.otherwise
            if figure.kind is QuantityKind.FRACTION and open_ended and share is not None and share < 1:
                yield 1 - share, f"({other.raw} − {one.raw}) ÷ {other.raw}"
