"""Is this counter fit to work? One check a part, each with a state and a sentence (facts C-39)."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from importlib.metadata import version
from typing import Literal

from app import clock
from app.card.pcsc import list_readers
from app.crash_output import last_crash
from app.errors import KnownError, NoReader, Refused
from app.journeys.paper import font_report
from app.journeys.records_health import record_checks
from app.paths import DataFolder
from app.power import battery
from app.sentences import sentence
from app.storage.database import open_database
from app.translation.packages import damaged, installed
from app.updates.slots import Slots
from models.health import Check

RELEASED_ON = date(2026, 11, 23)
_LOW = 30  # percent of a battery
_RECENTLY = timedelta(days=7)


def checks(folder: DataFolder) -> Iterator[Check]:
    """All checks, each independent of the others' outcome."""
    yield _guarded("readers", "warn", _readers)
    yield _guarded("fonts", "fail", font_report)
    yield _guarded("models", "warn", lambda: _models(folder))
    yield _guarded("database", "fail", lambda: _database(folder))
    yield from records(folder)
    yield _printers()
    yield _battery()
    yield _crash(folder)
    yield _update()
    yield _clock(clock.today())


def records(folder: DataFolder) -> Iterator[Check]:
    """A key that does not open is told once, with what to do."""
    try:
        yield from record_checks(folder)
    except KnownError as error:
        yield Check("keys", "fail", sentence(error, "ja"))


def _guarded(check: str, when_wrong: Literal["warn", "fail"], examine: Callable[[], str]) -> Check:
    try:
        return Check(check, "ok", examine())
    except KnownError as error:
        return Check(check, when_wrong, sentence(error, "ja"))


def _readers() -> str:
    names = [reader.name for reader in list_readers()]
    if not names:
        raise NoReader
    return "、".join(names)


def _models(folder: DataFolder) -> str:
    models = installed(folder.models)
    for one in models:
        if damaged(folder.models, one):
            raise Refused("model_damaged", id=one.id)
    names = [f"{one.id}（試験用モデル）" if one.test_model else one.id for one in models]
    return "、".join(names) or "翻訳・音声のモデルは入っていません（手続きと書類には不要です）。"


def _database(folder: DataFolder) -> str:
    if not folder.database.exists():
        return "まだ記録はありません。最初の保存のときに暗号化して作ります。"
    open_database(folder).close()
    return "暗号化されたデータベースを開けました。"


def _printers() -> Check:
    names = _printer_names()
    if names:
        return Check("printers", "ok", "、".join(names))
    return Check("printers", "warn", "プリンターが登録されていません。PDFの表示と保存はできます。")


def _printer_names() -> list[str]:
    """The system's print queues, asked without a window."""
    if sys.platform == "win32":
        import winreg

        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, r"Software\Microsoft\Windows NT\CurrentVersion\Devices") as key:
            return [winreg.EnumValue(key, index)[0] for index in range(winreg.QueryInfoKey(key)[1])]
    lpstat = shutil.which("lpstat")
    if lpstat is None:
        return []
    asked = subprocess.run([lpstat, "-e"], capture_output=True, text=True, timeout=10, check=False)  # noqa: S603
    return asked.stdout.split()


def _battery() -> Check:
    one = battery()
    if one is None:
        return Check("battery", "ok", "電池はありません（電源につながる端末です）。")
    told = f"電池は {one.percent}% です。"
    if one.on_mains:
        return Check("battery", "ok", f"{told}電源につながっています。")
    if one.percent < _LOW:
        return Check("battery", "warn", f"{told}電源につないでください。")
    return Check("battery", "ok", f"{told}電池で動いています。")


def _crash(folder: DataFolder) -> Check:
    when = last_crash(folder)
    if when is None or clock.now() - when > _RECENTLY:
        return Check("crash", "ok", "予期せず終わったことは、最近ありません。")
    told = f"{when.astimezone(clock.JAPAN):%Y-%m-%d %H:%M} に予期せず終わりました。保存した内容は失われていません。"
    return Check(
        "crash", "warn", f"{told}くり返すときは、問い合わせ用の情報を保存して、情報システム担当に渡してください。"
    )


def _update() -> Check:
    slots = Slots.of_this_program()
    if slots is None or not (slots.returned or slots.trial):
        return Check("update", "ok", f"{version('madoguchi')} が動いています。")
    if slots.returned:
        return Check(
            "update", "warn", f"更新 {slots.returned} は始められず、前の版に戻しました。提供元に知らせてください。"
        )
    return Check("update", "warn", "更新を入れました。まどぐちを閉じて開き直すと、新しい版になります。")


def _clock(today: date) -> Check:
    if today < RELEASED_ON:
        return Check("clock", "fail", f"時計が {today} です。日付と時刻を合わせてください（期限の計算に使います）。")
    return Check("clock", "ok", f"{today}（日本時間）")
