"""The small labelled widgets that generated web pages are made of: boxes, words, pictures, buttons, fields."""

from __future__ import annotations

from html import escape

from export.train.screens.page_look import NAMES, Look

_ICONS = (
    "M4 12h16M12 4v16",
    "M4 7h16M4 12h16M4 17h16",
    "M5 5h14v14H5z",
    "M12 3l9 9-9 9-9-9z",
    "M5 13l4 4L19 7",
    "M6 6l12 12M18 6L6 18",
    "M3 11l9-8 9 8v10H3z",
    "M10 4a6 6 0 100 12 6 6 0 000-12M15 15l6 6",
    "M4 18L18 4l2 2L6 20H4z",
    "M12 21C5 15 3 12 3 8a4 4 0 019-2 4 4 0 019 2c0 4-2 7-9 13z",
    "M12 3v12M7 11l5 5 5-5M4 20h16",
    "M8 5v14l11-7z",
    "M4 5h16v12H9l-5 4z",
    "M12 3a9 9 0 100 18 9 9 0 000-18M12 7v6l4 2",
    "M4 6h16v12H4zM4 6l8 7 8-7",
    "M3 6h6l2 2h10v11H3z",
    "M6 3h8l5 5v13H6zM14 3v5h5",
    "M5 8h14l-1 13H6zM9 8V5h6v3",
    "M9 6l-6 6 6 6M3 12h18",
    "M15 6l6 6-6 6M3 12h18",
    "M12 8a4 4 0 100-8 4 4 0 000 8M4 22c0-6 3-9 8-9s8 3 8 9",
    "M6 4h4v16H6zM14 4h4v16h-4z",
    "M3 9h4l5-5v16l-5-5H3z",
    "M12 2l3 7h7l-6 4 2 8-6-5-6 5 2-8-6-4h7z",
)


def _text(value: object) -> str:
    return escape(str(value), quote=True)


