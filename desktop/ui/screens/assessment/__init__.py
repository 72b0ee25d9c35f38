"""考核."""

from desktop.ui.screens.assessment.screen import AssessmentScreen

__all__ = ["AssessmentScreen"]
