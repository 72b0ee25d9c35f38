"""What a generated file knows of itself: for which period it was made, and which of its paragraphs are not a person's.

It stands in a part of the package that Word, WPS and LibreOffice carry along (ISO/IEC 29500-1, 22.5).
"""

import json
from dataclasses import asdict, dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

NAMESPACE = "urn:linliban:summary"
_ITEM = "{5B0A2E5E-7B5C-4C0B-9E57-5E8D1C6F2A41}"
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>'
    f'<ds:datastoreItem ds:itemID="{_ITEM}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
    f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)
_LONGEST = 4 << 20  # characters


@dataclass(slots=True)
class Memory:
    """`generated` are the digests of the generated paragraphs by key, `words` those of the worker's sections when the
    file was made, `plain` the digests of all that came from the template; `under` names the section to which a key or
    a digest is nearest."""

    kind: str = ""
    first: str = ""
    last: str = ""
    generated: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    plain: list[str] = field(default_factory=list)
    under: dict[str, str] = field(default_factory=dict)


def remember(document: Any, memory: Memory) -> None:
    """Put it into the document, in the place of one that a template made from such a file may still carry."""
    part = document.part
    for key, relation in list(part.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.CUSTOM_XML and _is_ours(relation.target_part.blob):
            del part.rels[key]
    text = f'<made xmlns="{NAMESPACE}">{escape(json.dumps(asdict(memory)))}</made>'
    item = Part(PackURI("/customXml/linliban.xml"), CONTENT_TYPE.XML, text.encode(), part.package)
    about = Part(
        PackURI("/customXml/linlibanProps.xml"),
        CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES,
        _PROPERTIES.encode(),
        part.package,
    )
    item.relate_to(about, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)


def recall(document: Any) -> Memory | None:
    """What the file knows of itself; None for one that was not made here, or whose memory cannot be read."""
    parts = (one.target_part for one in document.part.rels.values() if one.reltype == RELATIONSHIP_TYPE.CUSTOM_XML)
    return next((memory for part in parts if (memory := _read(part.blob))), None)


def _read(blob: bytes) -> Memory | None:
    if not _is_ours(blob):
        return None
    try:
        root = etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
        found = json.loads(root.text or "")
        memory = Memory(**found)
    except (etree.XMLSyntaxError, ValueError, TypeError):
        return None
    texts = (memory.kind, memory.first, memory.last, *memory.plain)
    maps = (memory.generated, memory.words, memory.under)
    sound = all(isinstance(one, str) for one in texts) and all(isinstance(one, dict) for one in maps)
    return memory if sound else None


def _is_ours(blob: bytes) -> bool:
    return len(blob) <= _LONGEST and NAMESPACE.encode() in blob
