"""Step 6: signatures on the screen or on the paper, and to the printer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from models.sheet import Place, PrintedSheet
from ui.pages.page import Page
from ui.widgets.basics import button, card, label, row, scroll
from ui.widgets.printers import NONE_JA, PrinterBox
from ui.widgets.signatures import Signatures
from ui.work import Work

_GONE = "個人番号は消しました。もう一度印刷するときは「書類の確認」で読み取り直してください。"


class SignPage(Page):
    """`signed` brings form, field and the signature (None: it is taken back)."""

    asks = True
    title = "署名・印刷"
    lead = "プリンターと枚数を確かめて印刷し、署名欄にご本人の署名をもらってください。"
    help = "印刷をしないで「次へ」に進むこともできます。受付の記録は保存されています。"
    print_wanted = Signal(str)
    signed = Signal(str, str, object)

    def __init__(self, remembered: Callable[[], str]) -> None:
        """`remembered` is the printer of last time."""
        super().__init__()
        self._remembered = remembered
        self._total = 0
        frame, column = card()
        self._pages = label("", "heading")
        self._printers = PrinterBox()
        self.print = button("印刷する", primary=True, big=True)
        self.print.clicked.connect(lambda: self.print_wanted.emit(self._printers.currentText()))
        self._state = label("", "lead", wrap=True)
        column.addWidget(self._pages)
        column.addLayout(row(label("プリンター"), self._printers, stretch=1))
        column.addWidget(self.print)
        column.addWidget(self._state)
        self.column.addWidget(frame)
        frame, column = card()
        column.addWidget(label("署名のお願い", "heading"))
        words = "画面に書くか、紙に書いてもらいます。代理の方のときは委任状を、印鑑登録のときは押印を確かめてください。"
        column.addWidget(label(words, "quiet", wrap=True))
        self.signatures = Signatures()
        self.signatures.sign_wanted.connect(self._sign)
        self.signatures.undo_wanted.connect(lambda form, field: self.signed.emit(form, field, None))
        inside = QWidget()
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, 0, 12, 0)
        inner.addWidget(self.signatures)
        inner.addStretch()
        column.addWidget(scroll(inside, "署名する書類"), 1)
        self.column.addWidget(frame, 1)

    def show_work(self, work: Work) -> None:
        self.banner.say("")
        self._total = pages = work.bundle.pages if work.bundle else 0
        self._pages.setText(f"ご案内と書類　{pages}ページ（A4）" if pages else "書類を作っています…")
        self.signatures.show_sheets(work.bundle.sheets if work.bundle else (), work.hands)
        self._allow()

    def show_printers(self, names: Sequence[str]) -> None:
        self._printers.show_names(names, self._remembered())
        self._state.setText("" if names else NONE_JA)
        self._allow()

    def _allow(self) -> None:
        self.print.setEnabled(self._printers.count() > 0 and self._total > 0)

    def _sign(self, sheet: PrintedSheet, place: Place) -> None:
        from ui.widgets.signature_pad import SignatureDialog

        dialog = SignatureDialog(sheet.name_ja, place.label, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.signed.emit(sheet.form, place.field, dialog.pad.signature())
        dialog.pad.clear()
        dialog.deleteLater()

    def show_printed(self, pages: int, *, numbers_gone: bool = False) -> None:
        """How many pages went to the printer."""
        whole = numbers_gone or pages == self._total
        self._state.setText(
            f"{pages}ページを印刷しました。{_GONE if numbers_gone else ''}"
            if whole
            else "印刷をやめました。紙が出ていないか確かめてください。"
        )
