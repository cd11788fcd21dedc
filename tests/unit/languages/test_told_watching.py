"""What a watch says, and what has changed, in German and Spanish."""

from __future__ import annotations

import pytest

from assistant.languages.words import speaking
from assistant.pipelines.watching.compare import changes
from assistant.pipelines.watching.wanted import parse
from assistant.pipelines.watching.watch import Watch
from assistant.types import Scene, UiNode
from models.types import Box
from tests.helpers.watched import scene, terminal, window


def node(role: str, name: str, value: str = "", *states: str) -> UiNode:
    return UiNode(role, name, value, states=frozenset(states), box=Box(100, 100, 300, 120))


def label(text: str) -> UiNode:
    return UiNode("label", text, box=Box(20, 80, 300, 100))


def alert(text: str) -> UiNode:
    return UiNode("alert", "", box=Box(20, 400, 600, 430), children=(UiNode("text", text),))


BEFORE = scene(
    window("Shop", node("check-box", "Gift"), node("button", "Pay", "", "disabled"), node("text-field", "Name"),
           node("tab", "Sound"), node("progress-bar", "Copy", "10 percent"), label("One thing")),
)  # fmt: skip
AFTER = scene(
    window("Basket", node("check-box", "Gift", "", "checked"), node("button", "Pay", "", "focused"),
           node("text-field", "Name", "Anna", "invalid"), node("tab", "Sound", "", "selected"),
           node("progress-bar", "Copy", "40 percent"), label("Two things"), alert("The card was refused.")),
    window("Mail", app="mail", active=False),
)  # fmt: skip


@pytest.mark.parametrize(
    ("code", "there", "back"),
    [
        ("de",
         ["Neu: das Fenster Mail", "Das Fenster Shop heißt jetzt Basket", "Eine Meldung sagt: The card was refused.",
          "Jetzt im Fokus: Schaltfläche Pay.", "Kontrollkästchen Gift: jetzt aktiviert",
          "Schaltfläche Pay: jetzt verfügbar", "Eingabefeld Name: jetzt ungültiger Eintrag",
          "Eingabefeld Name: Anna; vorher leer", "Registerkarte Sound: jetzt ausgewählt",
          "Fortschrittsbalken Copy: 40 Prozent statt 10 Prozent", "“Two things” statt “One thing”"],
         ["Nicht mehr da: das Fenster Mail", "Das Fenster Basket heißt jetzt Shop",
          "Nicht mehr da: der Text The card was refused.", "Kontrollkästchen Gift: jetzt nicht aktiviert",
          "Schaltfläche Pay: nicht mehr verfügbar", "Eingabefeld Name: kein ungültiger Eintrag mehr",
          "Eingabefeld Name: jetzt leer; vorher stand da Anna", "Fortschrittsbalken Copy: 10 Prozent statt 40 Prozent",
          "“One thing” statt “Two things”"]),
        ("es",
         ["Nueva: la ventana Mail", "La ventana Shop se llama ahora Basket", "Un mensaje dice: The card was refused.",
          "Ahora en el foco: botón Pay.", "Casilla de verificación Gift: ahora marcada", "Botón Pay: ahora disponible",
          "Cuadro de edición Name: ahora entrada no válida", "Cuadro de edición Name: Anna; antes estaba vacío",
          "Pestaña Sound: ahora seleccionada", "Barra de progreso Copy: 40 por ciento en lugar de 10 por ciento",
          "“Two things” en lugar de “One thing”"],
         ["Ya no está: la ventana Mail", "La ventana Basket se llama ahora Shop",
          "Ya no está: el texto The card was refused.", "Casilla de verificación Gift: ahora no marcada",
          "Botón Pay: ya no disponible", "Cuadro de edición Name: ya no es una entrada no válida",
          "Cuadro de edición Name: ahora vacío; antes decía Anna",
          "Barra de progreso Copy: 10 por ciento en lugar de 40 por ciento", "“One thing” en lugar de “Two things”"]),
    ],
)  # fmt: skip
def test_what_has_changed(code: str, there: list[str], back: list[str]) -> None:
    with speaking(code):
        assert [change.text for change in changes(BEFORE, AFTER)] == there
        assert [change.text for change in changes(AFTER, BEFORE)] == back


@pytest.mark.parametrize(
    ("role", "german", "spanish"),
    [
        ("button", "Neu: 3 Schaltflächen: A, B und C", "Nuevo: 3 botones: A, B y C"),
        ("check-box", "Neu: 3 Kontrollkästchen: A, B und C", "Nuevo: 3 casillas de verificación: A, B y C"),
        ("menu-item", "Neu: 3 Menüpunkte: A, B und C", "Nuevo: 3 elementos de menú: A, B y C"),
    ],
)
def test_new_controls_are_counted(role: str, german: str, spanish: str) -> None:
    bare, full = scene(window("Form")), scene(window("Form", *(node(role, name) for name in "ABC")))
    for code, told in (("de", german), ("es", spanish)):
        with speaking(code):
            assert told in [change.text for change in changes(bare, full)]


