"""Writes small PDF files by hand: text at a place, ruled lines, pictures; enough to test a reader without an office."""

from __future__ import annotations

from dataclasses import dataclass, field

_FONTS = {"plain": "Helvetica", "bold": "Helvetica-Bold"}


@dataclass
class PdfPage:
    """The drawing commands of a page of A4."""

    commands: list[str] = field(default_factory=list)
    picture: bool = False

    def text(self, x: float, y: float, text: str, size: float = 11, bold: bool = False) -> PdfPage:
        """Text with its first letter's foot at (x, y)."""
        said = "".join(f"\\{byte:03o}" for byte in text.encode("cp1252"))
        self.commands.append(f"BT /{'F2' if bold else 'F1'} {size} Tf {x} {y} Td ({said}) Tj ET")
        return self

    def lines(self, x: float, y: float, *texts: str, size: float = 11, pitch: float = 14) -> PdfPage:
        """Lines of text below each other."""
        for index, text in enumerate(texts):
            self.text(x, y - index * pitch, text, size)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> PdfPage:
        """A ruled line."""
        self.commands.append(f"0.5 w {x0} {y0} m {x1} {y1} l S")
        return self

    def grid(self, columns: list[float], rows: list[float]) -> PdfPage:
        """The ruled lines of a table; rows from the top."""
        for y in rows:
            self.rule(columns[0], y, columns[-1], y)
        for x in columns:
            self.rule(x, rows[-1], x, rows[0])
        return self


def pdf(*pages: PdfPage, encrypted: bool = False) -> bytes:
    """The bytes of a PDF with these pages."""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    catalog, tree = add(b""), add(b"")
    fonts = [add(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()) for name in _FONTS.values()]  # fmt: skip
    image = add(
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n\x80\nendstream"
    )
    kids = []
    for page in pages:
        commands = "\n".join([*page.commands, *(["q 500 0 0 700 40 40 cm /I1 Do Q"] if page.picture else [])]).encode(
            "latin-1"
        )
        stream = add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(commands), commands))
        resources = f"<< /Font << /F1 {fonts[0]} 0 R /F2 {fonts[1]} 0 R >> /XObject << /I1 {image} 0 R >> >>"
        kids.append(add(f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Contents {stream} 0 R /Resources {resources} >>".encode()))  # fmt: skip
    objects[catalog - 1] = f"<< /Type /Catalog /Pages {tree} 0 R >>".encode()
    objects[tree - 1] = (
        f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>".encode()
    )
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    lock = " /Encrypt << /Filter /Standard /V 1 /R 2 /O <{0}> /U <{0}> /P -4 >> /ID [<{0}> <{0}>]".format("41" * 32) if encrypted else ""  # fmt: skip
    out += f"trailer\n<< /Size {len(objects) + 1} /Root {catalog} 0 R{lock} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def scanned(content: bytes, dpi: int = 200) -> bytes:
    """The pages of a PDF as pictures, as a scanner makes them."""
    import zlib

    import pypdfium2

    bodies = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids: list[int] = []
    for page in pypdfium2.PdfDocument(content):
        bitmap = page.render(scale=dpi / 72, grayscale=True)
        raw = bytes(bitmap.buffer)
        rows = b"".join(raw[row * bitmap.stride :][: bitmap.width] for row in range(bitmap.height))
        picture, draw = zlib.compress(rows), b"q 595 0 0 842 0 0 cm /I1 Do Q"
        first = len(bodies) + 1
        head = b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode /Length %d >>\nstream\n" % (bitmap.width, bitmap.height, len(picture))  # fmt: skip
        bodies.append(head + picture + b"\nendstream")
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(draw), draw))
        bodies.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /XObject << /I1 %d 0 R >> >> >>" % (first + 1, first))  # fmt: skip
        kids.append(first + 2)
    bodies[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    out = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, body) for n, body in enumerate(bodies, start=1))
    return out + b"trailer << /Root 1 0 R /Size %d >>\n" % (len(bodies) + 1)
