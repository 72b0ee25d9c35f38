"""Parts of a workbook as XML trees and back: everything that is not touched stays as it was written.

Elements are found by their local names, so that the strict variant of the format, which has other namespaces, reads
the same.
"""

import re
from typing import Any, Final

from lxml import etree

from desktop.documents.reading.reasons import Reason
from desktop.domain.errors import Refused

Node = Any  # an lxml element (or None where one is looked for in vain); lxml has no types of its own

SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?")


def parsed(data: bytes) -> Node:
    """The root of a part; raise Refused where it is damaged. No entities, no network, no giant texts."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, strip_cdata=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(Reason.DAMAGED.value) from error


def serialised(root: Node, original: bytes) -> bytes:
    """The part again, beginning with the very bytes (mark, declaration, line ends) that `original` begins with."""
    tree = root.getroottree()
    found = _PROLOG.match(original)
    prolog = found[0] if found else b""
    body: bytes = etree.tostring(tree, encoding=tree.docinfo.encoding or "UTF-8", xml_declaration=False)
    return prolog + body


def local(node: Node) -> str:
    """An element's name without its namespace; "" for comments and the like."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(node: Node, *path: str) -> Node:
    """The first child of that name, or a descendant along the names; None where there is none."""
    for name in path:
        node = node.find("{*}" + name)
        if node is None:
            return None
    return node


def children(node: Node, name: str) -> list[Node]:
    """All children of that name; none of nothing."""
    return [] if node is None else node.findall("{*}" + name)


def attribute(node: Node, name: str) -> str | None:
    """An attribute by its local name, whatever its namespace: r:id as id."""
    return next((str(value) for key, value in node.attrib.items() if key.rpartition("}")[2] == name), None)


def related(node: Node) -> str | None:
    """The id of a relation (r:id), never a plain attribute of the name id."""
    return next((str(value) for key, value in node.attrib.items() if key.startswith("{") and key.endswith("}id")), None)


def made(like: Node, name: str, **attributes: str) -> Node:
    """A new element in the namespace of `like`, not yet anywhere in its tree."""
    namespace = etree.QName(like).namespace
    return like.makeelement(f"{{{namespace}}}{name}" if namespace else name, attributes)


def added(parent: Node, name: str, **attributes: str) -> Node:
    """A new last child in the namespace of its parent."""
    node = made(parent, name, **attributes)
    parent.append(node)
    return node


def true(value: str | None, otherwise: bool = False) -> bool:
    """An xsd:boolean."""
    return otherwise if value is None else value.strip() in ("1", "true", "on")


def whole(value: str | None, otherwise: int = 0) -> int:
    """A whole number, `otherwise` where it is none."""
    try:
        return int(value or "")
    except ValueError:
        return otherwise


def number(value: str | None, otherwise: float) -> float:
    """A number, `otherwise` where it is none or not finite."""
    try:
        found = float(value or "")
    except ValueError:
        return otherwise
    return found if abs(found) < float("inf") else otherwise
