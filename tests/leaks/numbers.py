"""Marked individual numbers, of nobody: their check digit is right, so that they are looked for as a real one is."""

from app.individual_number import is_right


def _with_check_digit(eleven: str) -> str:
    return next(eleven + str(digit) for digit in range(10) if is_right(eleven + str(digit)))


MARKED = tuple(_with_check_digit(f"9753186420{digit}") for digit in range(1, 9))
