"""The arguments of every subcommand (contract v1)."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, _SubParsersAction
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from app.errors import Usage

if TYPE_CHECKING:
    _Commands = _SubParsersAction["_Parser"]


_SECRETS = ["pin", "number_b", "number_a", "birth_date", "residence_number", "licence_pin1", "licence_pins"]


class _Parser(ArgumentParser):
    """Raises instead of leaving, so that a robot gets its JSON object for wrong arguments too."""

    def error(self, message: str) -> NoReturn:
        raise Usage(message)


def parser() -> ArgumentParser:
    """The whole command line. A parsed subcommand names its function in `command` (`cases:fill`).

    Named, not imported: a command loads only what it needs, and starts at once.
    """
    main = _Parser(prog="madoguchi", description="まどぐち: 窓口の手続きを、書くのは一度だけに。", allow_abbrev=False)
    main.add_argument("--version", action="version", version=f"madoguchi {version('madoguchi')}")
    main.add_argument("--demo", action="store_true", help="練習モードで窓を開く")
    _common(main)
    commands = main.add_subparsers(title="commands", parser_class=_Parser, metavar="COMMAND")
    _card(commands.add_parser("card", help="カードリーダーとカード"))
    _cases(commands)
    _own_forms(commands.add_parser("forms", help="区の様式"))
    _tax(commands.add_parser("tax", help="所得税・住民税"))
    _leaf(commands.add_parser("languages", help="話せる言語の一覧"), "interpreting:languages")
    _talk(commands)
    _speech(commands)
    _guide(commands.add_parser("guide", help="ごみ・窓口・支払い・オンライン申請の案内"))
    _operation(commands)
    return main


def _common(one: ArgumentParser) -> None:
    """Options that stand before or after the subcommand: a subcommand's silence must not undo what stood before."""
    one.add_argument("--json", action="store_true", default=SUPPRESS, help="JSONで答える")
    one.add_argument("--ui", choices=["ja", "en"], default=SUPPRESS, help="答えの言語")
    one.add_argument("--data", metavar="DIR", default=SUPPRESS, help="データフォルダー")
    one.add_argument("--user", metavar="NAME", default=SUPPRESS, help="利用者（記録を扱うコマンド）")


def _leaf(one: ArgumentParser, command: str) -> ArgumentParser:
    _common(one)
    one.set_defaults(command=command)
    return one


def _card(card: ArgumentParser) -> None:
    actions = card.add_subparsers(title="actions", parser_class=_Parser, required=True, metavar="ACTION")
    _leaf(actions.add_parser("list", help="リーダーと、置かれているカードの種類"), "cards:card_list")
    read = _leaf(actions.add_parser("read", help="カードを読む（暗証番号は標準入力の1行）"), "cards:card_read")
    read.add_argument("--reader", metavar="NAME")
    read.add_argument("--secret", choices=_SECRETS)
    read.add_argument("--with-number", action="store_true", help="個人番号も読む（法令で必要な事務だけ）")
    read.add_argument("--timeout", type=_seconds, default=20.0, metavar="S", help="カードを待つ秒数")
    read.add_argument("--images", type=Path, metavar="DIR", help="券面の画像を書き出すフォルダー")
    read.add_argument("--prove-chip", action="store_true", help="チップが本物かを、署名させて確かめる")
    read.add_argument("--applications", action="store_true", help="特定在留カードかマイナ免許証かも調べる")
    read.add_argument("--last-try", action="store_true", help="最後の1回を使う")
    simulate = _leaf(actions.add_parser("simulate", help="練習カードを仮想リーダーに置く"), "cards:card_simulate")
    simulate.add_argument("--persona", type=Path, required=True, metavar="FILE")
    simulate.add_argument("--port", type=int, default=35963)


def _seconds(text: str) -> float:
    """Seconds to wait, from none to an hour; ValueError (which becomes a usage error) for anything else."""
    seconds = float(text)
    if not 0 <= seconds <= 3600:
        raise ValueError(text)
    return seconds


