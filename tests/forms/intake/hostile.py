"""Files that mean harm, or are broken: made here, each by its own function."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from tests.forms.overlay.blanks import idou_blank


def saved(pdf: Pdf, **more: object) -> bytes:
    out = BytesIO()
    pdf.save(out, static_id=True, **more)  # type: ignore[arg-type]
    return out.getvalue()


def changed(change: Callable[[Pdf], object]) -> bytes:
    """The ward's harmless blank with something done to it."""
    with pikepdf.open(BytesIO(idou_blank())) as pdf:
        change(pdf)
        return saved(pdf)


def script(text: str = "app.alert('x')") -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=text)


def _open_script(pdf: Pdf) -> None:
    pdf.Root["/OpenAction"] = script()


def _named_script(pdf: Pdf) -> None:
    pdf.Root["/Names"] = Dictionary(JavaScript=Dictionary(Names=Array(["x", script()])))


def _page_action(pdf: Pdf) -> None:
    pdf.pages[0].obj["/AA"] = Dictionary(O=script())


def _launch(pdf: Pdf) -> None:
    action = Dictionary(S=Name.Launch, F="cmd.exe")
    _annotate(pdf, Dictionary(Subtype=Name.Link, Rect=[0, 0, 600, 800], A=action))


def _link(pdf: Pdf) -> None:
    _annotate(
        pdf, Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.URI, URI="http://example.invalid"))
    )


def _annotate(pdf: Pdf, annotation: Dictionary) -> None:
    pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(annotation)])


def _attachment(pdf: Pdf) -> None:
    pdf.attachments["virus.exe"] = b"MZ" * 100


def _entry_fields(pdf: Pdf) -> None:
    text = Dictionary(
        Subtype=Name.Widget, FT=Name.Tx, T="address", Rect=[100, 700, 300, 720], AA=Dictionary(K=script())
    )
    comb = Dictionary(Subtype=Name.Widget, FT=Name.Tx, T="code", Rect=[100, 600, 300, 620], MaxLen=7, Ff=1 << 24)
    tick = Dictionary(Subtype=Name.Widget, FT=Name.Btn, T="yes", Rect=[100, 500, 110, 510])
    annotations = [pdf.make_indirect(one) for one in (text, comb, tick)]
    pdf.pages[0].obj["/Annots"] = Array(annotations)
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array(annotations))


def _xfa(pdf: Pdf) -> None:
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array(), XFA=pdf.make_stream(b"<xdp/>"))


def _layer(pdf: Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="hidden"))
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    page = pdf.pages[0]
    page.resources["/Properties"] = Dictionary(L1=group)
    page.contents_add(b"/OC /L1 BDC 0 0 100 100 re f EMC")


def _external_stream(pdf: Pdf) -> None:
    stream = pdf.make_stream(b"q Q")
    stream["/F"] = "http://example.invalid/content"
    stream["/Subtype"], stream["/BBox"] = Name.Form, Array([0, 0, 9, 9])
    pdf.pages[0].resources["/XObject"] = Dictionary(X=stream)
    pdf.pages[0].contents_add(b"/X Do")


def _picture(pdf: Pdf, width: int, height: int, filters: str = "/FlateDecode") -> None:
    stream = pdf.make_stream(b"")
    stream.write(zlib.compress(b"\0" * 100), filter=Name(filters))
    stream["/Subtype"], stream["/Width"], stream["/Height"] = Name.Image, width, height
    stream["/ColorSpace"], stream["/BitsPerComponent"] = Name.DeviceGray, 8
    pdf.pages[0].resources["/XObject"] = Dictionary(X=stream)
    pdf.pages[0].contents_add(b"/X Do")


def _bomb(pdf: Pdf) -> None:
    """A gigabyte of nothing in a megabyte, as the page's content."""
    squeeze = zlib.compressobj(9)
    block = b" " * (1 << 20)
    packed = b"".join(squeeze.compress(block) for _ in range(1024)) + squeeze.flush()
    stream = pdf.make_stream(b"")
    stream.write(packed, filter=Name.FlateDecode)
    pdf.pages[0].obj["/Contents"] = stream


def _recursive_form(pdf: Pdf) -> None:
    form = pdf.make_stream(b"/X Do")
    form["/Subtype"], form["/BBox"] = Name.Form, Array([0, 0, 100, 100])
    form["/Resources"] = Dictionary(XObject=Dictionary(X=form))
    pdf.pages[0].resources["/XObject"] = Dictionary(X=form)
    pdf.pages[0].contents_add(b"/X Do")


def _ten_of_ten(pdf: Pdf) -> None:
    """Eight forms, each of which paints the next ten times: a hundred million lines."""
    inner = pdf.make_stream(b"0 0 m 9 9 l S " * 10)
    inner["/Subtype"], inner["/BBox"] = Name.Form, Array([0, 0, 100, 100])
    for _ in range(8):
        form = pdf.make_stream(b"/X Do " * 10)
        form["/Subtype"], form["/BBox"] = Name.Form, Array([0, 0, 100, 100])
        form["/Resources"] = Dictionary(XObject=Dictionary(X=inner))
        inner = form
    pdf.pages[0].resources["/XObject"] = Dictionary(X=inner)
    pdf.pages[0].contents_add(b"/X Do")


