"""The look of a generated web page, drawn by chance, and its words and drawings."""

from __future__ import annotations

import random

FONTS = (
    "DejaVu Sans",
    "Liberation Sans",
    "Liberation Serif",
    "Roboto",
    "Open Sans",
    "Noto Sans",
    "Cantarell",
    "Inter",
    "Lato",
    "Ubuntu",
    "monospace",
)
"""The fonts a page may be set in."""

_EN = """house river morning quick market story paper garden light window bridge summer winter travel music kitchen
bread table report update system account city train doctor school letter public north island water question
answer simple better large young early modern open local future history science network service price order
team match player record weather storm mountain forest engine design colour picture number week project
language"""
_DE = """Haus Fluss Morgen schnell Markt Geschichte Papier Garten Licht Fenster Brücke Sommer Winter Reise Musik
Küche Brot Tisch Bericht Übersicht System Konto Stadt Zug Arzt Schule Brief öffentlich Norden Insel Wasser
Frage Antwort einfach besser groß jung früh modern offen örtlich Zukunft Wissenschaft Netzwerk Dienst Preis
Bestellung Mannschaft Spiel Spieler Wetter Sturm Gebirge Wald Maschine Entwurf Farbe Bild Anzahl Woche
Vorhaben Sprache und nicht"""
_FR = """maison rivière matin rapide marché histoire papier jardin lumière fenêtre pont été hiver voyage musique
cuisine pain table rapport nouvelle système compte ville train médecin école lettre public nord île eau
question réponse simple meilleur grand jeune tôt moderne ouvert local avenir science réseau service prix
commande équipe match joueur météo orage montagne forêt moteur dessin couleur image nombre semaine projet
langue avec pour dans"""
_ES = """casa río mañana rápido mercado historia papel jardín luz ventana puente verano invierno viaje música cocina
pan mesa informe novedad sistema cuenta ciudad tren médico escuela carta público norte isla agua pregunta
respuesta sencillo mejor grande joven temprano moderno abierto local futuro ciencia red servicio precio
pedido equipo partido jugador tiempo tormenta montaña bosque motor diseño color imagen número semana
proyecto idioma con para"""
_PL = """dom rzeka poranek szybki rynek historia papier ogród światło okno most lato zima podróż muzyka kuchnia chleb
stół raport nowość system konto miasto pociąg lekarz szkoła list publiczny północ wyspa woda pytanie
odpowiedź prosty lepszy duży młody wczesny nowoczesny otwarty lokalny przyszłość nauka sieć usługa cena
zamówienie drużyna mecz gracz pogoda burza góra las silnik projekt kolor obraz liczba tydzień język oraz
przez dla jest"""
_TR = """ev nehir sabah hızlı pazar hikâye kâğıt bahçe ışık pencere köprü yaz kış yolculuk müzik mutfak ekmek masa
rapor yenilik sistem hesap şehir tren doktor okul mektup kamu kuzey ada su soru cevap basit daha büyük genç
erken modern açık yerel gelecek bilim ağ hizmet fiyat sipariş takım maç oyuncu hava fırtına dağ orman motor
tasarım renk resim sayı hafta proje dil ve için ile bir"""
_JA = """家 川 朝 早い 市場 物語 紙 庭 光 窓 橋 夏 冬 旅行 音楽 台所
パン 机 報告 更新 システム 口座 都市 電車 医者 学校 手紙 公共 北 島 水 質問
答え 簡単 もっと 大きい 若い 早く 現代 開く 地元 未来 歴史 科学 ネット サービス 価格 注文
チーム 試合 選手 天気 嵐 山 森 機械 設計 色 写真 数 週 計画 言語"""
_SAYINGS = {
    "en": "OK|Cancel|Save|Search|Send|Next|Back|Password|E-mail|Name|Sign in|Buy|Settings|Delete|Yes|No|Close|Retry",
    "de": "OK|Abbrechen|Speichern|Suchen|Senden|Weiter|Zurück|Passwort|E-Mail|Name|Anmelden|Kaufen|Einstellungen|"
    "Löschen|Ja|Nein|Schließen|Wiederholen",
    "fr": "OK|Annuler|Enregistrer|Rechercher|Envoyer|Suivant|Retour|Mot de passe|E-mail|Nom|Connexion|Acheter|"
    "Paramètres|Supprimer|Oui|Non|Fermer|Réessayer",
    "es": "Aceptar|Cancelar|Guardar|Buscar|Enviar|Siguiente|Atrás|Contraseña|Correo|Nombre|Entrar|Comprar|Ajustes|"
    "Borrar|Sí|No|Cerrar|Reintentar",
    "pl": "OK|Anuluj|Zapisz|Szukaj|Wyślij|Dalej|Wstecz|Hasło|E-mail|Nazwa|Zaloguj|Kup|Ustawienia|Usuń|Tak|Nie|Zamknij|"
    "Ponów",
    "tr": "Tamam|İptal|Kaydet|Ara|Gönder|İleri|Geri|Parola|E-posta|Ad|Giriş|Satın al|Ayarlar|Sil|Evet|Hayır|Kapat|"
    "Yeniden",
    "ja": "OK|取消|保存|検索|送信|次へ|戻る|暗証|メール|名前|入る|購入|設定|削除|はい|いいえ|閉じる|再試行",
}
_SAID = "ok cancel save search send next back password email name enter buy settings delete yes no close again".split()
_LANGUAGES = {
    name: tuple(text.split())
    for name, text in {"en": _EN, "de": _DE, "fr": _FR, "es": _ES, "pl": _PL, "tr": _TR, "ja": _JA}.items()
}
NAMES = """Anna Ben Carla David Elif Frank Greta Hugo Ines Jan Kenji Lena Marek Nora Omar Paula Quentin Rosa Sven Tomoko
Ulla Victor Wanda Yusuf Zoe""".split()
_SURNAMES = "Müller Smith García Nowak Yılmaz Tanaka Dubois Rossi Berg Wood Costa Ito Demir Lang Weber Hill".split()