def _cases(commands: _Commands) -> None:
    procedures = _leaf(commands.add_parser("procedures", help="必要な手続きを調べる"), "cases:procedures")
    procedures.add_argument("--case", type=Path, required=True, metavar="FILE")
    fill = _leaf(commands.add_parser("fill", help="書類を作る"), "cases:fill")
    source = fill.add_mutually_exclusive_group(required=True)
    source.add_argument("--case", type=Path, metavar="FILE")
    source.add_argument("--batch", type=Path, metavar="DIR", help="フォルダーの *.json をまとめて")
    fill.add_argument("--out", type=Path, required=True, metavar="DIR")
    fill.add_argument("--forms", metavar="ID,ID", help="この書類だけ")
    handover = _leaf(commands.add_parser("handover", help="各課への引継ぎファイルを作る"), "cases:handover")
    handover.add_argument("--case", type=Path, required=True, metavar="FILE")
    handover.add_argument("--out", type=Path, required=True, metavar="DIR")
    handover.add_argument("--number", default="", metavar="NUMBER", help="受付番号")
    handover.add_argument("--sealed", action="store_true", help="合言葉（標準入力の1行）で閉じた1つのファイルにする")
    export = commands.add_parser("export", help="合言葉で閉じたファイル（.mdgx）")
    actions = export.add_subparsers(title="actions", parser_class=_Parser, required=True, metavar="ACTION")
    opened = _leaf(actions.add_parser("open", help="開く（合言葉は標準入力の1行）"), "export:open_export")
    opened.add_argument("file", type=Path, metavar="FILE")
    opened.add_argument("--out", type=Path, required=True, metavar="DIR")


def _own_forms(forms: ArgumentParser) -> None:
    actions = forms.add_subparsers(metavar="ACTION", required=True)
    _leaf(actions.add_parser("list", help="書類と、区の様式の版の一覧"), "forms:forms_list")
    _leaf(actions.add_parser("check", help="区の様式をすべて調べる"), "forms:forms_check")
    empty = _leaf(
        actions.add_parser("blank", help="記入のない用紙を1つのPDFに作る（停電・障害のときの備え）"),
        "forms:forms_blank",
    )
    empty.add_argument("--out", type=Path, required=True, metavar="FILE")
    empty.add_argument("--forms", metavar="ID,ID", help="この書類だけ")
    _leaf(actions.add_parser("decode", help="書類の2次元コードを読む（標準入力に1行1つ）"), "forms:forms_decode")
    taken = _leaf(actions.add_parser("import", help="様式のファイルを取り込む"), "forms:forms_import")
    taken.add_argument("file", type=Path, metavar="FILE")
    given = _leaf(actions.add_parser("export", help="様式を1つのファイルに書き出す"), "forms:forms_export")
    given.add_argument("form", metavar="FORM")
    given.add_argument("version", metavar="VERSION")
    given.add_argument("--out", type=Path, required=True, metavar="FILE")


def _tax(tax: ArgumentParser) -> None:
    actions = tax.add_subparsers(title="actions", parser_class=_Parser, required=True, metavar="ACTION")
    compute = _leaf(actions.add_parser("compute", help="所得税と住民税を計算する"), "tax:compute")
    source = compute.add_mutually_exclusive_group(required=True)
    source.add_argument("--return", dest="tax_return", type=Path, metavar="FILE", help="申告のファイル（JSON）")
    source.add_argument("--batch", type=Path, metavar="DIR", help="フォルダーの *.json をまとめて")
    sheets = _leaf(actions.add_parser("sheets", help="申告書と計算用紙を作る"), "tax_sheets:sheets")
    sheets.add_argument("--return", dest="tax_return", type=Path, required=True, metavar="FILE")
    sheets.add_argument("--out", type=Path, required=True, metavar="DIR")
    sheets.add_argument("--medical", type=Path, metavar="CSV", help="医療費の一覧")
    sheets.add_argument("--language", default="ja", metavar="LANG", help="まとめの言語（BCP 47）")
    sheets.add_argument("--final", action="store_true", help="下書きではなく提出用")
    sheets.add_argument("--with-number", action="store_true", help="個人番号を印字する（標準入力の1行、保存しない）")
    taken = _leaf(
        actions.add_parser("import", help="税務システムの抽出データ（CSV6種）を取り込む"), "tax_import:tax_import"
    )
    taken.add_argument("folder", type=Path, nargs="?", metavar="DIR")
    taken.add_argument("--preview", action="store_true", help="何が変わるかを調べるだけで、取り込まない")
    taken.add_argument("--undo", action="store_true", help="最後の取込みを取り消す")


