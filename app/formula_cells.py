"""What a spreadsheet takes for a formula: text from outside that begins so is refused, ours is made harmless."""

FORMULA_STARTS = tuple("=+-@＝＋－＠\t\r")
