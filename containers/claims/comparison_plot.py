"""Draws observed and predicted claim frequencies by predicted risk, as PNG."""

from __future__ import annotations

import io
import math

from PIL import Image, ImageDraw, ImageFont

_WIDTH, _HEIGHT, _MARGIN = 1200, 800, 100
#: Lines are drawn this many times larger and scaled down, because the library draws them without smooth edges.
_FINER = 3
_GRID, _INK = "#dddddd", "#222222"
_CURVES = {"predicted": "#1f77b4", "observed": "#d62728"}


def comparison_plot(groups: list[dict[str, float]], title: str) -> bytes:
    """The same groups give the same bytes."""
    top = max(max(group["predicted"], group["observed"]) for group in groups)
    step = nice_step(top / 5)
    ticks = max(1, math.ceil(top / step - 1e-9))
    across = (_WIDTH - 2 * _MARGIN) / len(groups)
    x = [_MARGIN + across * (at + 0.5) for at in range(len(groups))]

    def y(value: float) -> float:
        return _HEIGHT - _MARGIN - (_HEIGHT - 2 * _MARGIN) * value / (step * ticks)

    image = _curves(groups, x, y, [y(step * at) for at in range(ticks + 1)])
    pen = ImageDraw.Draw(image)
    small, large = ImageFont.load_default(18), ImageFont.load_default(26)
    pen.text((_WIDTH / 2, _MARGIN / 2), title, _INK, large, anchor="mm")
    for at in range(ticks + 1):
        pen.text((_MARGIN - 12, y(step * at)), f"{step * at:.3g}", _INK, small, anchor="rm")
    for at, place in enumerate(x):
        pen.text((place, _HEIGHT - _MARGIN + 20), str(at + 1), _INK, small, anchor="mm")
    for at, (name, colour) in enumerate(_CURVES.items()):
        pen.text((_MARGIN + 16, _MARGIN + 20 + 28 * at), f"{name} claims a year", colour, small, anchor="lm")
    below = "policies by predicted risk, in groups of equal exposure"
    pen.text((_WIDTH / 2, _HEIGHT - _MARGIN / 3), below, _INK, small, anchor="mm")
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def _curves(groups, x, y, grid) -> Image.Image:
    image = Image.new("RGB", (_WIDTH * _FINER, _HEIGHT * _FINER), "white")
    pen = ImageDraw.Draw(image)
    for height in grid:
        pen.line([(_MARGIN * _FINER, height * _FINER), ((_WIDTH - _MARGIN) * _FINER, height * _FINER)], _GRID, _FINER)
    for name, colour in _CURVES.items():
        points = [(place * _FINER, y(group[name]) * _FINER) for place, group in zip(x, groups)]
        pen.line(points, colour, 3 * _FINER, joint="curve")
        for point in points:
            pen.circle(point, 6 * _FINER, colour)
    return image.resize((_WIDTH, _HEIGHT), Image.Resampling.LANCZOS)


def nice_step(rough: float) -> float:
    """The least of 1, 2 or 5 times a power of ten that is no smaller."""
    if rough <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999)