def _talk(commands: _Commands) -> None:
    translate = _leaf(
        commands.add_parser("translate", help="短い文を訳す（定型文、次に機械翻訳）"), "translate:translate"
    )
    translate.add_argument("--from", dest="source", required=True, metavar="LANGUAGE")
    translate.add_argument("--to", dest="target", required=True, metavar="LANGUAGE")
    translate.add_argument("text", metavar="TEXT")
    models = commands.add_parser("models", help="翻訳・音声のモデル")
    actions = models.add_subparsers(title="actions", parser_class=_Parser, required=True, metavar="ACTION")
    _leaf(actions.add_parser("list", help="入っているモデル"), "translate:models_list")
    install = _leaf(actions.add_parser("install", help="モデルのファイルを調べて入れる"), "translate:models_install")
    install.add_argument("file", type=Path, metavar="FILE")
    known = install.add_mutually_exclusive_group()
    known.add_argument("--sha256", metavar="HEX", help="ファイルのSHA-256")
    known.add_argument("--list", type=Path, metavar="FILE", help="SHA-256の一覧（sha256sumの形）")
    remove = _leaf(actions.add_parser("remove", help="モデルを消す"), "translate:models_remove")
    remove.add_argument("id", metavar="ID")


def _speech(commands: _Commands) -> None:
    transcribe = _leaf(commands.add_parser("transcribe", help="音声（WAV）を文字にする"), "speech:transcribe")
    transcribe.add_argument("--language", required=True, metavar="LANGUAGE")
    transcribe.add_argument("file", type=Path, metavar="FILE.wav")
    speak = _leaf(commands.add_parser("speak", help="文を音声（WAV）にする"), "speech:speak")
    speak.add_argument("--language", required=True, metavar="LANGUAGE")
    speak.add_argument("--out", type=Path, required=True, metavar="FILE.wav")
    speak.add_argument("--speed", type=float, default=1.0, metavar="X", help="速さ（0.5〜2、ふつうは1）")
    speak.add_argument("text", metavar="TEXT")


def _guide(guide: ArgumentParser) -> None:
    actions = guide.add_subparsers(title="actions", parser_class=_Parser, required=True, metavar="ACTION")
    search = _leaf(actions.add_parser("search", help="ふだんの言葉でさがす"), "guide:search")
    search.add_argument("--language", default="ja", metavar="LANG", help="答えの言語（BCP 47）")
    search.add_argument("query", metavar="QUERY")


def _operation(commands: _Commands) -> None:
    _receptions(commands.add_parser("receptions", help="保存した受付"))
    audit = commands.add_parser("audit", help="証跡（だれが何をしたかの記録）")
    deeds = audit.add_subparsers(title="actions", parser_class=_Parser, required=True, metavar="ACTION")
    _leaf(deeds.add_parser("verify", help="証跡が書き換えられていないかを調べる"), "audit:verify")
    handed = _leaf(deeds.add_parser("export", help="証跡を署名つきで書き出す"), "audit:export")
    handed.add_argument("--out", type=Path, required=True, metavar="DIR")
    doctor = _leaf(commands.add_parser("doctor", help="この端末の状態を調べる"), "doctor:doctor")
    doctor.add_argument("--bundle", type=Path, metavar="FILE", help="問い合わせ用の情報（個人情報なし）も書き出す")
    _backup(commands.add_parser("backup", help="バックアップ"))
    _sync(commands.add_parser("sync", help="区のサーバーとのやりとり"))
    _keys(commands.add_parser("keys", help="データの鍵と、区の控えの鍵"))
    _update(commands.add_parser("update", help="署名された更新"))
    procedure = _leaf(commands.add_parser("fallback", help="使えないときの手順（1枚）を作る"), "backup:fallback")
    procedure.add_argument("--out", type=Path, required=True, metavar="FILE")
    demonstration = _leaf(commands.add_parser("demo", help="練習用の家族の転入を、窓なしで通して行う"), "demo:demo")
    demonstration.add_argument("--out", type=Path, required=True, metavar="DIR")