def _many_pages(pdf: Pdf) -> None:
    for _ in range(10_000):
        pdf.add_blank_page(page_size=(595, 842))


def _no_pages(pdf: Pdf) -> None:
    del pdf.pages[0]


def _deep_page_tree(pdf: Pdf) -> None:
    kids = pdf.pages[0].obj
    for _ in range(5000):
        kids = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=1, Kids=Array([kids])))
    pdf.Root["/Pages"] = kids


def _page_tree_in_a_circle(pdf: Pdf) -> None:
    pdf.Root.Pages["/Kids"] = Array([pdf.Root.Pages])


def _enormous_page(pdf: Pdf) -> None:
    pdf.pages[0].mediabox = Array([0, 0, 1e9, 1e9])


def _page_without_size(pdf: Pdf) -> None:
    pdf.pages[0].mediabox = Array([0, 0, 0, 0])


def _odd_unit(pdf: Pdf) -> None:
    pdf.pages[0].obj["/UserUnit"] = 75000


def _nonsense_box(pdf: Pdf) -> None:
    pdf.pages[0].obj["/MediaBox"] = Array([Name.A, Name.B, Name.C, Name.D])


def _encrypted(user: str) -> bytes:
    with pikepdf.open(BytesIO(idou_blank())) as pdf:
        return saved(pdf, encryption=pikepdf.Encryption(owner="secret", user=user))


def _deep_arrays() -> bytes:
    """A value of a hundred thousand brackets."""
    whole = idou_blank()
    return whole.replace(b"/Type /Catalog", b"/Deep " + b"[" * 100_000 + b"]" * 100_000 + b" /Type /Catalog", 1)


# File → the reason for which it is refused.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "not_pdf"),
    "not a PDF": (lambda: b"PK\x03\x04" + b"\0" * 1000, "not_pdf"),
    "a PDF in name only": (lambda: b"%PDF-1.7\nhello", "damaged"),
    "truncated": (lambda: idou_blank()[:-2000], "damaged"),
    "larger than any form": (lambda: idou_blank() + b"\0" * (21 << 20), "too_large"),
    "encrypted with a password": (lambda: _encrypted("password"), "encrypted"),
    "encrypted without a password": (lambda: _encrypted(""), "encrypted"),
    "a form of XFA": (lambda: changed(_xfa), "xfa"),
    "ten thousand pages": (lambda: changed(_many_pages), "too_many_pages"),
    "no page at all": (lambda: changed(_no_pages), "no_pages"),
    "a page tree in a circle": (lambda: changed(_page_tree_in_a_circle), "damaged"),
    "a page of many kilometres": (lambda: changed(_enormous_page), "page_size"),
    "a page without size": (lambda: changed(_page_without_size), "page_size"),
    "a unit of one's own": (lambda: changed(_odd_unit), "page_size"),
    "a gigabyte packed into a megabyte": (lambda: changed(_bomb), "too_heavy"),
    "a form that paints itself": (lambda: changed(_recursive_form), "too_heavy"),
    "ten forms in ten forms in ten": (lambda: changed(_ten_of_ten), "too_heavy"),
    "a picture of ten gigapixels": (lambda: changed(lambda pdf: _picture(pdf, 100_000, 100_000)), "picture"),
    "a picture in JBIG2": (lambda: changed(lambda pdf: _picture(pdf, 9, 9, "/JBIG2Decode")), "picture"),
    "a picture in JPEG 2000": (lambda: changed(lambda pdf: _picture(pdf, 9, 9, "/JPXDecode")), "picture"),
}  # fmt: skip

# File → what is taken out of it, so that it can be used.
CLEANED: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "a script that runs on opening": (lambda: changed(_open_script), {"action", "script"}),
    "a script by name": (lambda: changed(_named_script), {"script"}),
    "an action of a page": (lambda: changed(_page_action), {"action"}),
    "a link that starts a program": (lambda: changed(_launch), {"link", "action"}),
    "a link to the world": (lambda: changed(_link), {"link"}),
    "a program attached": (lambda: changed(_attachment), {"attachment"}),
    "entry fields with a script": (lambda: changed(_entry_fields), {"entry_field", "script"}),
    "a hidden layer": (lambda: changed(_layer), {"layer"}),
    "content from elsewhere": (lambda: changed(_external_stream), set()),
}

# Files of which only the outcome of not being harmed is asked.
SURVIVED: dict[str, Callable[[], bytes]] = {
    "a deep page tree": lambda: changed(_deep_page_tree),
    "half of it overwritten": lambda: idou_blank()[:3000] + b"\0" * 3000 + idou_blank()[6000:],
    "deep arrays": _deep_arrays,
    "a page box of names": lambda: changed(_nonsense_box),
}
