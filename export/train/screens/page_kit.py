"""Widgets of generated web pages, labelled with their roles, in the look of the page."""

from __future__ import annotations

from collections.abc import Sequence
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


class Kit(Look):
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

    def tool_bar(self, count: int = 0, css: str = "", upright: bool = False) -> str:
        """A row (or column) of at least four icon buttons."""
        boxed = f"border:1px solid {self.line};" if self.chance(0.3) else ""
        items = []
        for _ in range(count or self.rng.randint(4, 14)):
            on = f"background:{self.line};" if self.chance(0.12) else ""
            items.append(
                self.box(
                    self.icon(),
                    f"padding:{self.rng.choice((4, 5, 6))}px;display:flex;border-radius:{self.radius}px;{boxed}{on}",
                )
            )
            if self.chance(0.12):
                items.append(
                    self.box("", f"background:{self.line};{'height' if upright else 'width'}:1px;align-self:stretch")
                )
        return self.box(
            "".join(items),
            "display:flex;gap:2px;padding:4px;overflow:hidden;flex:none;"
            f"background:{self.card};"
            f"{'flex-direction:column;' if upright else 'align-items:center;'}{css}",
            "tool-bar",
        )

    def menu_bar(self) -> str:
        """A row of menus' names."""
        names = {
            "en": "File Edit View Insert Format Tools Window Help",
            "de": "Datei Bearbeiten Ansicht Einfügen Format Extras Hilfe",
            "fr": "Fichier Édition Affichage Insertion Format Outils Aide",
            "es": "Archivo Editar Ver Insertar Formato Ayuda",
            "pl": "Plik Edycja Widok Wstaw Format Narzędzia Pomoc",
            "tr": "Dosya Düzen Görünüm Ekle Biçim Araçlar Yardım",
            "ja": "ファイル 編集 表示 挿入 書式 ツール ヘルプ",
        }[self.language].split()
        names = names[: self.rng.randint(4, len(names))]
        return self.box(
            "".join(f"<span>{n}</span>" for n in names),
            f"display:flex;gap:{self.gap + 6}px;padding:4px "
            "10px;flex:none;"
            f"overflow:hidden;background:{self.rng.choice((self.page, self.card))}",
            "menu-bar",
        )

    def status_bar(self) -> str:
        """A strip at the bottom."""
        parts = [
            self.rng.choice(
                (self.some(1, 3), f"{self.rng.randrange(999)} {self.word()}", "UTF-8", f"{self.rng.randrange(100)} %")
            )
            for _ in range(self.rng.randint(1, 5))
        ]
        look = self.rng.choice(
            (f"background:{self.card}", f"background:{self.accent};color:#fff", f"border-top:1px solid {self.line}")
        )
        return self.box(
            "".join(f"<span>{_text(p)}</span>" for p in parts),
            "display:flex;gap:20px;padding:3px 10px;"
            "flex:none;"
            f"font-size:.85em;white-space:nowrap;overflow:hidden;{look};"
            f"justify-content:{self.rng.choice(('space-between', 'start'))}",
            "status-bar",
        )

    def tabs(self, names: Sequence[str] = (), css: str = "") -> str:
        """A row of tabs, one of them chosen."""
        names = names or [self.some(1, 2) for _ in range(self.rng.randint(2, 6))]
        at, style = self.rng.randrange(len(names)), self.rng.randrange(3)
        on = (
            f"border-bottom:3px solid {self.accent};color:{self.accent}",
            f"background:{self.page};border:1px solid "
            f"{self.line};"
            f"border-bottom:0;border-radius:{self.radius}px {self.radius}px 0 0",
            f"background:{self.accent};color:#fff",
        )[style]
        off = (
            "border-bottom:3px solid transparent",
            f"border:1px solid {self.line};background:{self.line}",
            f"background:{self.card}",
        )[style]
        return self.box(
            "".join(
                self.box(_text(n), f"padding:6px 14px;white-space:nowrap;{on if i == at else off}")
                for i, n in enumerate(names)
            ),
            f"display:flex;gap:2px;overflow:hidden;flex:none;{css}",
            "tab-list",
        )

    def items(self, rows: Sequence[str], css: str = "", chosen: float = 0.8, lines: bool | None = None) -> str:
        """A vertical list of `rows`, which are HTML."""
        at = self.rng.randrange(max(1, len(rows))) if self.chance(chosen) else -1
        ruled = f"border-bottom:1px solid {self.line};" if (self.chance(0.4) if lines is None else lines) else ""
        mark = self.rng.choice(
            (
                f"background:{self.line};",
                f"background:{self.accent};color:#fff;",
                f"border-left:3px solid {self.accent};",
            )
        )
        pad = self.rng.choice((3, 5, 7, 9))
        return self.box(
            "".join(
                self.box(
                    row,
                    f"padding:{pad}px 10px;border-radius:{min(6, self.radius)}px;"
                    f"overflow:hidden;{ruled}"
                    f"{mark if i == at else ''}",
                )
                for i, row in enumerate(rows)
            ),
            f"display:flex;flex-direction:column;{css}",
            "list",
        )

    def nav(self, count: int = 0, css: str = "", icons: bool | None = None) -> str:
        """A list of short entries, such as folders or pages."""
        draw = self.chance(0.6) if icons is None else icons
        rows = [
            self.row(
                self.icon() if draw else "",
                self.words(self.some(1, 2), "flex:1"),
                self.words(str(self.rng.randrange(99)), muted=True) if self.chance(0.15) else "",
            )
            for _ in range(count or self.rng.randint(4, 14))
        ]
        return self.items(rows, css)

    def tree(self, count: int = 0, css: str = "") -> str:
        """A nested list with arrows."""
        depth, rows = 0, []
        for _ in range(count or self.rng.randint(6, 24)):
            opened = depth < 4 and self.chance(0.35)
            arrow = ("▾" if opened else "▸") if opened or self.chance(0.2) else "&nbsp;"
            rows.append(
                self.row(
                    f"<span style='width:1em;flex:none'>{arrow}</span>",
                    self.icon(self.size) if self.chance(0.9) else "",
                    self.words(self.some(1, 2)),
                    css=f"padding:2px 4px 2px {depth * 16 + 4}px;gap:4px",
                )
            )
            depth = depth + 1 if opened else max(0, depth - (1 if self.chance(0.25) else 0))
        return self.box("".join(rows), css, "tree")

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]], css: str = "") -> str:
        """A table of at least three columns; cells are HTML."""
        style = self.rng.randrange(3)
        rule = (f"border:1px solid {self.line}", f"border-bottom:1px solid {self.line}", "border:0")[style]
        pad = self.rng.choice((2, 4, 6, 8))
        cell = (
            f"{rule};padding:{pad}px 8px;text-align:left;white-space:nowrap;max-width:360px;overflow:hidden;"
            "text-overflow:ellipsis"
        )
        top = "".join(f'<th style="{cell};background:{self.card}">{h}</th>' for h in head)
        body = "".join(
            f"<tr{f' style=background:{self.card}' if style == 2 and i % 2 else ''}>"
            + "".join(f'<td style="{cell}">{c}</td>' for c in row)
            + "</tr>"
            for i, row in enumerate(rows)
        )
        return (
            f'<table data-role="table" style="border-collapse:collapse;{css}">'
            f"{f'<tr>{top}</tr>' if head else ''}{body}</table>"
        )

    def spinner(self) -> str:
        """A ring that turns while something is loading, as it looks at one moment."""
        r = self.rng
        side, arc, thick = r.randint(28, 90), r.randint(15, 90), r.randint(3, 8)
        ring = '<circle cx="25" cy="25" r="20" fill="none"'
        if self.chance(0.3):
            dots = "".join(
                f'<circle cx="25" cy="6" r="4" fill="{self.accent}" opacity="{i / 8:.2f}" '
                f'transform="rotate({i * 45} 25 25)"/>'
                for i in range(1, 9)
            )
            return f'<svg width="{side}" height="{side}" viewBox="0 0 50 50" style="flex:none">{dots}</svg>'
        return (
            f'<svg width="{side}" height="{side}" viewBox="0 0 50 50" style="flex:none">'
            f'{ring} stroke="{self.line}" stroke-width="{thick}"/>{ring} stroke="{self.accent}" '
            f'stroke-width="{thick}" stroke-dasharray="{arc} 200" '
            f'transform="rotate({r.randrange(360)} 25 25)"/></svg>'
        )

    def nothing(self, css: str = "") -> str:
        """That there is nothing here; the page's state is then `empty`."""
        self.states.add("empty")
        mark = self.icon(self.rng.randint(40, 100), self.faint) if self.chance(0.8) else ""
        words = self.box(_text(self.some(2, 6)), f"color:{self.faint};text-align:center")
        return self.box(
            mark + words, f"--a:center;align-items:center;justify-content:center;flex:1;padding:24px 8px;{css}", cls="k"
        )

    def dialog(self, error: bool, css: str = "") -> str:
        """A dialog box with words and buttons; `error` draws a red icon."""
        r = self.rng
        red = (
            '<svg width="38" height="38" viewBox="0 0 24 24" style="flex:none"><circle cx="12" cy="12" r="11" '
            'fill="#d22"/><path '
            f'd="{r.choice(("M8 8l8 8M16 8l-8 8", "M12 6v8M12 16.5v2"))}" stroke="#fff" stroke-width="2.4"/></svg>'
        )
        mark = red if error else r.choice(("", self.icon(36, self.accent)))
        buttons = "".join(self.button("", i == 0) for i in range(r.randint(1, 3)))
        title = self.heading(self.some(1, 5), r.choice((1.1, 1.3, 1.5))) if self.chance(0.75) else ""
        extra = r.choice(("", "", "", self.check(), self.field(self.word(), "width:100%")))
        text = self.box(_text(self.text(r.randint(1, 3))))
        body = self.row(
            mark, self.col(title, text, extra, css="flex:1;min-width:0"), css="align-items:flex-start;gap:14px"
        )
        foot = self.box(
            buttons,
            "display:flex;flex-wrap:wrap;gap:8px;margin-top:14px;"
            f"justify-content:{r.choice(('end', 'center', 'start'))}",
        )
        return self.box(
            body + foot,
            f"background:{self.page};color:{self.ink};border-radius:{self.radius}px;"
            f"border:1px solid {self.line};"
            f"box-shadow:0 8px 40px #0008;padding:{r.randint(12, 30)}px;width:{r.randint(260, 520)}px;"
            "max-width:86vw;"
            f"box-sizing:border-box;{css}",
            "dialog",
        )
