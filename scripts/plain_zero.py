"""Makes the font of plain zeros for headings: `assets/fonts/…-plain-zero.woff2`.

Atkinson Hyperlegible Next has only a zero with a slash, which helps in codes and tables
but shouts in a heading. This keeps the outline of that zero and gives it the counter of
the capital O, at every weight. Run it again when the font changes; it needs fonttools
and brotli, which nothing else here needs:

    uv run --with fonttools --with brotli python scripts/plain_zero.py
"""

from copy import deepcopy
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from fontTools.varLib.instancer import instantiateVariableFont
from fontTools.varLib.models import normalizeValue, supportScalar

FONTS = Path(__file__).resolve().parent.parent / "assets" / "fonts"
SOURCE = FONTS / "atkinson-hyperlegible-next-latin.woff2"
MADE = FONTS / "atkinson-hyperlegible-next-plain-zero.woff2"

Points = list[tuple[float, float]]


def main() -> None:
    font = TTFont(SOURCE)
    axis = font["fvar"].axes[0]
    regions = [each.axes["wght"] for each in font["gvar"].variations["zero"]]
    weights = {0.0: axis.defaultValue} | {
        peak: weight_at(axis, peak) for _, peak, _ in regions
    }
    drawn = {peak: outline(weight) for peak, weight in weights.items()}

    kept = Options(layout_features=["tnum", "pnum"], flavor="woff2")
    subsetter = Subsetter(kept)
    subsetter.populate(unicodes=[0x30])
    subsetter.subset(font)
    set_outline(font, drawn[0.0][0], drawn[0.0][1])
    font["gvar"].variations["zero"] = variations(regions, drawn)
    font.save(MADE)
    print(f"{MADE.name}: {MADE.stat().st_size} bytes")


def weight_at(axis: object, peak: float) -> float:
    """The weight whose normalised value is `peak`."""
    limits = (axis.minValue, axis.defaultValue, axis.maxValue)
    return min(
        range(int(axis.minValue), int(axis.maxValue) + 1),
        key=lambda weight: abs(normalizeValue(weight, limits) - peak),
    )


def outline(weight: float) -> tuple[list[Points], float]:
    """The outer contour of the zero and the O's counter in it; the advance."""
    font = instantiateVariableFont(TTFont(SOURCE), {"wght": weight})
    outer, *counters = contours(font, "zero")
    _, inside = contours(font, "O")
    into = box([point for counter in counters for point in counter])
    return [outer, fitted(inside, into)], font["hmtx"]["zero"][0]


def contours(font: TTFont, name: str) -> list[Points]:
    points, ends, _ = font["glyf"][name].getCoordinates(font["glyf"])
    starts = [0, *(end + 1 for end in ends)]
    return [
        list(points[start : end + 1]) for start, end in zip(starts, ends, strict=False)
    ]


def box(points: Points) -> tuple[float, float, float, float]:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def fitted(points: Points, into: tuple[float, float, float, float]) -> Points:
    """The same shape, in another box."""
    left, low, right, high = box(points)
    new_left, new_low, new_right, new_high = into
    across, up = (
        (new_right - new_left) / (right - left),
        (new_high - new_low) / (high - low),
    )
    return [
        (new_left + (x - left) * across, new_low + (y - low) * up) for x, y in points
    ]


def set_outline(font: TTFont, drawn: list[Points], advance: float) -> None:
    whole, source = TTFont(SOURCE)["glyf"], font["glyf"]
    flags = [
        whole["zero"].getCoordinates(whole)[2][: len(drawn[0])],
        whole["O"].getCoordinates(whole)[2][-len(drawn[1]) :],
    ]
    glyph = deepcopy(source["zero"])
    glyph.numberOfContours = 2
    glyph.endPtsOfContours = [len(drawn[0]) - 1, len(drawn[0]) + len(drawn[1]) - 1]
    glyph.coordinates = GlyphCoordinates(
        [(round(x), round(y)) for contour in drawn for x, y in contour]
    )
    glyph.flags = bytearray(flags[0]) + bytearray(flags[1])
    glyph.program.fromBytecode(b"") if hasattr(glyph, "program") else None
    glyph.recalcBounds(source)
    source["zero"] = glyph
    font["hmtx"]["zero"] = (round(advance), glyph.xMin)


def variations(
    regions: list[tuple[float, float, float]],
    drawn: dict[float, tuple[list[Points], float]],
) -> list[TupleVariation]:
    """How each point moves with the weight, so that every master is met exactly."""
    begin = flat(drawn[0.0])
    made: list[TupleVariation] = []
    for region in sorted(regions, key=lambda each: abs(each[1])):
        peak = region[1]
        already = [supportScalar({"wght": peak}, each.axes) * 1.0 for each in made]
        deltas = []
        for place, (start, goal) in enumerate(
            zip(begin, flat(drawn[peak]), strict=True)
        ):
            x, y = goal[0] - start[0], goal[1] - start[1]
            for scalar, each in zip(already, made, strict=True):
                x -= scalar * each.coordinates[place][0]
                y -= scalar * each.coordinates[place][1]
            deltas.append((round(x), round(y)))
        made.append(TupleVariation({"wght": region}, deltas))
    return made


def flat(drawn: tuple[list[Points], float]) -> Points:
    """Every point, and the four phantom points that carry the advance."""
    contours_, advance = drawn
    points = [point for contour in contours_ for point in contour]
    return [*points, (0, 0), (advance, 0), (0, 0), (0, 0)]


if __name__ == "__main__":
    main()
