"""Widgets of generated web pages, labelled with their roles, in the look of the page."""

from __future__ import annotations

from collections.abc import Sequence

from export.train.screens.page_widgets import Widgets, _text


class Kit(Widgets):
    """Widgets, and what is put together of them: bars, lists, trees, tables, dialogs."""

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
