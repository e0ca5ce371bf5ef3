"""XML that was written by strangers."""

import re

from lxml import etree

from sources.errors import BrokenDocument, UnsafeDocument
from sources.readers.markup import Element

_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def parse_xml(data: bytes, what: str) -> Element:
    """Return the tree of a part of a document, called `what` in messages.

    No document format of ours has use for a document type: one is refused (UnsafeDocument), and with it all entities.
    BrokenDocument when the bytes are no XML.
    """
    refuse_declarations(data, what)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenDocument(f"The document's {what} is no valid XML.") from error
    if root.getroottree().docinfo.doctype:
        raise UnsafeDocument(f"The document's {what} declares a document type, which is not read.")
    return root


def refuse_declarations(data: bytes, what: str) -> None:
    """Raise UnsafeDocument when the bytes declare a document type or an entity, in whatever encoding."""
    if _DECLARATION.search(data.replace(b"\x00", b"")):
        raise UnsafeDocument(f"The document's {what} declares a document type or entities, which are not read.")


def local(element: Element) -> str:
    """Return the element's name without its namespace, "" for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """Return the value of the attribute of that name in whatever namespace, "" without one."""
    return next((str(value) for key, value in element.attrib.items() if etree.QName(key).localname == name), "")


def text_of(root: Element, name: str) -> list[str]:
    """Return the texts of all elements of that local name, none empty."""
    texts = ("".join(element.itertext()).strip() for element in root.iter() if local(element) == name)
    return [text for text in texts if text]