class Widgets(Look):
    """The widgets of one page."""

    # Plain parts

    def box(self, inner: str, css: str = "", role: str = "", cls: str = "", name: str = "div") -> str:
        """An element around `inner`."""
        parts = (
            f' data-role="{role}"' if role else "",
            f' class="{cls}"' if cls else "",
            f' style="{css}"' if css else "",
        )
        return f"<{name}{''.join(parts)}>{inner}</{name}>"

    def row(self, *parts: str, css: str = "") -> str:
        """Parts side by side."""
        return self.box("".join(parts), css, cls="r")

    def col(self, *parts: str, css: str = "") -> str:
        """Parts one below the other."""
        return self.box("".join(parts), css, cls="k")

    def panel(self, *parts: str, css: str = "") -> str:
        """Parts one below the other, on a card."""
        return self.box("".join(parts), self.card_css + f"padding:{self.gap + 4}px;" + css, cls="k")

    def words(self, text: str, css: str = "", muted: bool = False) -> str:
        """Words on one line, cut off where there is no room."""
        return self.box(_text(text), css, cls="one m" if muted else "one")

    def icon(self, size: int = 0, colour: str = "currentColor") -> str:
        """A small line icon."""
        side = size or self.size + 4
        return (
            f'<svg width="{side}" height="{side}" viewBox="0 0 24 24" '
            f'fill="{self.rng.choice(("none", "none", colour))}" '
            f'stroke="{colour}" stroke-width="2" style="flex:none"><path d="{self.rng.choice(_ICONS)}"/></svg>'
        )

    def avatar(self, side: int = 28) -> str:
        """A small round portrait or letter, too small for a picture."""
        css = f"width:{side}px;height:{side}px;border-radius:50%;flex:none;overflow:hidden;background:{self.colour()};"
        if self.chance(0.5):
            return self.box(self.rng.choice(NAMES)[0], css + f"text-align:center;line-height:{side}px;color:#fff")
        return self.box(self.art("portrait"), css)

    def picture(self, css: str, what: str = "") -> str:
        """A labelled picture; `css` gives its size, of at least 40 pixels each way."""
        return self.box(
            self.art(what), f"overflow:hidden;flex:none;border-radius:{min(self.radius, 12)}px;{css}", "picture"
        )

    # Widgets

    def heading(self, text: str = "", level: float = 1.6) -> str:
        """A heading, `level` times as large as running text."""
        return self.box(
            _text(text or self.some(2, 7)),
            f"font-size:{level}em;font-weight:{max(500, self.bold)};"
            "line-height:1.2;"
            "overflow-wrap:anywhere;align-self:var(--a,flex-start);max-width:100%",
            "heading",
        )

    def link(self, text: str = "", css: str = "") -> str:
        """A link, or nothing where the page has enough of them."""
        if self.links_left <= 0:
            return ""
        self.links_left -= 1
        line = "underline" if self.chance(0.4) else "none"
        return self.box(
            _text(text or self.some(1, 2)),
            f"color:{self.accent};text-decoration:{line};align-self:var(--a,flex-start);{css}",
            "link",
            "one",
            "span",
        )

    def article(self, paragraphs: int, css: str = "") -> str:
        """A block of running text."""
        r = self.rng
        inner = "".join(
            f'<p style="margin:0 0 .8em">{_text(self.text(r.randint(2, 7)))}</p>' for _ in range(paragraphs)
        )
        return self.box(inner, f"line-height:{r.uniform(1.25, 1.8):.2f};{css}", "article")

    def button(self, text: str = "", main: bool = False, css: str = "", icon: bool = True) -> str:
        """A push button with words, an icon, or both."""
        look = f"background:{self.accent};border:1px solid {self.accent};color:#fff" if main else self.button_css
        inner = _text(text or (self.say() if self.chance(0.4) else self.some(1, 2)))
        if icon and self.chance(0.15):
            inner = self.icon() + inner
        return self.box(inner, f"{look};{css}", "button", "b", "span")

    def icon_button(self, css: str = "") -> str:
        """A push button with an icon only, outside of tool bars."""
        return self.box(self.icon(), f"{self.button_css};padding:5px;{css}", "button", "b", "span")

    def field(self, text: str = "", css: str = "", filled: bool = True) -> str:
        """A text field of one line."""
        faint = "" if filled else f"color:{self.faint};"
        look = f"{self.field_css};{faint}{css}"
        value = _text(text)
        if self.native:
            return f'<input data-role="text-field" class="f" style="{look}" value="{value}">'
        return self.box(value or "&nbsp;", look, "text-field", "f one")

    def area(self, text: str = "", css: str = "") -> str:
        """A text area of several lines."""
        return self.box(
            _text(text) or "&nbsp;", f"{self.field_css};white-space:normal;height:auto;{css}", "text-area", "f"
        )

    def check(self, text: str = "", role: str = "check-box", on: bool | None = None) -> str:
        """A check box or radio button with its words."""
        on, side = self.chance(0.5) if on is None else on, self.size
        kind = "checkbox" if role == "check-box" else "radio"
        if self.native:
            mark = f'<input type="{kind}"{" checked" if on else ""} style="accent-color:{self.accent};flex:none">'
        else:
            tick = (
                f'<svg viewBox="0 0 24 24" width="{side - 2}" fill="none" stroke="#fff" stroke-width="4"><path '
                'd="M4 12l6 6L20 5"/></svg>'
            )
            dot = self.box("", "width:44%;height:44%;border-radius:50%;background:#fff")
            mark = self.box(
                (tick if kind == "checkbox" else dot) if on else "",
                f"width:{side}px;height:{side}px;"
                "flex:none;display:flex;"
                "align-items:center;justify-content:center;border:1.5px solid "
                f"{self.accent if on else self.faint};"
                f"border-radius:{'50%' if kind == 'radio' else f'{min(4, self.radius)}px'};"
                f"background:{self.accent if on else self.page}",
            )
        return self.box(
            mark + f"<span>{_text(text or self.some(1, 4))}</span>",
            "display:inline-flex;gap:7px;align-items:center;align-self:var(--a,flex-start)",
            role,
            name="span",
        )

    def radios(self, count: int) -> str:
        """Radio buttons."""
        at = self.rng.randrange(count)
        return self.box(
            "".join(self.check(self.some(1, 2), "radio-button", i == at) for i in range(count)),
            "display:flex;flex-wrap:wrap;gap:6px 16px;" + self.rng.choice(("", "flex-direction:column;")),
        )

    def combo(self, text: str = "", css: str = "") -> str:
        """A combo box."""
        value = _text(text or self.some(1, 2))
        if self.native:
            return (
                f'<select data-role="combo-box" class="f" style="{self.field_css};{css}"><option>{value}</option>'
                "</select>"
            )
        arrow = (
            '<svg width="10" height="10" viewBox="0 0 10 10" style="flex:none"><path d="M1 3l4 4 4-4" fill="none" '
            'stroke="currentColor" '
            'stroke-width="1.6"/></svg>'
        )
        return self.box(
            f'<span class="one" style="flex:1">{value}</span>{arrow}',
            f"{self.field_css};display:flex;align-items:center;gap:8px;{css}",
            "combo-box",
            "f",
        )

    def bar(self, share: float, css: str = "", role: str = "progress-bar") -> str:
        """A progress bar, or a slider with a knob."""
        thick = self.rng.choice((4, 6, 8, 12)) if role == "progress-bar" else self.rng.choice((3, 4, 6))
        inner = self.box("", f"height:100%;width:{share * 100:.0f}%;background:{self.accent};border-radius:9px")
        track = f"flex:1;height:{thick}px;background:{self.line};border-radius:9px;position:relative;"
        if role == "progress-bar":
            return self.box(inner, f"{track}min-width:60px;flex:1 1 auto;{css}", role)
        side = self.rng.choice((12, 14, 18))
        inner += self.box(
            "",
            f"position:absolute;left:calc({share * 100:.0f}% - {side // 2}px);top:50%;"
            f"margin-top:-{side // 2}px;"
            f"width:{side}px;height:{side}px;border-radius:50%;background:{self.accent};border:2px solid "
            "#fff;"
            "box-sizing:border-box;box-shadow:0 0 3px #0008",
        )
        return self.box(
            self.box(inner, track), f"display:flex;align-items:center;height:{side + 4}px;min-width:80px;{css}", role
        )

    def slider(self, css: str = "flex:1") -> str:
        """A slider."""
        return self.bar(self.rng.uniform(0.05, 0.95), css, "slider")
