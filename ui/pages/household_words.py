"""The words of the household's choices, in the order in which they are offered."""

from __future__ import annotations

from forms.cover_words import languages, words_of
from models.case import Event, HealthInsurance, NationalityClass, Origin, Pension, School, SealRegistration
from models.person import Sex

EVENTS = {
    Event.IN_DOM: "転入（国内から）", Event.IN_SP: "特例転入（カードで）", Event.IN_ABR_J: "国外から転入（日本人）",
    Event.IN_ABR_F: "国外から転入（外国人）", Event.F_BECOME: "中長期在留者になった", Event.MOVE: "転居（墨田区内）",
    Event.OUT: "転出", Event.OUT_SP: "特例転出（カードで）", Event.OUT_ABR: "国外へ転出", Event.HH_HEAD: "世帯主変更",
    Event.HH_SPLIT: "世帯分離", Event.HH_MERGE: "世帯合併", Event.HH_CHANGE: "世帯変更", Event.BIRTH: "出生",
    Event.DEATH: "死亡", Event.MARR: "婚姻", Event.DIV: "離婚",
}  # fmt: skip
ORIGINS = {
    None: "―", Origin.OTHER_WARD_TOKYO: "23区のほかの区", Origin.TOKYO_OTHER: "東京都（23区の外）",
    Origin.OUTSIDE_TOKYO: "東京都の外", Origin.ABROAD: "国外", Origin.WITHIN_SUMIDA: "墨田区内",
}  # fmt: skip
SEXES = {Sex.UNKNOWN: "―", Sex.MALE: "男", Sex.FEMALE: "女", Sex.NOT_APPLICABLE: "適用不能"}
NATIONALITY = {
    NationalityClass.JAPANESE: "日本", NationalityClass.FOREIGN: "外国", NationalityClass.SPECIAL_PERMANENT: "特別永住",
}  # fmt: skip
INSURANCE = {
    None: "まだ聞いていない", HealthInsurance.KOKUHO: "国民健康保険", HealthInsurance.SHAHO_SELF: "会社の保険（本人）",
    HealthInsurance.SHAHO_DEPENDANT: "会社の保険（扶養）", HealthInsurance.KOKUHO_KUMIAI: "国保組合",
    HealthInsurance.KOKI75: "後期高齢者医療", HealthInsurance.PUBLIC_ASSISTANCE: "生活保護",
    HealthInsurance.NONE: "なし",
}  # fmt: skip
PENSION = {
    None: "まだ聞いていない", Pension.FIRST: "第1号（国民年金）", Pension.SECOND: "第2号（厚生年金）",
    Pension.THIRD: "第3号（扶養の配偶者）", Pension.VOLUNTARY: "任意加入", Pension.NONE: "なし",
}  # fmt: skip
SCHOOL = {
    School.NONE: "―", School.PRIMARY: "公立小学校", School.JUNIOR_HIGH: "公立中学校", School.PRIVATE: "私立・国立など",
    School.UNIVERSITY: "大学（家族と別居）", School.OTHER: "その他",
}  # fmt: skip
SEAL = {
    SealRegistration.NONE: "―", SealRegistration.WANTED: "登録したい", SealRegistration.REGISTERED: "登録している",
}  # fmt: skip
CATEGORIES = {
    "": "―", "中長期在留者": "中長期在留者", "特別永住者": "特別永住者", "一時庇護許可者": "一時庇護許可者",
    "仮滞在許可者": "仮滞在許可者", "経過滞在者": "経過滞在者",
}  # fmt: skip
ACCOUNTS = {"普通": "普通", "当座": "当座"}


def languages_of(language: str = "ja") -> dict[str, str]:
    """The languages of the cover sheet by their own names, Japanese first; a case's other one (`en-GB`) stays in it."""
    names = {"ja": words_of("ja").name} | {key: words.name for key, words in languages().items()}
    return (
        names if language in names else {**names, language: f"{_name_ja(language)}（用紙は{words_of(language).name}）"}
    )


def _name_ja(language: str) -> str:
    from app.translation.languages import languages as spoken

    return spoken()[language].name_ja if language in spoken() else language
