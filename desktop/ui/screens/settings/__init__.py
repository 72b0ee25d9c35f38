"""Settings (设置): the office and its people, the look, hours and holidays, lists, the data."""

from desktop.ui.screens.settings.screen import SettingsScreen

__all__ = ["SettingsScreen"]
