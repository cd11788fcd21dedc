"""What the drawn program windows are made of: words, looks, glyphs, pictures and small widgets."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias, TypeVar

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

Paint: TypeAlias = Callable[[QPainter, QRectF, random.Random], None]
Some = TypeVar("Some", bound=QWidget)
"""What paints into a rectangle, by chance."""

WORDS = {
    "en": """time house water light garden report market letter music winter summer travel budget project meeting photo
    kitchen river mountain street school family doctor number story window paper colour friend morning evening village
    machine science history football weather recipe invoice contract backup holiday library teacher student bridge
    harbour island forest animal engine camera update version message account quick small green open new large""",
    "de": """Zeit Haus Wasser Licht Garten Bericht Markt Brief Musik Winter Sommer Reise Haushalt Projekt Sitzung Foto
    Küche Fluss Berg Straße Schule Familie Arzt Nummer Geschichte Fenster Papier Farbe Freund Morgen Abend Dorf Maschine
    Wissenschaft Fußball Wetter Rezept Rechnung Vertrag Sicherung Urlaub Bücherei Lehrerin Schüler Brücke Hafen Insel
    Wald Tier Motor Kamera Übersicht Fassung Nachricht Konto schnell klein grün offen neu groß gestern""",
    "fr": """temps maison eau lumière jardin rapport marché lettre musique hiver été voyage budget projet réunion photo
    cuisine rivière montagne rue école famille médecin numéro histoire fenêtre papier couleur ami matin soir village
    machine science football météo recette facture contrat sauvegarde vacances bibliothèque élève pont port île forêt
    animal moteur appareil version message compte rapide petit vert ouvert nouveau grand français étoile""",
    "es": """tiempo casa agua luz jardín informe mercado carta música invierno verano viaje presupuesto proyecto reunión
    foto cocina río montaña calle escuela familia médico número historia ventana papel color amigo mañana tarde pueblo
    máquina ciencia fútbol clima receta factura contrato copia vacaciones biblioteca alumno puente puerto isla bosque
    animal motor cámara versión mensaje cuenta rápido pequeño verde abierto nuevo grande señal niño año""",
    "pl": """czas dom woda światło ogród raport rynek list muzyka zima lato podróż budżet projekt spotkanie zdjęcie
    kuchnia rzeka góra ulica szkoła rodzina lekarz numer historia okno papier kolor przyjaciel ranek wieczór wieś
    maszyna nauka piłka pogoda przepis faktura umowa kopia wakacje biblioteka nauczyciel uczeń most port wyspa las
    zwierzę silnik aparat wersja wiadomość konto szybki mały zielony otwarty nowy duży łódź źródło""",
    "tr": """zaman ev su ışık bahçe rapor pazar mektup müzik kış yaz yolculuk bütçe proje toplantı fotoğraf mutfak nehir
    dağ sokak okul aile doktor numara hikâye pencere kâğıt renk arkadaş sabah akşam köy makine bilim futbol hava tarif
    fatura sözleşme yedek tatil kütüphane öğretmen öğrenci köprü liman ada orman hayvan motor kamera sürüm ileti hesap
    hızlı küçük yeşil açık yeni büyük güzel""",
    "ja": """時間 家 水 光 庭 報告 市場 手紙 音楽 冬 夏 旅行 予算 計画 会議 写真 台所 川 山 道 学校 家族 医者 番号 歴史
    窓 紙 色 友達 朝 夕方 村 機械 科学 サッカー 天気 料理 請求書 契約 バックアップ 休日 図書館 先生 学生 橋 港 島 森
    動物 エンジン カメラ 更新 バージョン メッセージ アカウント 速い 小さい 緑 開く 新しい 大きい""",
}
"""Words of every language."""
LABELS = {  # ok cancel apply close open save yes no loading empty search user password
    "en": "OK|Cancel|Apply|Close|Open|Save|Yes|No|Loading…|No items|Search|User name|Password",
    "de": "OK|Abbrechen|Anwenden|Schließen|Öffnen|Speichern|Ja|Nein|Wird geladen …|Keine Einträge|Suche|Name|Kennwort",
    "fr": "OK|Annuler|Appliquer|Fermer|Ouvrir|Enregistrer|Oui|Non|Chargement…|Aucun élément|Chercher|Nom|Mot de passe",
    "es": "Aceptar|Cancelar|Aplicar|Cerrar|Abrir|Guardar|Sí|No|Cargando…|Sin elementos|Buscar|Usuario|Contraseña",
    "pl": "OK|Anuluj|Zastosuj|Zamknij|Otwórz|Zapisz|Tak|Nie|Wczytywanie…|Brak elementów|Szukaj|Użytkownik|Hasło",
    "tr": "Tamam|İptal|Uygula|Kapat|Aç|Kaydet|Evet|Hayır|Yükleniyor…|Öğe yok|Ara|Kullanıcı adı|Parola",
    "ja": "OK|キャンセル|適用|閉じる|開く|保存|はい|いいえ|読み込み中…|項目なし|検索|ユーザー名|パスワード",
}
"""What stands on buttons and fields."""
MENUS = {
    "en": "File Edit View Insert Format Tools Window Help",
    "de": "Datei Bearbeiten Ansicht Einfügen Format Extras Hilfe",
    "fr": "Fichier Édition Affichage Insertion Format Outils Aide",
    "es": "Archivo Editar Ver Insertar Formato Ayuda",
    "pl": "Plik Edycja Widok Wstaw Format Narzędzia Pomoc",
    "tr": "Dosya Düzen Görünüm Ekle Biçim Araçlar Yardım",
    "ja": "ファイル 編集 表示 挿入 書式 ツール ヘルプ",
}
"""The menus' names."""
FAMILIES = ("plain", "plain", "adwaita", "breeze", "win10", "win11", "macos", "material", "motif")
"""The looks."""


