"""The program has an icon of its own, wherever a desktop shows one."""

from __future__ import annotations

from app.own_icon import own_icon
from app.sizes import OWN_ICON
from app.theme import Mode, Theme
from tests.fixtures.contrast import contrast


def test_the_icon_can_be_told_in_both_looks_and_every_size(theme: Theme) -> None:
    for mode in (Mode.LIGHT, Mode.DARK):
        theme.set_mode(mode)
        picture = own_icon(theme).pixmap(max(OWN_ICON)).toImage()
        seen = {picture.pixelColor(x, picture.height() // 2).name() for x in range(picture.width())}
        assert {theme.colors.accent.name(), theme.colors.base.name()} <= seen
        assert contrast(theme.colors.accent, theme.colors.base) >= 3
        assert {each.width() for each in own_icon(theme).availableSizes()} == set(OWN_ICON)
