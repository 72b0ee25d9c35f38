"""Who signs the papers and how they begin: what the office has set, else what follows from its name."""

from dataclasses import asdict, fields

from sqlalchemy.orm import Session

from desktop.domain import numbering
from desktop.domain.wording.bodies import is_committee, short_form
from desktop.forms.fields import check
from desktop.forms.papers import HeadInk, HeadStyle, PaperWords, PrintHeads
from desktop.services.reference.settings import keep_setting, office, setting
from desktop.system.resources import load_json

HEADS, WORDS = "print_heads", "paper_words"
SUFFIXES = {"ZG": "整改", "CB": "催办", "DB": "督办", "YT": "约谈"}
ADVICE = "告知"


def heads(session: Session) -> PrintHeads:
    """The heads as they are set."""
    kept = setting(session, HEADS, {})
    known = {field.name for field in fields(PrintHeads)}
    values = asdict(default_heads(session)) | {name: value for name, value in kept.items() if name in known}
    values["ink"], values["style"] = HeadInk(values["ink"]), HeadStyle(values["style"])
    return PrintHeads(**values)


def default_heads(session: Session) -> PrintHeads:
    """The heads that follow from the office's name, town and phone."""
    card = office(session)
    issuer = card.name if card.name.startswith(card.town) or is_committee(card.name) else card.town + card.name
    return PrintHeads(issuer=issuer, code=short_form(issuer)[:20], phone=card.phone)


def keep_heads(session: Session, form: PrintHeads) -> None:
    """Change the heads for papers printed from now on."""
    keep_setting(session, HEADS, asdict(check(form)))


def words(session: Session) -> PaperWords:
    """The fixed wordings as they are set; one that was emptied has its default again."""
    kept = setting(session, WORDS, {})
    return PaperWords(**{code: kept.get(code) or text for code, text in default_words().items()})


def keep_words(session: Session, form: PaperWords) -> None:
    """Change the wordings; only what differs from the default is kept, so that a new default reaches the rest."""
    form, defaults = check(form), default_words()
    keep_setting(
        session, WORDS, {code: text for code, text in asdict(form).items() if text not in ("", defaults[code])}
    )


def default_words() -> dict[str, str]:
    """The shipped wordings by the names of PaperWords' fields."""
    return {entry["code"]: entry["text"] for entry in load_json("papers.json")["words"]}


def official(head: PrintHeads, number: str, suffix: str = "", issuer: str = "") -> str:
    """The number at the head of a paper: 云港房管整改〔2026〕12号, 云港房管约谈2026-Q4-003 (talks count by quarter).
    Where another body than the office signs, the code is that body's own, from its name."""
    series, rest = number.split("-", 1)
    code = head.code if issuer in ("", head.issuer) else short_form(issuer)[:20]
    prefix = code + (suffix or SUFFIXES.get(series, ""))
    return prefix + rest if "Q" in rest else numbering.official_number(prefix, number)


def contact_words(head: PrintHeads, handler: str = "") -> str:
    """联系人:王芳,联系电话:021-66120000; without what is not known."""
    name = head.contact or handler
    parts = [f"联系人:{name}" if name else "", f"联系电话:{head.phone}" if head.phone else ""]
    return ",".join(filter(None, parts))
