"""A foreign PDF → a new one that holds only what its pages paint. Runs in the child process alone.

Nothing is taken over but page content and the fonts, pictures and patterns that it uses (facts C-31): scripts, actions,
attachments, links, entry fields, layers and everything else stay behind.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf

from forms.fit import MM
from forms.intake.blank import Blank, Hint, Removed, Ruling, UnsafeBlank
from forms.intake.content import Reader, straight
from forms.intake.entry_fields import entry_fields
from forms.intake.matrix import Matrix, apply, upright

if TYPE_CHECKING:
    from pikepdf import Object, Page, Pdf

MOST_BYTES, MOST_PAGES = 20 << 20, 20
_WRAPPED = b"/Blank Do"
_MOST_OBJECTS = 20_000
_MOST_DECODED = 200 << 20
_MOST_PIXELS = 50_000_000  # A4 at 600 dpi has 35 million
Rectangle = tuple[float, float, float, float]
_SIDES = (50.0, 1300.0)  # mm
_RESOURCES = ("/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading")
_BANNED = frozenset({
    "/A", "/AA", "/AF", "/Alternates", "/EF", "/EmbeddedFile", "/EmbeddedFiles", "/FDecodeParms", "/FFilter", "/JS",
    "/JavaScript", "/Launch", "/Metadata", "/Next", "/OC", "/OPI", "/OpenAction", "/PieceInfo", "/PS", "/Properties",
    "/Ref", "/StructParent", "/StructParents", "/URI",
})  # fmt: skip
_PICTURE_FILTERS = frozenset({"/DCTDecode", "/DCT", "/CCITTFaxDecode", "/CCF"})
_FILTERS = _PICTURE_FILTERS | {
    "/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/ASCII85Decode", "/A85", "/ASCIIHexDecode", "/AHx",
    "/RunLengthDecode", "/RL",
}  # fmt: skip


def clean(pdf: bytes) -> Blank:
    """The blank with all that may stay; UnsafeBlank with the reason where it is not to be taken."""
    if len(pdf) > MOST_BYTES:
        raise UnsafeBlank("too_large")
    if b"%PDF-" not in pdf[:1024]:
        raise UnsafeBlank("not_pdf")
    try:
        with _open(pdf) as source:
            return _rebuild(source)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError):
        raise UnsafeBlank("damaged") from None
    except (MemoryError, RecursionError):
        raise UnsafeBlank("too_heavy") from None


def _open(pdf: bytes) -> Pdf:
    try:
        source = pikepdf.open(BytesIO(pdf), attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PasswordError:
        raise UnsafeBlank("encrypted") from None
    if source.is_encrypted:
        raise UnsafeBlank("encrypted")
    return source


def _rebuild(source: Pdf) -> Blank:
    removed = set(_found_in_root(source.Root))
    count = len(source.pages)
    if not 1 <= count <= MOST_PAGES:
        raise UnsafeBlank("no_pages" if count == 0 else "too_many_pages")
    if len(source.objects) > _MOST_OBJECTS:
        raise UnsafeBlank("too_heavy")
    sizes: list[tuple[float, float]] = []
    hints: list[Hint] = []
    rulings: list[tuple[Ruling, ...]] = []
    with pikepdf.new() as out:
        for number, page in enumerate(source.pages, 1):
            removed |= set(_found_on_page(page))
            box, matrix = _paper(page)
            width, height = _size(box, matrix)
            hints += entry_fields(page, number, matrix, height)
            reader = Reader()
            painted, found, box, matrix = _unwrapped(page) or (page.obj, page.resources, box, matrix)
            _weigh_content(painted)
            resources = source.make_indirect(_clean_resources(found))
            content = reader.read(painted, resources, matrix)
            _add(out, content, resources, box, matrix)
            removed |= {"layer"} if reader.layers and "/OCProperties" in source.Root else set()
            sizes.append((round(width / MM, 3), round(height / MM, 3)))
            rulings.append(tuple(straight(reader.rulings, height, MM)))
        if source.get_warnings():
            raise UnsafeBlank("damaged")
        return Blank(_saved(out), tuple(sizes), tuple(hints), tuple(rulings), tuple(sorted(removed)))


def _found_in_root(root: Object) -> Iterator[Removed]:
    names: Object = root.get("/Names", pikepdf.Dictionary())
    form: Object = root.get("/AcroForm", pikepdf.Dictionary())
    if "/XFA" in form or root.get("/NeedsRendering"):
        raise UnsafeBlank("xfa")
    if "/JavaScript" in names:
        yield "script"
    if "/EmbeddedFiles" in names or "/AF" in root or "/Collection" in root:
        yield "attachment"
    if "/OpenAction" in root or "/AA" in root:
        yield "action"
        if "/JS" in root.get("/OpenAction", {}):
            yield "script"


def _found_on_page(page: Page) -> Iterator[Removed]:
    if "/AA" in page.obj:
        yield "action"
    kinds: dict[str, Removed] = {"/Widget": "entry_field", "/Link": "link", "/FileAttachment": "attachment"}
    for annotation in page.obj.get("/Annots", ()):
        yield kinds.get(str(annotation.get("/Subtype")), "note")
        action: Object = annotation.get("/A", pikepdf.Dictionary())
        if "/JS" in action or "/AA" in annotation:
            yield "script"
        elif action.get("/S") == "/Launch":
            yield "action"


def _paper(page: Page) -> tuple[Rectangle, Matrix]:
    """The visible part of the page, and the way from there to an upright page."""
    media, crop = (_rectangle(box) for box in (page.mediabox, page.cropbox))
    x1, y1 = max(media[0], crop[0]), max(media[1], crop[1])
    x2, y2 = min(media[2], crop[2]), min(media[3], crop[3])
    turned = int(page.rotation) % 360
    if turned % 90 or float(page.obj.get("/UserUnit", 1)) != 1:
        raise UnsafeBlank("page_size")
    box = (x1, y1, x2, y2)
    if not all(_SIDES[0] <= side / MM <= _SIDES[1] for side in (x2 - x1, y2 - y1)):
        raise UnsafeBlank("page_size")
    return box, upright(box, turned)


def _rectangle(box: Object) -> Rectangle:
    x1, y1, x2, y2 = (float(side) for side in box.as_list())
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _size(box: Rectangle, matrix: Matrix) -> tuple[float, float]:
    one, other = apply(matrix, box[:2]), apply(matrix, box[2:])
    return abs(one[0] - other[0]), abs(one[1] - other[1])


def _add(out: Pdf, content: bytes, resources: Object, box: Rectangle, matrix: Matrix) -> None:
    """The page's content as one form on an upright page: it is clipped to its paper and its patterns stay in place."""
    width, height = _size(box, matrix)
    form = out.make_stream(content)
    form["/Type"], form["/Subtype"] = pikepdf.Name("/XObject"), pikepdf.Name("/Form")
    form["/BBox"], form["/Matrix"] = pikepdf.Array(list(box)), pikepdf.Array(list(matrix))
    form["/Resources"] = out.copy_foreign(resources)
    out.add_blank_page(page_size=(width, height))
    last = out.pages[-1]
    last.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Blank=form))
    last.obj["/Contents"] = out.make_stream(_WRAPPED)