def tag(widget: Some, role: str) -> Some:
    """`widget`, marked to be labelled with `role`."""
    widget.setProperty("role", role)
    return widget


@dataclass
class Theme:
    """The look of one window."""

    family: str
    style: str
    dark: bool
    bg: QColor
    base: QColor
    text: QColor
    sub: QColor
    border: QColor
    accent: QColor
    on_accent: QColor
    radius: int
    font: QFont
    mono: QFont
    lang: str
    icons: str
    qss: str = ""

    def palette(self) -> QPalette:
        """The colours as Qt wants them."""
        made, role = QPalette(self.bg), QPalette.ColorRole
        mid = self.bg.lighter(125) if self.dark else self.bg.darker(104)
        for where, colour in (
            (role.Window, self.bg),
            (role.Base, self.base),
            (role.Button, mid),
            (role.AlternateBase, mid),
            (role.WindowText, self.text),
            (role.Text, self.text),
            (role.ButtonText, self.text),
            (role.Highlight, self.accent),
            (role.HighlightedText, self.on_accent),
            (role.PlaceholderText, self.sub),
        ):
            made.setColor(where, colour)
        return made


@cache
def _fonts() -> tuple[list[str], list[str], bool]:
    """Families for words, families of fixed width, and whether Japanese can be drawn."""
    known = {"Noto Sans", "Noto Serif", "Noto Sans Display", "Noto Mono", "Noto Sans Mono", "Noto Serif Display"}
    odd = (
        "[",
        "D0500",
        "Symbol",
        "Emoji",
        "Dingbat",
        "Z003",
        "Math",
        "Icons",
        "Thin",
        "Extra",
        "Standard",
        "Code39",
        "Black",
        "Heavy",
        "Hairline",
    )
    latin = [
        name
        for name in QFontDatabase.families(QFontDatabase.WritingSystem.Latin)
        if (not name.startswith("Noto ") or name in known)
        and not any(word in name for word in odd)
        and QFontMetrics(QFont(name, 12)).horizontalAdvance("Hamburgefonstiv") > 60  # some draw no letters
    ]
    mono = [name for name in latin if "Mono" in name or "Courier" in name or "Consol" in name]
    sans = [name for name in latin if name not in mono]
    return sans or [""], mono or ["monospace"], bool(QFontDatabase.families(QFontDatabase.WritingSystem.Japanese))


