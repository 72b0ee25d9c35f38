"""Refusals and troubles that a user can understand and act on; anything else is a bug."""


class Refused(Exception):
    """A rule said no; `problems` maps a field name (or "" for the whole) to one sentence saying what to do."""

    def __init__(self, problems: dict[str, str] | str) -> None:
        self.problems: dict[str, str] = {"": problems} if isinstance(problems, str) else dict(problems)
        super().__init__("；".join(self.problems.values()))


class StorageTrouble(Exception):
    """The disk or the database cannot do it (full, locked, gone, damaged); the message says what to do."""


class Cancelled(Exception):
    """The user stopped a long task; nothing of it was kept."""
