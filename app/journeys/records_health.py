"""How the records of this counter stand: keys, backups, the trail, room on the disk, what waits for the server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta

from sqlalchemy import func, select

from app import clock
from app.errors import StorageFailure
from app.keys.ring import data_key, header
from app.paths import DataFolder
from app.storage.backup_log import last_rehearsal
from app.storage.backup_plan import Plan
from app.storage.ballast import SIZE, Ballast
from app.storage.receptions import Receptions
from app.storage.records import in_utc
from models.audit import Verdict
from models.health import Check
from models.tables import ReceptionRow

_NONE_YET = "まだ記録はありません。最初の保存のときに作ります。"
_OLD_BACKUP = timedelta(hours=26)
"""A working day and a night: the last backup of yesterday is not too old in the morning."""
_MONTHLY = timedelta(days=31)
_LITTLE_ROOM = 1 << 30
_DRIFT = timedelta(minutes=2)
_LONG_UNSENT = timedelta(hours=1)


def record_checks(folder: DataFolder) -> Iterator[Check]:
    """Keys, backups and disk always; what stands in the database only where it opens (the `database` check tells)."""
    if not folder.database.exists():
        yield from (Check(one, "ok", _NONE_YET) for one in ("keys", "backup", "rehearsal", "outbox", "trail"))
    else:
        yield _keys(folder)
        yield _backup(folder, clock.now())
        yield _rehearsal(folder, clock.now())
        yield from _in_the_database(folder, clock.now())
    yield _disk(folder)


def _keys(folder: DataFolder) -> Check:
    """Opened by this machine, and by a paper in the safe."""
    data_key(folder)
    escrow = header(folder).escrow
    if escrow is None:
        return Check("keys", "warn", "区の控えの鍵がありません。端末が壊れると記録を戻せません。回復用紙が要ります。")
    return Check("keys", "ok", f"この端末と、回復用紙（{escrow.id}）で開けます。")


def _backup(folder: DataFolder, now: datetime) -> Check:
    plan = Plan.of(folder)
    newest = next(iter(plan.kept()), None)
    if newest is None:
        return Check("backup", "warn", "バックアップがまだありません。まどぐちを開いておくと、1時間ごとに作ります。")
    when = newest.made_at.astimezone(clock.JAPAN).strftime("%Y-%m-%d %H:%M")
    if now - newest.made_at > _OLD_BACKUP:
        return Check("backup", "warn", f"最後のバックアップは {when} で、古くなっています。保存先を確かめてください。")
    if not plan.on_own_disk():
        return Check("backup", "warn", f"{when} に作りましたが、記録と同じディスクです。別のディスクを選んでください。")
    return Check("backup", "ok", f"{when} に作り、開いて確かめました。")


def _rehearsal(folder: DataFolder, now: datetime) -> Check:
    """Whoever has never restored does not know whether it works (facts C-38: each month)."""
    last = last_rehearsal(folder)
    if last is None:
        return Check("rehearsal", "warn", "復元の練習をまだしていません。「バックアップ」で1つ選び、練習してください。")
    when = f"{last.moment.astimezone(clock.JAPAN):%Y-%m-%d %H:%M}"
    if now - last.moment > _MONTHLY:
        return Check("rehearsal", "warn", f"復元の練習は {when} が最後です。月に1回、練習してください。")
    return Check("rehearsal", "ok", f"{when} に練習し、{last.seconds:.1f}秒で元に戻せました。")


def _in_the_database(folder: DataFolder, now: datetime) -> Iterator[Check]:
    try:
        with closing(Receptions.open(folder)) as store:
            with store.transaction() as session:
                newest = session.scalar(select(func.max(ReceptionRow.saved_at)))
            outbox = _outbox(store, now)
            verdict = store.audit.verify()
    except StorageFailure:
        return
    yield _trail(verdict)
    yield outbox
    if newest is not None and in_utc(newest) > now + _DRIFT:
        yield Check("time", "warn", "最後に保存した時刻より、時計が戻っています。日付と時刻を合わせてください。")


def _outbox(store: Receptions, now: datetime) -> Check:
    """What waits for the ward's server: a counter without one keeps everything itself, which is well."""
    waiting, standing = store.outbox.waiting(), len(store.others.standing())
    oldest = waiting.oldest
    since = f"（最も古いものは {oldest.astimezone(clock.JAPAN):%Y-%m-%d %H:%M}）" if oldest else ""
    told = f"サーバーに送っていない保存は {waiting.count:,} 件です{since}。"
    if store.ward.get() is None:
        return Check("outbox", "ok", f"{told}この端末は、区のサーバーに参加していません。")
    if waiting.held or standing:
        looks = len(waiting.held) + standing
        return Check("outbox", "warn", f"{told}確かめる保存が {looks}件あります。窓口の画面の下から開いてください。")
    if oldest is not None and now - oldest > _LONG_UNSENT:
        return Check("outbox", "warn", f"{told}サーバーとの接続を確かめ、この端末は入れ替えないでください。")
    return Check("outbox", "ok", told)


def _trail(verdict: Verdict) -> Check:
    if verdict.holds:
        return Check("trail", "ok", f"{verdict.entries:,}件の証跡に、書き換えはありません。")
    count = len(verdict.faults)
    return Check(
        "trail", "fail", f"証跡に {count}か所の異常があります。使うのをやめ、情報システム担当に知らせてください。"
    )


def _disk(folder: DataFolder) -> Check:
    place = next(one for one in (folder.root, *folder.root.parents) if one.exists())
    free = shutil.disk_usage(place).free
    told = f"空きは {free / (1 << 30):.1f} GB です。"
    if free < SIZE:
        return Check("disk", "fail", f"{told}保存できなくなる前に、不要なファイルを消してください。")
    if free < _LITTLE_ROOM:
        return Check("disk", "warn", f"{told}不要なファイルを消してください。")
    aboard = "いっぱいになったときのための予備もあります。" if Ballast(folder).aboard else ""
    return Check("disk", "ok", told + aboard)
