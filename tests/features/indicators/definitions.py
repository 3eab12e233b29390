"""The definition of an indicator that exists, for tests that change a part of it."""

from impact_hub.features.indicators.models import Dimension, Indicator
from impact_hub.features.indicators.service.defining import COLUMNS, Definition
from impact_hub.kit.db import id_of


def definition_of(indicator: Indicator, *dimensions: Dimension) -> Definition:
    kept = {name: getattr(indicator, name) for name in COLUMNS}
    return Definition(**kept, splits=tuple((id_of(each),) for each in dimensions))
