"""Step 5: the filled sheets, and what on them a person must look at."""

from __future__ import annotations

from ui.pages.page import Page
from ui.widgets.address_lock import AddressLock
from ui.widgets.sheet_view import SheetView
from ui.work import Work


class SheetsPage(Page):
    title = "書類の確認"
    lead = "世帯全員の書類ができました。来庁した方といっしょに確かめてください。"
    help = "直すときは「戻る」で入力を直すと、全部の書類が作り直されます。"

    def __init__(self) -> None:
        super().__init__()
        self.lock = AddressLock()
        self.column.addWidget(self.lock)
        self._view = SheetView()
        self.column.addWidget(self._view, 1)

    def show_work(self, work: Work) -> None:
        self.banner.say("")
        self.lock.show_plan(work.plan, work.reception.release)
        if work.bundle is None:
            self._view.forget()
            return
        self._view.show_sheets(work.bundle.sheets)
        names = {sheet.form: sheet.name_ja for sheet in work.bundle.sheets}
        lines = [f"{names.get(problem.form, problem.form)}: {problem.detail}" for problem in work.bundle.problems]
        self.banner.say("\n".join(lines[:4]) + (f"\nほか{len(lines) - 4}件" if len(lines) > 4 else ""))

    def leave(self) -> None:
        self._view.forget()
