"""The work orders (工单): views, filters, the table, and the chosen order with what can be done to it."""

from desktop.ui.screens.orders.screen import OrdersScreen

__all__ = ["OrdersScreen"]
