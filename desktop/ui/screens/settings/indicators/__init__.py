"""统计口径: what the office's indicators mean, tried out before they are kept."""

from desktop.ui.screens.settings.indicators.page import IndicatorsPage

__all__ = ["IndicatorsPage"]
