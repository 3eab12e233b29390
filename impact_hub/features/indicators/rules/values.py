"""What stands in one cell of an update: the one class that carries it everywhere.

From the form's field to the file's column, a value is an `Answer`; who gave it, when
and for which cell stands beside it.
"""

from dataclasses import dataclass
from decimal import Decimal

from impact_hub.features.indicators.rules.kinds import KINDS, Kind, MissingReason, Part
from impact_hub.features.indicators.rules.kinds import ValueKind as _Kind
from impact_hub.kit.exact import quotient


@dataclass(frozen=True, slots=True)
class Answer:
    """A figure, or its two parts, or words; or the reason why there is none.

    Which parts there are follows from the indicator's kind: a ratio and a mean have
    `numerator` and `denominator`, words have `text`, all others have `figure` (yes is
    1, no is 0). While somebody types, one half may be there without the other.
    """

    figure: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    text: str = ""
    reason: MissingReason | None = None
    estimated: bool = False
    note: str = ""
    may_quote: bool = False  # the partner agrees that its words are shown to all

    def part(self, part: Part) -> Decimal | str | None:
        """One of its parts; None where nothing stands in it."""
        found: Decimal | str | None = getattr(self, part.value)
        return None if found == "" else found

    def number(self, part: Part) -> Decimal | None:
        """One of its parts that is a number."""
        found = self.part(part)
        return found if isinstance(found, Decimal) else None

    @property
    def is_given(self) -> bool:
        """Whether a whole figure, or words, stand in it. A zero is one; half a ratio
        is none."""
        if self.numerator is not None or self.denominator is not None:
            return self.numerator is not None and self.denominator is not None
        return self.figure is not None or bool(self.text)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all stands in it, no reason either; notes aside."""
        parts = (self.figure, self.numerator, self.denominator, self.reason)
        return all(part is None for part in parts) and not self.text

    @property
    def quotient(self) -> Decimal | None:
        """The numerator by the denominator; None where undefined or not there."""
        return quotient(self.numerator, self.denominator)


NO_ANSWER = Answer()


def is_of(answer: Answer, kind: _Kind) -> bool:
    """Whether all parts that a kind has are there."""
    return all(answer.part(part) is not None for part in KINDS[kind].parts)


def value_of(answer: Answer, kind: Kind) -> Decimal | None:
    """The one number that an answer stands for, where its kind has one."""
    return answer.quotient if kind.is_quotient else answer.figure


def written(answer: Answer) -> str:
    """An answer as files write it: 42, 3/8, the words, not_collected, or nothing."""
    if answer.numerator is not None or answer.denominator is not None:
        return f"{plain(answer.numerator)}/{plain(answer.denominator)}"
    if answer.figure is not None:
        return plain(answer.figure)
    return answer.text or (answer.reason.value if answer.reason else "")


def plain(number: Decimal | None) -> str:
    """A number with a decimal point and nothing else; "" where there is none."""
    return "" if number is None else format(number, "f")
