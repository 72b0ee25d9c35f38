"""Dispatch (派单): who should get it and why, the picture and text for the chat group, consultation."""

from desktop.ui.screens.dispatch.screen import DispatchScreen

__all__ = ["DispatchScreen"]
