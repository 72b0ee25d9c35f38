"""The key with which the office signs its reports.

It lies in the database, as a setting: a restored backup or a new computer then goes on signing as the same office, and
the town is not alarmed; and it is as well kept as what residents said, which matters more. No export has settings.
"""

from sqlalchemy.orm import Session

from desktop.data.tables.offices import Setting
from desktop.system.signing import new_private_key

KEY = "signing_key"


def ensure_signing_key(session: Session) -> None:
    """Make the office's key where it has none yet."""
    if session.get(Setting, KEY) is None:
        session.add(Setting(key=KEY, value={"private": new_private_key()}))


def signing_key(session: Session) -> str:
    """The private key (hex); every office has one since it was opened (`ensure_office`)."""
    private: str = session.get_one(Setting, KEY).value["private"]
    return private
