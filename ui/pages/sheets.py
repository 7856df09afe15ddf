"""Step 5: the filled sheets, what on them a person must look at, and a field changed on one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QInputDialog

from models.sheet import Place, PrintedSheet
from ui.pages.page import Page
from ui.widgets.address_lock import AddressLock
from ui.widgets.basics import button, label, row
from ui.widgets.number_panel import NumberPanel
from ui.widgets.sheet_view import SheetView
from ui.work import Work

if TYPE_CHECKING:
    from models.card import CardReading, Readers
    from ui.widgets.number_dialog import NumberDialog

_NOT_BY_HAND = frozenset({"sign", "stamp", "photo"})


class SheetsPage(Page):
    """`edit_wanted` brings form, field and the text that shall stand there; `print_wanted` the sheet; `number_wanted`
    what hands over the secret of a card whose individual number shall be read, last try on purpose, and the reader.
    """

    edit_wanted = Signal(str, str, str)
    print_wanted = Signal(object)
    number_wanted = Signal(object, bool, str)
    look_wanted = Signal(object, str)
    stop_wanted = Signal()
    asks = True
    title = "書類の確認"
    lead = "世帯全員の書類ができました。来庁した方と確かめてください。欄に触れると、その書類のその欄だけを直せます。"
    help = (
        "氏名や住所のように多くの書類に出るものは「戻る」で入力を直してください。全部の書類が作り直されます。"
        "1枚だけ直すときは、大きな表示の欄に触れるか「欄を選んで直す」（F4）を使います。"
    )

    def __init__(self) -> None:
        super().__init__()
        self.lock = AddressLock()
        self.column.addWidget(self.lock)
        self.numbers = NumberPanel()
        self.numbers.read_wanted.connect(self._ask_number)
        self._readers: Readers = ()
        self._chosen = ""
        self.column.addWidget(self.numbers)
        self.dialog: NumberDialog | None = None
        self._work: Work | None = None
        self.view = SheetView()
        self.view.touched.connect(self.edit)
        self.column.addWidget(self.view, 1)
        self.pick = button("欄を選んで直す (F4)")
        self.pick.setShortcut("F4")
        self.pick.clicked.connect(self._pick_field)
        self.print_one = button("この書類だけ印刷する")
        self.print_one.clicked.connect(self._print_one)
        self.changed = label("", "quiet")
        self.column.addLayout(row(self.pick, self.print_one, self.changed, stretch=2))

    def show_work(self, work: Work) -> None:
        self.banner.say("")
        self.lock.show_plan(work.plan, work.reception.release)
        self._work = work
        self.numbers.show_work(work)
        if self.dialog is not None:
            self.dialog.show_work(work)
        for control in (self.pick, self.print_one):
            control.setEnabled(bool(work.bundle and work.bundle.sheets))
        changed = sum(len(hand.values) for hand in work.hands.values())
        self.changed.setText(f"書類の上で直した欄: {changed}" if changed else "")
        if work.bundle is None:
            self.view.forget()
            return
        self.view.show_sheets(work.bundle.sheets)
        names = {"cover": "手続きのご案内"} | {sheet.form: sheet.name_ja for sheet in work.bundle.sheets}
        lines = [f"{names.get(problem.form, problem.form)}: {problem.detail}" for problem in work.bundle.problems]
        self.banner.say("\n".join(lines[:4]) + (f"\nほか{len(lines) - 4}件" if len(lines) > 4 else ""))

    def edit(self, sheet: PrintedSheet, place: Place) -> None:
        """Let the clerk write what shall stand in a field; what is signed or stamped is not written here."""
        from ui.widgets.field_editor import FieldEditor

        if place.kind in _NOT_BY_HAND:
            return
        before = sheet.values.get(place.field, "")
        editor = FieldEditor(place, before, self)
        if editor.exec() == QDialog.DialogCode.Accepted and editor.text != before:
            self.edit_wanted.emit(sheet.form, place.field, editor.text)

    def _pick_field(self) -> None:
        """The same by keyboard: the fields of the chosen page by their names."""
        if self.view.chosen is None:
            return
        sheet, page = self.view.chosen
        places = [place for place in sheet.places if place.page == page and place.kind not in _NOT_BY_HAND]
        names = [
            f"{number}. {place.label}　{sheet.values.get(place.field, '')}" for number, place in enumerate(places, 1)
        ]
        name, taken = QInputDialog.getItem(self, "欄を選んで直す", sheet.name_ja, names, 0, editable=False)
        if taken and name in names:
            self.edit(sheet, places[names.index(name)])

    def _print_one(self) -> None:
        if self.view.chosen is not None:
            self.print_wanted.emit(self.view.chosen[0])

    def show_printed(self, pages: int) -> None:
        self.changed.setText(f"{pages}ページを印刷しました。" if pages else "印刷をやめました。")

    # -- the individual numbers ----------------------------------------------------------------------------------

    def _ask_number(self) -> None:
        """The visitor agrees: card by card, until everybody's number is there or they stop."""
        from ui.widgets.number_dialog import NumberDialog

        if self._work is not None:
            self.dialog = NumberDialog(self._work, self._chosen, self)
            self.dialog.read_wanted.connect(self.number_wanted)
            self.dialog.look_wanted.connect(self.look_wanted)
            self.dialog.stop_wanted.connect(self.stop_wanted)
            self.dialog.finished.connect(self._number_done)
            self.dialog.show_readers(self._readers)
            self.dialog.open()

    def _number_done(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None

    def prefer(self, reader: str) -> None:
        """Read from this reader while it is plugged in; an empty name means any."""
        self._chosen = reader

    def show_readers(self, readers: Readers) -> None:
        """What the watch tells."""
        self._readers = readers
        if self.dialog is not None:
            self.dialog.show_readers(readers)

    def show_known(self, reading: CardReading) -> None:
        if self.dialog is not None:
            self.dialog.show_known(reading)

    def show_look_failed(self, error: Exception) -> None:
        if self.dialog is not None:
            self.dialog.show_look_failed(error)

    def show_number_read(self) -> None:
        if self.dialog is not None:
            self.dialog.show_read()

    def show_number_error(self, error: Exception) -> None:
        if self.dialog is not None:
            self.dialog.show_error(error)

    def leave(self) -> None:
        self._work = None
        self.numbers.forget()
        if self.dialog is not None:
            self.dialog.reject()
        self.view.forget()
