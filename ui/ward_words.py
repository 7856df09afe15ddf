"""The parts of a record by their names, where two sides of it are compared. No Qt."""

from __future__ import annotations

from typing import Any

_NAMES = {
    "event": "異動の種類", "filed_on": "届出日", "members": "世帯の人", "origin": "いままでの所", "moved_on": "異動日",
    "planned_out_on": "転出予定日", "new_address": "新しい住所", "old_address": "いままでの住所",
    "new_household_head": "新しい世帯主", "old_household_head": "いままでの世帯主",
    "joins_existing_household": "今ある世帯に入る", "honseki": "本籍", "hittosha": "筆頭者", "answers": "質問の答え",
    "details": "くわしい内容", "filer": "届出人", "language": "言語", "postcode": "郵便番号", "address": "住所",
    "building": "建物", "name": "氏名", "name_kana": "フリガナ", "former_family_name": "旧氏", "alias": "通称",
    "birth_date": "生年月日", "sex": "性別", "relation": "続柄", "nationality_class": "国籍の区分",
    "moving": "異動する",
    "juminhyo_code": "住民票コード", "my_number_card": "マイナンバーカード",
    "wants_signature_certificate": "署名用電子証明書", "seal_registration": "印鑑登録", "driver_licence": "運転免許証",
    "health_insurance": "健康保険", "lost_employer_insurance_on": "会社の保険をやめた日",
    "joined_employer_insurance_on": "会社の保険に入った日", "pension": "年金", "basic_pension_number": "基礎年金番号",
    "school": "学校", "previous_school": "いままでの学校", "nursery": "保育", "care_certified": "介護の認定",
    "disability": "障害", "residence_card": "在留カード", "number": "番号", "nationality": "国籍", "status": "在留資格",
    "period": "在留期間", "valid_until": "有効期限", "category": "区分", "phone": "電話", "member": "どの人",
    "year": "年", "month": "月", "day": "日", "bank": "口座", "branch": "支店", "kind": "種類",
    "holder_kana": "口座名義", "dog": "犬", "breed": "犬種", "tag": "鑑札", "moped": "原付", "plate": "標識番号",
    "frame": "車台番号", "model": "型式", "displacement": "排気量", "juminhyo": "住民票の写し", "use": "使い道",
    "car": "自動車", "income_year": "所得の年", "income": "収入", "salary": "給与", "deductions": "控除",
}  # fmt: skip


def part_name(path: tuple[str | int, ...]) -> str:
    """`("members", 0, "name")` → 世帯の人　1人目　氏名."""
    words = []
    for before, key in zip((None, *path), path, strict=False):
        counted = "人目" if before == "members" else "つ目"
        words.append(f"{key + 1}{counted}" if isinstance(key, int) else _NAMES.get(key, key))
    return "　".join(words)


def shown(value: Any) -> str:
    """A value as people read it; a list with its parts."""
    if value in (None, "", [], {}):
        return "（なし）"
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, dict):
        return "、".join(shown(one) for one in value.values() if one not in (None, "", [], {}))
    return "\n".join(map(shown, value)) if isinstance(value, list) else str(value)