class Look:
    """One page's look, words and drawings, drawn from `rng`. `states` gathers what holds."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = r = rng
        self.states: set[str] = set()
        self.links_left = r.randint(5, 10)
        self._ids = 0
        self.language = r.choice(("en",) * 9 + ("de",) * 4 + ("fr", "es", "pl", "tr") * 2 + ("ja",))
        self.vocabulary = _LANGUAGES[self.language]
        self.dark = r.random() < 0.35
        hue, tint = r.randrange(360), r.choice((0, 0, 5, 12, 25))
        low = r.uniform(5, 20) if self.dark else r.uniform(91, 100)
        step = r.choice((-4, 4, 7)) if self.dark else r.choice((-6, -3, 3, 6))
        self.page = f"hsl({hue},{tint}%,{low:.0f}%)"
        self.card = f"hsl({hue},{tint}%,{min(100, max(3, low + step)):.0f}%)"
        self.ink = f"hsl({hue},{tint}%,{r.uniform(80, 97) if self.dark else r.uniform(2, 25):.0f}%)"
        self.faint = f"hsl({hue},{tint}%,{r.uniform(52, 68) if self.dark else r.uniform(38, 55):.0f}%)"
        self.line = f"hsl({hue},{tint}%,{low + r.uniform(8, 22) if self.dark else low - r.uniform(7, 25):.0f}%)"
        self.accent_hue = r.randrange(360)
        strength = r.randint(42, 62) if self.dark else r.randint(28, 52)
        self.accent = f"hsl({self.accent_hue},{r.randint(35, 92)}%,{strength}%)"
        self.font = r.choice(FONTS)
        self.size = r.randint(11, 20)
        self.radius = r.choice((0, 0, 2, 4, 6, 8, 12, 18))
        self.gap = r.choice((4, 6, 8, 10, 12, 16, 20))
        self.native = r.random() < 0.35
        edge = r.choice(
            (
                f"border:1px solid {self.line}",
                "box-shadow:0 1px 4px #0005",
                f"border:2px solid {self.line}",
                "box-shadow:0 4px 14px #0003",
                "",
            )
        )
        self.card_css = f"background:{self.card};border-radius:{self.radius}px;{edge};"
        self.button_css = r.choice(
            (
                f"background:{self.card};border:1px solid {self.line};color:{self.ink}",
                f"border:1px solid {self.accent};color:{self.accent};background:{self.page}",
                f"background:{self.line};border:0;color:{self.ink}",
                f"background:{self.accent};border:0;color:#fff",
                f"background:linear-gradient({self.page},{self.line});border:1px solid {self.faint};color:{self.ink}",
            )
        )
        self.field_css = r.choice(
            (
                f"border:1px solid {self.line};background:{self.page}",
                f"background:{self.page};border:2px solid {self.faint}",
                f"border:1px solid {self.faint};background:{self.card}",
                f"border:0;border-bottom:2px solid {self.faint};background:{self.card}",
            )
        )
        self.bold = r.choice((400, 500, 600, 700, 700, 900))
        self.column = r.choice((600, 720, 860, 1000, 1200, 2000))

    # Words

    def chance(self, share: float) -> bool:
        """True in `share` of all calls."""
        return self.rng.random() < share

    def word(self) -> str:
        """One word of the page's language."""
        return self.rng.choice(self.vocabulary)

    def some(self, low: int = 1, high: int = 3) -> str:
        """A few words, the first with a capital."""
        words = [self.word() for _ in range(self.rng.randint(low, high))]
        text = ("" if self.language == "ja" else " ").join(words)
        return text[:1].upper() + text[1:]

    def say(self, what: str = "") -> str:
        """What programs say, a word of `_SAID` or any that suits a button, in the page's language."""
        what = what or self.rng.choice([word for word in _SAID if word not in ("password", "email", "name")])
        return _SAYINGS[self.language].split("|")[_SAID.index(what)]

    def text(self, sentences: int = 1) -> str:
        """That many sentences."""
        end = "。" if self.language == "ja" else self.rng.choice((". ", ". ", ". ", "? ", "! "))
        return "".join(self.some(4, 14) + end for _ in range(sentences)).strip()

    def person(self) -> str:
        """A person's name."""
        return f"{self.rng.choice(NAMES)} {self.rng.choice(_SURNAMES)}"

    def money(self) -> str:
        """A price."""
        value = self.rng.choice((self.rng.uniform(1, 30), self.rng.uniform(20, 2000)))
        return self.rng.choice(
            (f"${value:.2f}", f"{value:.2f} €", f"£{value:.2f}", f"¥{value * 100:.0f}", f"{value:.0f} zł")
        )

    def clock(self) -> str:
        """A time of day, or a date."""
        r = self.rng
        day, month, year = r.randint(1, 28), r.randint(1, 12), r.randint(1998, 2031)
        return r.choice(
            (
                f"{r.randrange(24)}:{r.randrange(60):02}",
                f"{day}.{month}.{year}",
                f"{year}-{month:02}-{day:02}",
                f"{day}/{month}/{year}",
            )
        )

    def colour(self) -> str:
        """Any colour."""
        return f"hsl({self.rng.randrange(360)},{self.rng.randint(15, 90)}%,{self.rng.randint(20, 80)}%)"

    # Pictures

    def art(self, what: str = "") -> str:
        """A drawn picture that fills its box."""
        r, c = self.rng, self.colour
        self._ids += 1
        me = f"g{self._ids}"
        what = what or r.choice(
            ("hills", "hills", "portrait", "city", "thing", "noise", "plate", "flower", "blobs", "cat")
        )
        sky = (
            f'<defs><linearGradient id="{me}" x2="{r.choice((0, 0, 0.5))}" y2="1"><stop stop-color="{c()}"/><stop '
            'offset="1" '
            f'stop-color="{c()}"/></linearGradient></defs><rect width="400" height="300" fill="url(#{me})"/>'
        )
        x, y, s = r.randint(120, 280), r.randint(110, 180), r.randint(50, 110)
        if what == "hills":
            sky += (
                f'<circle cx="{r.randrange(400)}" cy="{r.randint(20, 140)}" r="{r.randint(12, 45)}" '
                f'fill="#ffe{r.randrange(9)}9a"/>'
            )
            hue = r.randrange(360)
            for layer in range(r.randint(2, 5)):
                tops = " ".join(f"{i * 50},{150 + layer * 30 + r.randint(-45, 30)}" for i in range(9))
                sky += (
                    f'<polygon points="0,300 {tops} 400,300" '
                    f'fill="hsl({hue},{r.randint(15, 60)}%,{58 - layer * 11}%)"/>'
                )
            for _ in range(r.choice((0, 0, 4, 12))):
                a, b, h = r.randrange(400), r.randint(200, 290), r.randint(20, 60)
                sky += (
                    f'<path d="M{a} {b}l{h / 3:.0f} 0l-{h / 3:.0f} -{h}l-{h / 3:.0f} {h}z" '
                    f'fill="hsl({r.randint(90, 150)},40%,22%)"/>'
                )
        elif what == "portrait":
            skin = f"hsl({r.randint(15, 35)},{r.randint(30, 60)}%,{r.randint(30, 80)}%)"
            sky += (
                f'<ellipse cx="200" cy="{r.randint(310, 340)}" rx="{r.randint(110, 150)}" ry="110" fill="{c()}"/>'
                '<ellipse cx="200" '
                f'cy="125" rx="{r.randint(75, 95)}" ry="{r.randint(85, 120)}" fill="{c()}"/><ellipse cx="200" '
                'cy="145" rx="66" '
                f'ry="82" fill="{skin}"/><circle cx="175" cy="135" r="7"/><circle cx="225" cy="135" r="7"/>'
                f'<path d="M175 185q25 {r.randint(-10, 28)} 50 0" stroke="#722" stroke-width="5" fill="none"/>'
            )
        elif what == "city":
            for i in range(r.randint(6, 14)):
                h, a = r.randint(60, 240), i * 400 // 8 + r.randint(-20, 10)
                sky += (
                    f'<rect x="{a}" y="{300 - h}" width="{r.randint(25, 60)}" height="{h}" '
                    f'fill="hsl(220,15%,{r.randint(12, 60)}%)"/>'
                )
                for k in range(h // 28):
                    sky += f'<path d="M{a + 6} {310 - h + k * 26}h5m6 0h5" stroke="#fe9" stroke-width="8"/>'
        elif what == "thing":
            sky = f'<rect width="400" height="300" fill="{r.choice(("#fff", "#f3f3f0", "#e8ecf2", c()))}"/>'
            sky += r.choice(
                (
                    f'<rect x="{x - s}" y="{y - s}" width="{2 * s}" height="{2 * s}" rx="{r.randrange(40)}" '
                    f'fill="{c()}"/>',
                    f'<path d="M170 40h60v50q40 20 40 60v120H130V150q0-40 40-60z" fill="{c()}"/>',
                    f'<path d="M110 90h150v110q0 60-75 60t-75-60zm150 20q60-5 50 50t-60 40" fill="{c()}"/>',
                    f'<path d="M60 220q10-70 60-110l60 40q80 50 150 50 20 40 0 50H60z" fill="{c()}"/>',
                )
            )
            sky += f'<rect x="{x - s // 2}" y="{y}" width="{s}" height="{s // 2}" rx="6" fill="{c()}"/>'
        elif what == "noise":
            sky += (
                (
                    f'<filter id="n{me}"><feTurbulence baseFrequency="{r.uniform(0.008, 0.07):.3f}" '
                    f'numOctaves="{r.randint(2, 4)}" '
                    f'seed="{r.randrange(999)}"/><feColorMatrix values="1 0 0 0 0 0 1 0 0 0 0 0 1 0 0 0 0 0 0 .7"/>'
                    "</filter>"
                    f'<rect width="400" height="300" filter="url(#n{me})"/>'
                )
                if self._ids < 9
                else ""
            )
            for _ in range(r.randint(3, 30)):
                sky += r.choice(
                    (
                        f'<circle cx="{r.randrange(400)}" cy="{r.randrange(300)}" r="{r.randint(4, 70)}" '
                        f'fill="{c()}"/>',
                        f'<rect x="{r.randrange(400)}" y="{r.randrange(300)}" width="{r.randint(5, 120)}" '
                        f'height="{r.randint(5, 90)}" fill="{c()}" opacity=".7"/>',
                    )
                )
        elif what == "plate":
            sky += f'<circle cx="200" cy="150" r="130" fill="#eee"/><circle cx="200" cy="150" r="95" fill="{c()}"/>'
            for _ in range(r.randint(5, 25)):
                sky += (
                    f'<circle cx="{r.randint(130, 270)}" cy="{r.randint(85, 215)}" r="{r.randint(5, 26)}" '
                    f'fill="{c()}"/>'
                )
        elif what == "flower":
            for _ in range(r.randint(1, 6)):
                a, b, q, fill = r.randrange(400), r.randrange(300), r.randint(20, 80), c()
                for turn in range(0, 360, r.choice((45, 60, 72))):
                    sky += (
                        f'<ellipse cx="{a}" cy="{b - q}" rx="{q // 2}" ry="{q}" fill="{fill}" stroke="#0003" '
                        f'transform="rotate({turn} {a} {b})"/>'
                    )
                sky += f'<circle cx="{a}" cy="{b}" r="{q // 2}" fill="#fb3"/>'
        elif what == "blobs":
            for _ in range(r.randint(3, 8)):
                sky += (
                    f'<ellipse cx="{r.randrange(400)}" cy="{r.randrange(300)}" rx="{r.randint(30, 170)}" '
                    f'ry="{r.randint(30, 120)}" '
                    f'fill="{c()}" opacity="{r.uniform(0.3, 0.9):.1f}" style="filter:blur({r.randint(0, 18)}px)"/>'
                )
        else:
            fur = f"hsl({r.randint(15, 45)},{r.randint(5, 60)}%,{r.randint(20, 70)}%)"
            sky += (
                f'<g fill="{fur}"><ellipse cx="200" cy="290" rx="110" ry="90"/><path d="M120 150L130 30 190 95z"/>'
                "<path "
                f'd="M280 150L270 30 210 95z"/><ellipse cx="200" cy="150" rx="92" ry="80"/></g><g fill="{c()}">'
                '<circle cx="165" '
                'cy="140" r="15"/><circle cx="235" cy="140" r="15"/></g><path d="M188 175h24l-12 14z" '
                'fill="#d78"/>'
            )
        return (
            '<svg viewBox="0 0 400 300" preserveAspectRatio="xMidYMid slice" style="display:block;width:100%;'
            'height:100%">'
            f"{sky}</svg>"
        )