def _receptions(receptions: ArgumentParser) -> None:
    actions = receptions.add_subparsers(title="actions", parser_class=_Parser, required=True, metavar="ACTION")
    listed = _leaf(actions.add_parser("list", help="受付をさがす"), "receptions:list_")
    listed.add_argument("--text", metavar="WORDS", help="氏名・カナ・受付番号の一部")
    listed.add_argument("--unfinished", action="store_true", help="途中のものだけ")
    listed.add_argument("--after", type=int, metavar="NEXT", help="前の答えの next から続ける")
    shown = _leaf(actions.add_parser("show", help="1件の内容・経過・訂正"), "receptions:show")
    shown.add_argument("id", metavar="ID", help="受付の識別番号か受付番号")
    handed = _leaf(actions.add_parser("export", help="一覧を書き出す（氏名なし）"), "receptions:export")
    handed.add_argument("--format", choices=["csv", "json"], required=True)
    handed.add_argument("--out", type=Path, metavar="FILE")
    for one in (listed, handed):
        one.add_argument("--since", metavar="DATE", help="この日から（受付の日）")
        one.add_argument("--until", metavar="DATE", help="この日まで")
        for name in ("event", "procedure", "form", "state", "section", "assignee"):
            one.add_argument(f"--{name}", metavar=name.upper())
    told = _leaf(
        actions.add_parser("disclose", help="1人についての情報をすべて書き出す（開示請求）"), "receptions:disclose"
    )
    for name, help_ in (("name", "氏名"), ("birth-date", "生年月日（YYYY-MM-DD）"), ("purpose", "目的・請求の番号")):
        told.add_argument(f"--{name}", required=True, help=help_)
    told.add_argument("--out", type=Path, required=True, metavar="DIR")
    purge = _leaf(actions.add_parser("purge", help="保存期間を過ぎた受付を削除する"), "receptions:purge")
    purge.add_argument("--preview", action="store_true", help="件数を調べるだけで、削除しない")
    purge.add_argument("--clock-is-right", action="store_true", help="時計を確かめたうえで削除する")


def _backup(backup: ArgumentParser) -> None:
    actions = backup.add_subparsers(title="actions", parser_class=_Parser, required=True, metavar="ACTION")
    words = {"create": "作り、開いて確かめる", "check": "開いて確かめる", "restore": "復元する（今の記録は別に残す）"}
    for action, help_ in words.items():
        one = _leaf(actions.add_parser(action, help=help_), f"backup:{action}")
        one.add_argument("file", type=Path, metavar="FILE")
        if action != "create":
            one.add_argument("--recovery-key", action="store_true", help="回復用紙の文字で開く（標準入力の1行）")


def _sync(sync: ArgumentParser) -> None:
    actions = sync.add_subparsers(title="actions", parser_class=_Parser, required=True, metavar="ACTION")
    _leaf(actions.add_parser("status", help="サーバーに送っていない保存を調べる"), "sync:status")
    _leaf(actions.add_parser("run", help="サーバーに送る"), "sync:run")
    join = _leaf(actions.add_parser("join", help="区のサーバーに加わる（合言葉は標準入力の1行）"), "sync:join")
    join.add_argument("file", type=Path, metavar="FILE")
    join.add_argument("--first", action="store_true", help="最初の端末として、合言葉を新しく作る")


def _update(update: ArgumentParser) -> None:
    actions = update.add_subparsers(title="actions", parser_class=_Parser, required=True, metavar="ACTION")
    for action, help_ in {"check": "調べるだけ", "install": "調べて、もう一方の置き場所に入れて試す"}.items():
        one = _leaf(actions.add_parser(action, help=help_), f"update:{action}")
        one.add_argument("file", type=Path, metavar="FILE")
        one.add_argument("--note", type=Path, metavar="FILE", help="前の版に戻すための、署名された許可")
        one.add_argument("--allow-old", action="store_true", help="400日より古い更新でもよい")
    one.add_argument("--home", type=Path, metavar="DIR", help="2つの置き場所があるフォルダー")


def _keys(keys: ArgumentParser) -> None:
    actions = keys.add_subparsers(title="actions", parser_class=_Parser, required=True, metavar="ACTION")
    escrow = _leaf(actions.add_parser("escrow", help="区の控えの鍵を作る、または他の端末のものを使う"), "backup:escrow")
    source = escrow.add_mutually_exclusive_group(required=True)
    source.add_argument("--out", type=Path, metavar="FILE", help="回復用紙（PDF）。鍵の控えはこの紙だけに残る")
    source.add_argument("--public", metavar="TEXT", help="他の端末が示した公開鍵")
    _leaf(actions.add_parser("rotate", help="この端末の保管場所で、鍵を包み直す"), "backup:rotate")
    _leaf(actions.add_parser("unlock", help="回復用紙の文字で、この端末の記録を開けるようにする"), "backup:unlock")
