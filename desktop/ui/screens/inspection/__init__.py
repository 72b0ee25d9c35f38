"""检查."""

from desktop.ui.screens.inspection.screen import InspectionScreen

__all__ = ["InspectionScreen"]
