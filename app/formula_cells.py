"""What a spreadsheet takes for a formula: text from outside that begins so is refused, ours is made harmless."""

FORMULA_STARTS = tuple("=+-@＝＋－＠\t\r")


def safe_cell(text: str) -> str:
    """With an apostrophe before what would be a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