_MARKS: list[tempfile.TemporaryDirectory[str]] = []


@cache
def _mark(name: str, colour: str) -> str:
    """The path of a small picture that a style sheet draws: a tick, a dot or an arrow."""
    if not _MARKS:
        _MARKS.append(tempfile.TemporaryDirectory(prefix="marks-"))
    path = Path(_MARKS[0].name) / f"{name}-{colour.strip('#')}.png"
    made = QPixmap(24, 24)
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as p:
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(QPen(QColor(colour), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        if name == "tick":
            p.drawPolyline([QPointF(5, 12), QPointF(10, 18), QPointF(19, 6)])
        elif name == "dot":
            p.setBrush(QColor(colour))
            p.drawEllipse(8, 8, 8, 8)
        else:
            p.drawPolyline([QPointF(5, 9), QPointF(12, 16), QPointF(19, 9)])
    made.save(str(path))
    return path.as_posix()


def _common(t: Theme) -> str:
    """Style sheet of the parts that are named in every look."""
    side = t.bg.lighter(118) if t.dark else t.bg.darker(104)
    desk = t.bg.darker(115)
    return (
        f"#dim{{background:rgba(0,0,0,110);}} #dialog{{background:{t.bg.name()};border:1px solid {t.border.name()};"
        f"border-radius:{t.radius}px;}} #page{{background:#fff;border:1px solid #aaa;}} #page QLabel{{color:#222;}}"
        f"#desk{{background:{desk.name()};}} #side{{background:{side.name()};}} QLabel#sub{{color:{t.sub.name()};}}"
        f"QLabel#error{{color:{'#ff7b63' if t.dark else '#c01c28'};}} QLineEdit#wrong{{border:2px solid #d02030;}}"
        f"#card{{background:{t.base.name()};border:1px solid {t.border.name()};border-radius:{t.radius}px;}}"
        f"QPushButton#main{{background:{t.accent.name()};color:{t.on_accent.name()};padding:4px 12px;"
        f"border:1px solid {t.accent.darker(115).name()};border-radius:{t.radius}px;}}"
    )


def _sheet(t: Theme, rng: random.Random) -> str:
    """The style sheet of a look; only the common part for the plain ones."""
    if t.family == "plain":
        return _common(t)
    f, r, accent, text, line, base, bg = (
        t.family,
        t.radius,
        t.accent.name(),
        t.text.name(),
        t.border.name(),
        t.base.name(),
        t.bg.name(),
    )
    soft = (t.bg.lighter(145) if t.dark else t.bg.darker(108)).name()
    pad = rng.randint(2, 7)
    border = f"1px solid {line}"
    bevel = (t.bg.lighter(130) if t.dark else t.bg.darker(105)).name()
    raised, sunk = f"2px outset {bevel}", f"2px inset {bevel}"
    if f == "motif":
        button, fields = f"background:{bg};border:{raised};", f"background:{base};border:{sunk};"
    elif f == "material":
        fill = rng.random() < 0.5
        button = f"background:{accent if fill else 'transparent'};color:{t.on_accent.name() if fill else accent};" + (
            "border:none;" if rng.random() < 0.6 or fill else f"border:1px solid {accent};"
        )
        fields = f"background:{soft};border:none;border-bottom:2px solid {line if rng.random() < 0.5 else accent};"
    elif f in ("adwaita", "win10"):
        button, fields = f"background:{soft};border:1px solid {soft};", f"background:{base};border:{border};"
        if f == "adwaita" and rng.random() < 0.5:
            fields = f"background:{soft};border:1px solid {soft};"
    else:
        button, fields = f"background:{base};border:{border};", f"background:{base};border:{border};"
        if f == "win11":
            fields += f"border-bottom:2px solid {(t.sub.name())};"
    tabs = rng.choice(("line", "box", "pill", "box" if f in ("win10", "motif", "breeze") else "line"))
    tab = {
        "line": ("border:none;background:transparent;", f"border-bottom:3px solid {accent};"),
        "box": (f"border:{raised if f == 'motif' else border};background:{soft};", f"background:{base};"),
        "pill": (f"border:none;border-radius:{r}px;background:transparent;margin:2px;", f"background:{soft};"),
    }[tabs]
    edge = rng.choice(("none", border, f"1px solid {soft}")) if f != "motif" else sunk
    thin = f != "motif" and rng.random() < 0.8
    groove = rng.choice((2, 4, 6, 8))
    bar = rng.choice((3, 6, 10, 16, 20)) if f != "motif" else 18
    handle = groove + rng.choice((8, 10, 12))
    box = rng.choice((13, 15, 18))
    tick = "#ffffff" if t.on_accent.lightness() > 128 else "#000000"
    scroll = (
        (
            f"QScrollBar{{background:transparent;border:none;}} QScrollBar:vertical{{width:{pad + 6}px;}}"
            f"QScrollBar:horizontal{{height:{pad + 6}px;}}"
            f"QScrollBar::handle{{background:{line};border-radius:{min(4, r)}px;"
            "margin:2px;min-height:24px;min-width:24px;} QScrollBar::add-line,QScrollBar::sub-line{width:0;height:0;}"
            "QScrollBar::add-page,QScrollBar::sub-page{background:transparent;}"
        )
        if thin
        else ""
    )
    marks = (
        (
            f"QCheckBox::indicator,QRadioButton::indicator{{width:{box}px;height:{box}px;"
            f"border:1px solid {t.sub.name()};"
            f"background:{base};border-radius:{min(r, 4)}px;}} "
            f"QRadioButton::indicator{{border-radius:{(box + 2) // 2}px;}}"
            f"QCheckBox::indicator:checked{{background:{accent};border-color:{accent};"
            f"image:url({_mark('tick', tick)});}}"
            f"QRadioButton::indicator:checked{{background:{accent};border-color:{accent};"
            f"image:url({_mark('dot', tick)});}}"
        )
        if f != "motif" and rng.random() < 0.85
        else ""
    )
    return (
        f"QPushButton{{{button}border-radius:{r}px;padding:{pad}px {pad + 8}px;}}"
        f"QPushButton:default{{border-color:{accent};}}"
        f"QLineEdit{{{fields}border-radius:{0 if f == 'material' else r}px;padding:{max(1, pad - 2)}px 5px;}}"
        f"QComboBox{{{fields if f in ('material', 'motif') else button}border-radius:{r}px;"
        f"padding:{max(1, pad - 2)}px 6px;}}"
        f"QComboBox::drop-down{{border:none;width:20px;}}"
        f"QComboBox::down-arrow{{image:url({_mark('arrow', text)});width:12px;height:12px;}}"
        f"QListView,QTreeView,QTableView,QPlainTextEdit,QTextEdit{{border:{edge};background:{base};}}"
        f"QListView::item,QTreeView::item{{padding:{rng.randint(0, 5)}px 2px;border-radius:{min(r, 6)}px;}}"
        f"QListView::item:selected,QTreeView::item:selected,QTableView::item:selected"
        f"{{background:{accent};color:{t.on_accent.name()};}}"
        f"QHeaderView::section{{background:{rng.choice((bg, soft, base))};color:{text};border:none;padding:3px;"
        f"border-right:{rng.choice((border, 'none'))};border-bottom:{border};}}"
        f"QTabBar::tab{{{tab[0]}padding:{pad}px {pad + 8}px;}} QTabBar::tab:selected{{{tab[1]}}}"
        f"QTabWidget::pane{{border:{edge};}} QMenuBar{{background:{rng.choice((bg, base, soft))};}}"
        f"QMenuBar::item{{background:transparent;padding:{rng.randint(2, 6)}px {rng.randint(5, 10)}px;}}"
        f"QToolButton{{border:none;background:transparent;padding:{rng.randint(1, 5)}px;border-radius:{r}px;}}"
        f"QToolButton:checked{{background:{soft};}} QSlider{{background:transparent;}}"
        f"QSlider::groove:horizontal{{height:{groove}px;background:{soft};border-radius:{groove // 2}px;}}"
        f"QSlider::sub-page:horizontal{{background:{accent};border-radius:{groove // 2}px;}}"
        f"QSlider::handle:horizontal{{width:{handle}px;margin:-{(handle - groove) // 2}px 0;background:{base};"
        f"border:1px solid {t.sub.name()};border-radius:{handle // 2 if r else 1}px;}}"
        f"QProgressBar{{background:{soft};border:{rng.choice((border, 'none'))};border-radius:{min(r, bar // 2)}px;"
        f"max-height:{bar}px;text-align:center;}}"
        f"QProgressBar::chunk{{background:{accent};border-radius:{min(r, bar // 2)}px;}}{scroll}{marks}" + _common(t)
    )


def theme(rng: random.Random) -> Theme:
    """A random look."""
    family, dark = rng.choice(FAMILIES), rng.random() < 0.35
    hue, sat = rng.random(), rng.choice((0.0, 0.0, 0.03, 0.06, 0.12))
    level = rng.uniform(0.1, 0.24) if dark else rng.uniform(0.86, 0.98)
    if family == "motif":
        level, sat = (0.3, 0.05) if dark else (rng.uniform(0.7, 0.86), rng.choice((0.0, 0.1, 0.2)))
    bg = QColor.fromHsvF(hue, sat, level)
    base = QColor.fromHsvF(hue, sat, level * rng.uniform(0.7, 1.25)) if dark else QColor("#ffffff")
    text = QColor.fromHsvF(hue, 0.03, rng.uniform(0.85, 1)) if dark else QColor.fromHsvF(hue, 0.2, rng.uniform(0, 0.22))
    accent = QColor(rng.choice("#3584e4 #3daee9 #0078d4 #0a84ff #6750a4 #e95420 #2e7d32 #c2185b #000080".split()))
    if rng.random() < 0.4:
        accent = QColor.fromHsvF(rng.random(), rng.uniform(0.4, 0.95), rng.uniform(0.5, 0.95))
    lightness = 0.3 * accent.redF() + 0.59 * accent.greenF() + 0.11 * accent.blueF()
    border = bg.lighter(rng.randint(150, 220)) if dark else bg.darker(rng.randint(112, 150))
    radius = {
        "adwaita": rng.randint(5, 10),
        "breeze": 3,
        "win10": 0,
        "win11": 4,
        "macos": rng.randint(4, 7),
        "material": rng.choice((2, 4, 12, 14)),
        "motif": 0,
    }.get(family, rng.choice((0, 4)))
    sans, mono, japanese = _fonts()
    lang = rng.choice([lang for lang in WORDS if japanese or lang != "ja"] + ["en", "en", "en"])
    point = rng.choice((8, 9, 9, 10, 10, 10, 11, 11, 12, 13, 15))
    made = Theme(
        family,
        rng.choice(("Fusion", "Fusion", "Windows")),
        dark,
        bg,
        base,
        text,
        QColor("#909090" if dark else "#6a6a6a"),
        border,
        accent,
        QColor("white" if lightness < 0.62 else "black"),
        radius,
        QFont(rng.choice(sans), point),
        QFont(rng.choice(mono), max(7, point + rng.randint(-2, 1))),
        lang,
        rng.choice(("line", "line", "fill", "colour", "colour")),
    )
    made.qss = _sheet(made, rng)
    return made


def colour(rng: random.Random, low: float = 0.3, high: float = 1.0) -> QColor:
    """A random colour that is neither black nor grey."""
    return QColor.fromHsvF(rng.random(), rng.uniform(0.25, 0.9), rng.uniform(low, high))