@pytest.mark.parametrize(
    ("phrase", "english", "german", "spanish"),
    [
        ("tell me when my download ends", "I will tell you when your download ends.",
         "Ich sage Ihnen Bescheid, sobald dies eintritt: „your download ends“.",
         "Le avisaré cuando ocurra esto: «your download ends»."),
        ("tell me the progress of the copy every 10 percent",
         "I will tell you the progress of the copy, every 10 percent.",
         "Ich sage Ihnen den Fortschritt von „copy“, alle 10 Prozent.",
         "Le diré el progreso de «copy», cada 10 por ciento."),
        ("read what is new in this window every 10 seconds",
         "I will read what is new in this window, every 10 seconds.",
         "Ich lese vor, was in diesem Fenster neu ist, alle 10 Sekunden.",
         "Leeré lo nuevo de esta ventana, cada 10 segundos."),
        ("describe what changes every minute", "I will describe what changes, every minute.",
         "Ich beschreibe, was sich ändert, jede Minute.", "Describiré lo que cambie, cada minuto."),
        ("read the subtitles", "I will read the subtitles.", "Ich lese die Untertitel vor.", "Leeré los subtítulos."),
    ],
)  # fmt: skip
def test_a_watch_is_confirmed(phrase: str, english: str, german: str, spanish: str) -> None:
    for code, told in (("en", english), ("de", german), ("es", spanish)):
        with speaking(code):
            wanted = parse(phrase)
            assert wanted is not None
            assert wanted.told == told


def bar(value: str) -> Scene:
    return scene(window("Files", UiNode("progress-bar", "Download", value, box=Box(20, 100, 700, 120))))


@pytest.mark.parametrize(
    ("phrase", "looks", "german", "spanish"),
    [
        ("tell me the progress", [bar("12.5 percent"), bar("60 percent"), bar("100 percent")],
         ["Download: 12,5 Prozent.", "Download: 60 Prozent.", "Download: 100 Prozent. Das ist das Ende."],
         ["Download: 12,5 por ciento.", "Download: 60 por ciento.", "Download: 100 por ciento. Ese es el final."]),
        ("tell me when the download ends", [bar("30 percent"), *[scene(window("Files"))] * 3],
         ["Der Fortschrittsbalken Download ist nicht mehr da. Zuletzt waren es 30 Prozent."],
         ["La barra de progreso Download ya no está. Iba por el 30 por ciento."]),
        ("tell me when the install button is available",
         [scene(window("Setup", node("button", "Install", "", "disabled"))),
          scene(window("Setup", node("button", "Install")))],
         ["Schaltfläche Install: jetzt verfügbar."], ["Botón Install: ahora disponible."]),
        ("tell me when it says done", [terminal("$ make"), terminal("$ make", "all done")],
         ["Darin steht: “all done”."], ["Dice: “all done”."]),
        ("tell me when the command ends", [terminal("user@pc:~$ make", "working"),
                                           terminal("user@pc:~$ make", "working", "user@pc:~$")],
         ["Das Terminal wartet wieder auf einen Befehl. Davor steht: “working”."],
         ["El terminal vuelve a esperar una orden. Antes pone: “working”."]),
        ("read new lines", [terminal("$ go"), terminal("$ go", *(f"part {word}" for word in "abcdefg"))],
         ["7 neue Zeilen. Die letzte: part g."], ["7 líneas nuevas. La última: part g."]),
    ],
)  # fmt: skip
def test_a_watch_tells(phrase: str, looks: list[Scene], german: list[str], spanish: list[str]) -> None:
    for code, told in (("de", german), ("es", spanish)):
        with speaking(code):
            wanted = parse(phrase)
            assert wanted is not None
            watching = Watch(wanted)
            seen = [watching.look(each, now=40.0 * number) for number, each in enumerate(looks)]
            heard = [claim.text for each in seen for claim in each.claims]
            assert [text for text in heard if text in told] == told, heard
            assert heard[-1] == told[-1]


@pytest.mark.parametrize(("code", "told"), [("de", "Das Fenster ist nicht mehr da."), ("es", "La ventana ya no está.")])
def test_the_end_of_a_window(code: str, told: str) -> None:
    with speaking(code):
        wanted = parse("read new lines")
        assert wanted is not None
        watching = Watch(wanted)
        watching.look(terminal("$"), now=0.0)
        assert [claim.text for claim in watching.window_gone(now=1.0).claims] == [told]
