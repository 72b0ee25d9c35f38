"""Enumerations whose members carry the word that the user reads."""

from enum import StrEnum


class Labelled(StrEnum):
    """Members are written NAME = "code", "标签"; the code is stored, the label shown."""

    label: str

    def __new__(cls, code: str, label: str = "") -> "Labelled":
        """Keep the code as the value and the label beside it; Kind("code") alone looks the member up."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member
