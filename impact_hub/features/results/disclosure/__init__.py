"""Statistical disclosure control: which figures are withheld, so that nobody works out
a small number of people.

    contributions   what each partner has put into the figures, step by step
    terms           the fewest sums of contributions that every figure is made of
    sensitive       the small numbers that must not be known (primary suppression)
    equations       what follows from sums that are shown (linear algebra)
    suppression     the one function that others call (secondary suppression)
"""

from impact_hub.features.results.disclosure.contributions import (
    Contribution,
    Contributions,
)
from impact_hub.features.results.disclosure.suppression import (
    FiguresTable,
    Key,
    suppress,
)

__all__ = ["Contribution", "Contributions", "FiguresTable", "Key", "suppress"]