def _unwrapped(page: Page) -> tuple[Object, Object, Rectangle, Matrix] | None:
    """What `_add` has made once already, taken out again: a blank goes from ward to ward without another skin."""
    contents, images = page.obj.get("/Contents"), page.resources.get("/XObject", pikepdf.Dictionary())
    if not isinstance(contents, pikepdf.Stream) or set(images.keys()) != {"/Blank"}:
        return None
    form = images["/Blank"]
    if _weigh(contents) > len(_WRAPPED) or contents.read_bytes() != _WRAPPED or "/Resources" not in form:
        return None
    a, b, c, d, e, f = (float(number) for number in form["/Matrix"])
    x1, y1, x2, y2 = (float(side) for side in form["/BBox"])
    return form, form["/Resources"], (x1, y1, x2, y2), (a, b, c, d, e, f)


def _clean_resources(resources: Object) -> Object:
    """Only what paints, everything banned taken out of it, every stream weighed."""
    kept = pikepdf.Dictionary({key: resources[key] for key in _RESOURCES if key in resources})
    seen: set[tuple[int, int]] = set()
    waiting: list[Object] = [kept]
    decoded = visited = 0
    while waiting:
        one = waiting.pop()
        visited += 1
        if visited > _MOST_OBJECTS * 5 or decoded > _MOST_DECODED:
            raise UnsafeBlank("too_heavy")
        if one.is_indirect:
            if one.objgen in seen:
                continue
            seen.add(one.objgen)
        if isinstance(one, pikepdf.Stream):
            decoded += _weigh(one)
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            _take_out(one)
        waiting += [child for child in _children(one) if isinstance(child, pikepdf.Object)]
    return kept


def _take_out(one: Object) -> None:
    for key in list(one.keys()):
        if key in _BANNED or (key == "/F" and isinstance(one, pikepdf.Stream)):
            del one[key]
    drawn = one.get("/XObject")
    if isinstance(drawn, pikepdf.Dictionary):
        for key in list(drawn.keys()):
            if drawn[key].get("/Subtype") not in ("/Image", "/Form"):
                del drawn[key]


def _children(one: Object) -> Iterator[object]:
    if isinstance(one, pikepdf.Array):
        return iter(list(one))
    if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        return iter([one[key] for key in one.keys() if key != "/Parent"])  # noqa: SIM118 of the library's own kind
    return iter(())


def _weigh(stream: Object) -> int:
    """Bytes of the stream once decoded; UnsafeBlank for pictures too large and ways of packing that we do not open."""
    filters = stream.get("/Filter", pikepdf.Array())
    names = [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if len(names) > 3 or not set(names) <= _FILTERS:
        raise UnsafeBlank("picture")
    if stream.get("/Subtype") == "/Image" and int(stream["/Width"]) * int(stream["/Height"]) > _MOST_PIXELS:
        raise UnsafeBlank("picture")
    if set(names) & _PICTURE_FILTERS:
        return len(stream.read_raw_bytes())
    return len(stream.read_bytes())


def _weigh_content(painted: Object) -> None:
    """Of a page or of a form."""
    contents = painted if isinstance(painted, pikepdf.Stream) else painted.get("/Contents", pikepdf.Array())
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    try:
        decoded = sum(_weigh(stream) for stream in streams)
    except pikepdf.PdfError:  # what the library says when its memory ends
        raise UnsafeBlank("too_heavy") from None
    if decoded > _MOST_DECODED:
        raise UnsafeBlank("too_heavy")


def _saved(out: Pdf) -> bytes:
    """Written twice: only then is the order of a stream's keys the library's own, and the same at each cleaning."""
    once, twice = BytesIO(), BytesIO()
    out.save(once, static_id=True)
    with pikepdf.open(once) as again:
        again.save(twice, deterministic_id=True)
    return twice.getvalue()
