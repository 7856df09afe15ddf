"""Step 6: to the printer; the signature is written on the paper."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QComboBox

from ui.pages.page import Page
from ui.widgets.basics import button, card, label, row
from ui.work import Work


class SignPage(Page):
    title = "署名・印刷"
    lead = "プリンターと枚数を確かめて印刷し、署名欄にご本人の署名をもらってください。"
    help = "印刷をしないで「次へ」に進むこともできます。受付の記録は保存されています。"
    print_wanted = Signal(str)

    def __init__(self, remembered: Callable[[], str]) -> None:
        """`remembered` is the printer of last time."""
        super().__init__()
        self._remembered = remembered
        self._total = 0
        frame, column = card()
        self._pages = label("", "heading")
        self._printers = QComboBox()
        self._printers.setAccessibleName("プリンター")
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
        column.addWidget(label("・住民異動届は「届出人」の署名欄に、ご本人が署名します。", wrap=True))
        column.addWidget(label("・代理の方が届け出るときは、委任状を確かめてください。", wrap=True))
        column.addWidget(label("・印鑑登録申請書には、登録する印鑑を枠の中に押してもらいます。", wrap=True))
        self.column.addWidget(frame)
        self.column.addStretch()

    def show_work(self, work: Work) -> None:
        self.banner.say("")
        self._state.setText("")
        self._printers.clear()
        self._printers.addItems(QPrinterInfo.availablePrinterNames())
        self._printers.setCurrentIndex(max(self._printers.findText(self._remembered()), 0))
        self._total = pages = work.bundle.pages if work.bundle else 0
        self._pages.setText(f"ご案内と書類　{pages}ページ（A4）" if pages else "書類を作っています…")
        has_printer = self._printers.count() > 0
        self.print.setEnabled(has_printer and pages > 0)
        if not has_printer:
            self._state.setText("プリンターが登録されていません。情報システム担当に登録を頼んでください。")

    def show_printed(self, pages: int) -> None:
        """How many pages went to the printer."""
        whole = pages == self._total
        self._state.setText(
            f"{pages}ページを印刷しました。" if whole else "印刷をやめました。紙が出ていないか確かめてください。"
        )
