"""受理登记: taking a complaint in while the caller is on the line."""

from desktop.ui.screens.intake.screen import IntakeScreen

__all__ = ["IntakeScreen"]
