"""Headings as they are written down in the forms."""


def listed(text: str) -> tuple[str, ...]:
    """Headings written as one text with blanks between, the surest first."""
    return tuple(text.split())
