"""Coordinates of a page (ISO 32000-1, 8.3.4): x' = a·x + c·y + e, y' = b·x + d·y + f."""

from __future__ import annotations

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    a2, b2, c2, d2, e2, f2 = then
    return (
        a * a2 + b * c2, a * b2 + b * d2, c * a2 + d * c2, c * b2 + d * d2, e * a2 + f * c2 + e2, e * b2 + f * d2 + f2,
    )  # fmt: skip


def apply(matrix: Matrix, point: Point) -> Point:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def upright(box: tuple[float, float, float, float], turned: int) -> Matrix:
    """From a page whose viewer turns it clockwise by `turned` degrees to one that stands, its corner at the origin."""
    x1, y1, x2, y2 = box
    return {
        0: (1.0, 0.0, 0.0, 1.0, 0.0 - x1, 0.0 - y1),
        90: (0.0, -1.0, 1.0, 0.0, 0.0 - y1, x2),
        180: (-1.0, 0.0, 0.0, -1.0, x2, y2),
        270: (0.0, 1.0, -1.0, 0.0, y2, 0.0 - x1),
    }[turned]
