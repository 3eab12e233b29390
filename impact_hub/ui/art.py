"""The picture on the first page: people on seven stairs. It only adorns."""

import reflex as rx

WIDTH, HEIGHT = 432, 264
GROUND = 252
TREAD = 54  # how wide a stair is
GAP = 4
LOWEST, RISE = 22, 24

# Who stands where: the step, how far to the right on it, how tall.
PEOPLE = [(1, 20, 34), (2, 34, 30), (4, 17, 35), (4, 35, 28), (6, 27, 34)]


def stairs_art() -> rx.Component:
    """Seven stairs from sand to pine, with people on their way up."""
    return rx.el.svg(
        rx.el.circle(cx="300", cy="92", r="76", class_name="art-sun"),
        *[_stair(step) for step in range(1, 8)],
        *[part for person in PEOPLE for part in _person(*person)],
        rx.el.path(d=f"M0 {GROUND}.5H{WIDTH}", class_name="art-ground"),
        view_box=f"0 0 {WIDTH} {HEIGHT}",
        aria_hidden="true",
        class_name="art",
    )


def _stair(step: int) -> rx.Component:
    height = LOWEST + (step - 1) * RISE
    return rx.el.rect(
        x=str(_left(step)),
        y=str(GROUND - height),
        width=str(TREAD),
        height=str(height),
        rx="3",
        fill=f"var(--step-{step})",
    )


def _person(step: int, right: int, tall: int) -> tuple[rx.Component, rx.Component]:
    """A head above a body with round shoulders, standing on a stair."""
    x, feet = _left(step) + right, GROUND - LOWEST - (step - 1) * RISE
    shoulders = feet - tall * 0.6
    body = (
        f"M{x - 6} {feet}V{shoulders + 6:.1f}"
        f"a6 6 0 0 1 12 0V{feet}Z"
    )  # fmt: skip
    head = rx.el.circle(
        cx=str(x), cy=f"{feet - tall * 0.6 - 6.5:.1f}", r="5", class_name="art-person"
    )
    return rx.el.path(d=body, class_name="art-person"), head


def _left(step: int) -> int:
    return 14 + (step - 1) * (TREAD + GAP)
