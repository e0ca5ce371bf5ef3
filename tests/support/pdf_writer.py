"""Writes small PDF files: enough of ISO 32000-1 for pages of text with fonts, labels and an information dictionary."""

from dataclasses import dataclass, field

# Widths of Helvetica's letters from space to tilde, in thousandths of the size (Adobe's font metrics for the core fonts).
_WIDTHS = [
    int(width)
    for width in [
        "278",
        "278",
        "355",
        "556",
        "556",
        "889",
        "667",
        "191",
        "333",
        "333",
        "389",
        "584",
        "278",
        "333",
        "278",
        "278",
        "556",
        "556",
        "556",
        "556",
        "556",
        "556",
        "556",
        "556",
        "556",
        "556",
        "278",
        "278",
        "584",
        "584",
        "584",
        "556",
        "1015",
        "667",
        "667",
        "722",
        "722",
        "667",
        "611",
        "778",
        "722",
        "278",
        "500",
        "667",
        "556",
        "833",
        "722",
        "778",
        "667",
        "778",
        "722",
        "667",
        "611",
        "722",
        "667",
        "944",
        "667",
        "667",
        "611",
        "278",
        "278",
        "278",
        "469",
        "556",
        "333",
        "556",
        "556",
        "500",
        "556",
        "556",
        "278",
        "556",
        "556",
        "222",
        "222",
        "500",
        "222",
        "833",
        "556",
        "556",
        "556",
        "556",
        "333",
        "500",
        "278",
        "556",
        "500",
        "722",
        "500",
        "500",
        "500",
        "334",
        "260",
        "334",
        "584",
    ]
]
REGULAR, BOLD = "F1", "F2"


def width(text, size):
    return sum(_WIDTHS[ord(letter) - 32] if 32 <= ord(letter) < 127 else 556 for letter in text) * size / 1000


def wrap(text, size, measure):
    """Lines of the text as a typesetter would fill them."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and width(longer, size) > measure:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


@dataclass
class PdfPage:
    """A page: what is written where, the origin at the lower left."""

    width: int = 595
    height: int = 842
    operators: list[str] = field(default_factory=list)

    def write(self, text, x, y, *, size=11, font=REGULAR, matrix=None):
        place = f"{matrix} {x:.2f} {y:.2f} Tm" if matrix else f"{x:.2f} {y:.2f} Td"
        literal = "".join(f"\\{byte:03o}" if byte < 32 or byte > 126 or byte in b"()\\" else chr(byte)
                          for byte in text.encode("cp1252"))  # fmt: skip
        self.operators.append(f"BT /{font} {size} Tf {place} ({literal}) Tj ET")

    def paragraph(self, text, x, y, *, measure, size=11, leading=14, indent=0, font=REGULAR):
        """Write a paragraph and return the height under its last line."""
        first = wrap(text, size, measure - indent)[0] if indent else ""
        rest = text[len(first) :].strip() if indent else text
        if first:
            self.write(first, x + indent, y, size=size, font=font)
            y -= leading
        for line in wrap(rest, size, measure) if rest else []:
            self.write(line, x, y, size=size, font=font)
            y -= leading
        return y


def make_pdf(pages, *, labels="", info=(), encrypt="", metadata=b"", page_count=None):
    """Return the bytes of a PDF; `labels` is a PageLabels number tree, `info` pairs of keys and texts."""
    objects = [b"", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>"]  # fmt: skip
    kids = []
    for page in pages:
        content = "\n".join(page.operators).encode()
        objects.append(b"<</Length %d>>stream\n" % len(content) + content + b"\nendstream")
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>"
            % (page.width, page.height, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    extra = ""
    if metadata:
        objects.append(b"<</Type/Metadata/Subtype/XML/Length %d>>stream\n" % len(metadata) + metadata + b"\nendstream")
        extra = f"/Metadata {len(objects)} 0 R"
    objects[0] = f"<</Type/Catalog/Pages 2 0 R{f'/PageLabels<</Nums[{labels}]>>' if labels else ''}{extra}>>".encode()
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (page_count or len(kids), b" ".join(kids))
    trailer = ""
    if info:
        objects.append("<<{}>>".format("".join(f"/{key} ({value})" for key, value in info)).encode("latin-1"))
        trailer += f"/Info {len(objects)} 0 R"
    if encrypt:
        objects.append(encrypt.encode("latin-1"))
        trailer += f"/Encrypt {len(objects)} 0 R/ID[(0123456789abcdef)(0123456789abcdef)]"
    return _file(objects, trailer)


def _file(objects, trailer):
    out = bytearray(b"%PDF-1.6\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)
