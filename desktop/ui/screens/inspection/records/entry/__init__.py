"""Entering one inspection from its paper."""
