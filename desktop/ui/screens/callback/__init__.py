"""Call-back (回访): the queue, the number to dial, the script answered with the number keys."""

from desktop.ui.screens.callback.screen import CallBackScreen

__all__ = ["CallBackScreen"]
