"""The table of areas: a new one is its own module and a row here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.access.guard import may
from app.access.session import Session
from ui.area import Area, Services
from ui.shell import Shell


@dataclass(frozen=True)
class Door:
    """How an area is reached and made (it is imported when it is first opened).

    The start page shows each door that has an `about_ja`; the others have their key alone. `begin_ja` is what the
    button of the main door says; the others say their name.
    """

    id: str
    key: str
    make: Callable[[Shell, Services], Area]
    name_ja: str
    about_ja: str = ""
    begin_ja: str = ""
    service: str = ""
    alone: bool = False

    def is_for(self, session: Session | None) -> bool:
        """Whether the door is shown: `service` is what one must be allowed to use it, and is guarded by itself.

        An `alone` door is for a role that stands alone; at practice, where everybody may everything, it is not shown.
        """
        if self.alone and (session is None or (session.user is None and session.until is None)):
            return False
        return not self.service or may(self.service, session)


def _reception(frame: Shell, services: Services) -> Area:
    from ui.reception import ReceptionArea

    return ReceptionArea(frame, services)


def _tax(frame: Shell, services: Services) -> Area:
    from ui.tax.area import TaxArea

    return TaxArea(frame, services)


def _talk(frame: Shell, services: Services) -> Area:
    from ui.talk.area import TalkArea

    return TalkArea(frame, services)


def _writing(frame: Shell, services: Services) -> Area:
    from ui.written.area import WritingArea

    return WritingArea(frame, services)


def _guide(frame: Shell, services: Services) -> Area:
    from ui.guide.area import GuideArea

    return GuideArea(frame, services)


def _records(frame: Shell, services: Services) -> Area:
    from ui.records_area import RecordsArea

    return RecordsArea(frame, services)


def _statistics(frame: Shell, services: Services) -> Area:
    from ui.statistics_area import StatisticsArea

    return StatisticsArea(frame, services)


def _staff(frame: Shell, services: Services) -> Area:
    from ui.access.staff_area import StaffArea

    return StaffArea(frame, services)


def _trail(frame: Shell, services: Services) -> Area:
    from ui.access.trail_area import TrailArea

    return TrailArea(frame, services)


def _keeping(frame: Shell, services: Services) -> Area:
    from ui.keeping.area import KeepingArea

    return KeepingArea(frame, services)


def _settings(frame: Shell, services: Services) -> Area:
    from ui.settings_area import SettingsArea

    return SettingsArea(frame, services)


def _forms(frame: Shell, services: Services) -> Area:
    from ui.designer.area import FormsArea

    return FormsArea(frame, services)


def _batch(frame: Shell, services: Services) -> Area:
    from ui.batch_area import BatchArea

    return BatchArea(frame, services)


def _ward(frame: Shell, services: Services) -> Area:
    from ui.ward_area import WardArea

    return WardArea(frame, services)


RECEPTION, TAX, TALK, WRITING, GUIDE = "reception", "tax", "talk", "writing", "guide"
SETTINGS, FORMS, BATCH, RECORDS = "settings", "forms", "batch", "records"
STAFF, TRAIL, KEEPING, WARD = "staff", "trail", "keeping", "ward"
STATISTICS = "statistics"
DOORS = (
    Door(
        RECEPTION,
        "F2",
        _reception,
        "引越し・世帯の手続き",
        "引越し・世帯の変更の手続きを、カードの読み取りから始めます。",
        "新しい受付を始める",
        service="counter.Counter.new_reception",
    ),
    Door(
        TAX,
        "F3",
        _tax,
        "税の申告",
        "住民税と所得税の申告書を作ります。",
        service="tax_desk.TaxDesk.new_filing",
    ),
    Door(
        TALK,
        "F4",
        _talk,
        "通訳",
        "31の言語で話します。会話は残りません。",
    ),
    Door(
        WRITING,
        "F5",
        _writing,
        "筆談・字幕",
        "耳の聞こえにくい方と文字で話します。",
    ),
    Door(
        BATCH,
        "F6",
        _batch,
        "まとめて作る",
        "予約の方の書類を前もって作ります。",
        service="counter.Counter.print_forms",
    ),
    Door(
        GUIDE,
        "F7",
        _guide,
        "案内",
        "ごみや窓口を13の言語で案内します。",
    ),
    Door(
        RECORDS,
        "F8",
        _records,
        "受付の記録",
        "さがす・確認・引継ぎ・再発行をします。",
        service="records.RecordDesk.find",
    ),
    Door(
        FORMS,
        "F9",
        _forms,
        "区の様式",
        "区の用紙に記入する欄を置きます。",
        service="counter.Counter.forms_folder",
    ),
    Door(
        STAFF,
        "Ctrl+U",
        _staff,
        "利用者",
        "この端末を使う人と役割を決めます。",
        service="staff_desk.StaffDesk.all",
        alone=True,
    ),
    Door(
        TRAIL,
        "Ctrl+E",
        _trail,
        "証跡",
        "だれが何をしたかを調べ、書き出します。",
        service="auditing.Auditing.find",
        alone=True,
    ),
    Door(
        KEEPING,
        "Ctrl+B",
        _keeping,
        "保全",
        "この端末の点検、バックアップ、鍵、更新です。",
        service="keeping.Keeper.kept",
        alone=True,
    ),
    Door(
        STATISTICS,
        "Ctrl+K",
        _statistics,
        "統計と保存期間",
        "氏名のない件数と、いつ何を削除するかです。",
        service="retention.Retention.kept_data",
        alone=True,
    ),
    Door(SETTINGS, "F10", _settings, "表示と機器"),
    Door(WARD, "", _ward, "サーバーとの間で確かめる保存"),
)
