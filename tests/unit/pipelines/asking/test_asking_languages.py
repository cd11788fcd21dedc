"""Whole answers in English, German and Spanish, to questions in these languages, on screens in any of them."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from typing import TYPE_CHECKING

import pytest

from assistant.languages.runs import runs
from assistant.languages.words import speaking
from assistant.pipelines.asking.asker import Asker
from assistant.pipelines.asking.visual import Eyes
from assistant.types import TreeSnapshot, UiNode, WindowInfo, WindowTree
from models.cancel import CancelToken
from models.protocols import Answer, Certainty
from models.types import Box
from tests.helpers.order_screen import BOX, TREES, ask, asker, cells, states, white_frame

if TYPE_CHECKING:
    from models.types import RgbImage

SAID = {
    "en": """
Where is the Pay now button?
 = The button Pay now is half way down the left side of the window, to the right of the button Cancel.
What buttons are there? = 2 buttons: Cancel and Pay now (the default).
What is the name? = Name: “Anna Berg”.
Is Gift wrap checked? = No: the check box Gift wrap, not checked.
How many rows does the table have? = 3 rows.
How much is the tea? = Price of Tea: 4.50 EUR.
Read the second paragraph = Paragraph 2 reads “It will be delivered by Tuesday.”
What has focus? = The focus is on the button Pay now. You are in the window Order 4711, in Shop.
Is there a help link? = Yes, the link “Help” is at the bottom right of the window.
Where is the print button? = I find no print button here.
What is the main colour? = The main colour is white; all in all it is mostly white with some red.
What is the title? = The window is Order 4711, in Shop.
What is below Email? = Below Email: the password field Password.
""",
    "de": """
Wo ist die Schaltfläche Pay now?
 = Schaltfläche Pay now ist links auf halber Höhe im Fenster, rechts neben der Schaltfläche Cancel.
Welche Schaltflächen gibt es? = 2 Schaltflächen: Cancel und Pay now (voreingestellt).
Was ist der Name? = Name: “Anna Berg”.
Ist Gift wrap angekreuzt? = Nein: Kontrollkästchen Gift wrap, nicht aktiviert.
Wie viele Zeilen hat die Tabelle? = 3 Zeilen.
Wie viel kostet Tea? = Price von Tea: 4.50 EUR.
Lies den zweiten Absatz vor = Absatz 2 lautet “It will be delivered by Tuesday.”
Was hat den Fokus? = Im Fokus: Schaltfläche Pay now. Sie sind im Fenster Order 4711, in Shop.
Gibt es einen Link Help? = Ja, Link “Help” ist unten rechts im Fenster.
Wo ist die Schaltfläche Drucken? = Schaltfläche drucken finde ich hier nicht.
Was ist die Hauptfarbe? = Die Hauptfarbe ist weiß; insgesamt ist es überwiegend weiß mit etwas rot.
Wie heißt das Fenster? = Das Fenster ist Order 4711, in Shop.
Was ist unter Email? = Unter Email: Passwortfeld Password.
Where is the help link? = Link Help ist unten rechts im Fenster.
""",
    "es": """
¿Dónde está el botón Pay now?
 = Botón Pay now está a media altura a la izquierda en la ventana, a la derecha del botón Cancel.
¿Qué botones hay? = 2 botones: Cancel y Pay now (predeterminado).
¿Cuál es el name? = Name: “Anna Berg”.
¿Está marcada la casilla Gift wrap? = No: casilla de verificación Gift wrap, no marcada.
¿Cuántas filas tiene la tabla? = 3 filas.
¿Cuánto cuesta Tea? = Price de Tea: 4.50 EUR.
Lee el segundo párrafo = Párrafo 2: “It will be delivered by Tuesday.”
¿Qué tiene el foco? = En el foco: botón Pay now. Está en la ventana Order 4711, en Shop.
¿Hay un enlace Help? = Sí, enlace “Help” está abajo a la derecha en la ventana.
¿Dónde está el botón Imprimir? = Aquí no encuentro botón imprimir.
¿Cuál es el color principal? = El color principal es blanco; en conjunto es sobre todo blanco con algo de rojo.
¿Cómo se llama la ventana? = La ventana es Order 4711, en Shop.
¿Qué hay debajo de Email? = Debajo de Email: cuadro de contraseña Password.
Where is the help link? = Enlace Help está abajo a la derecha en la ventana.
""",
}
OWN_SCREENS = {
    "de": """
Wo ist das Suchfeld? = Eingabefeld Suche ist links auf halber Höhe im Fenster, über dem Eingabefeld E-Mail.
Wie viel kostet der Tee? = Preis von Tee: 4,50 EUR.
Und der Kaffee? = Preis von Kaffee: 7,20 EUR.
Wie hoch ist die Gesamtsumme? = Gesamtsumme: “16,20 EUR”.
Wann kommt die Lieferung? = Auf dem Bildschirm steht “Bestellt am 3. März 2026. Die Lieferung kommt am Dienstag.”
Von wem ist die Nachricht? = Von: “Petra Lind”.
Was sagt der Fehler? = Ungültiger Eintrag: Eingabefeld E-Mail. Eine Meldung sagt: “Die E-Mail-Adresse fehlt.”
Ist der Newsletter angekreuzt? = Ja: Kontrollkästchen Newsletter, aktiviert.
Welche Kontrollkästchen sind nicht aktiviert? = Newsletter ist nicht ausgeschaltet.
Gibt es einen Kaufen-Knopf?
 = Ja, Schaltfläche “Jetzt kaufen” ist links auf halber Höhe im Fenster, unter dem Kontrollkästchen Newsletter.
""",
    "es": """
¿Dónde está la búsqueda?
 = Cuadro de edición Búsqueda está a media altura a la izquierda en la ventana, encima del cuadro de edición Correo.
¿Cuánto cuesta el té? = Precio de Té: 4,50 EUR.
¿Y el café? = Precio de Café: 7,20 EUR.
¿Cuál es el importe total? = Importe total: “16,20 EUR”.
¿Cuándo llega la entrega? = En la pantalla dice “Pedido del 3 de marzo de 2026. La entrega llega el martes.”
¿De quién es? = De: “Petra Lind”.
¿Qué dice el error? = Entrada no válida: cuadro de edición Correo. Un mensaje dice: “Falta la dirección de correo.”
¿Está marcado Boletín? = Sí: casilla de verificación Boletín, marcada.
¿Qué casillas no están marcadas? = Boletín no está desactivado.
¿Hay un botón para comprar?
 = Sí, botón “Comprar ahora” está a media altura a la izquierda en la ventana, debajo de la casilla de verificación
   Boletín.
""",
}
UNANSWERED = {
    "de": ("Wann ist Weihnachten?", "Was kostet der Saft?", "Wie groß ist die Datei?", "Warum ist der Himmel blau?",
           "Welche Felder sind nicht erforderlich?",
           "Wer hat Tee auf dem Mond bestellt?", "Wie lautet die Telefonnummer?"),
    "es": ("¿Cuándo es Navidad?", "¿Cuánto cuesta el zumo?", "¿Cuánto ocupa el archivo?", "¿Por qué el cielo es azul?",
           "¿Qué campos no son obligatorios?", "¿Quién pidió té en la luna?", "¿Cuál es el teléfono?"),
}  # fmt: skip
TELL = {"de": "Das kann ich nicht sagen.", "es": "No lo puedo decir."}
PICTURE = {"de": "Trägt der Mann auf dem Bild einen Hut?", "es": "¿Lleva sombrero el hombre en la imagen?"}
PEOPLE = {"de": "Wie viele Personen sind auf dem Bild?", "es": "¿Cuántas personas hay en la imagen?"}


def own_screen(words: str) -> TreeSnapshot:
    """An order on a screen in the user's language. `words`: its texts, a line each."""
    title, text, sender, head, first, second, last, search, mail, box, alert, button, link = words.split("\n")
    root = UiNode(
        "window", title, box=BOX,
        children=(
            UiNode("paragraph", value=text, box=Box(40, 70, 800, 95)),
            UiNode("label", sender, box=Box(40, 100, 400, 124)),
            UiNode("table", box=Box(40, 140, 840, 260), children=(
                cells(*head.split("|"), top=140, role="column-header"),
                cells(*first.split("|"), top=170), cells(*second.split("|"), top=200), cells(*last.split("|"), top=230),
            )),
            UiNode("text-field", search, box=Box(150, 300, 500, 324)),
            UiNode("text-field", mail, box=Box(150, 330, 500, 354), states=states("required", "invalid")),
            UiNode("check-box", box, box=Box(150, 390, 300, 414), states=states("checked")),
            UiNode("alert", "", box=Box(40, 460, 800, 484), children=(UiNode("text", alert),)),
            UiNode("button", button, box=Box(260, 500, 360, 530), states=states("default", "focused")),
            UiNode("link", link, box=Box(1180, 760, 1240, 784)),
        ),
    )  # fmt: skip
    return TreeSnapshot((WindowTree(WindowInfo(title, BOX, app="Shop", active=True), root),))


SCREENS = {
    "de": own_screen(
        "Bestellung 4711\nBestellt am 3. März 2026. Die Lieferung kommt am Dienstag.\nVon: Petra Lind\n"
        "Artikel|Preis|Menge\nTee|4,50 EUR|2\nKaffee|7,20 EUR|1\nGesamtsumme|16,20 EUR|\nSuche\nE-Mail\nNewsletter\n"
        "Die E-Mail-Adresse fehlt.\nJetzt kaufen\nHilfe"
    ),
    "es": own_screen(
        "Pedido 4711\nPedido del 3 de marzo de 2026. La entrega llega el martes.\nDe: Petra Lind\n"
        "Artículo|Precio|Cantidad\nTé|4,50 EUR|2\nCafé|7,20 EUR|1\nImporte total|16,20 EUR|\nBúsqueda\nCorreo\n"
        "Boletín\nFalta la dirección de correo.\nComprar ahora\nAyuda"
    ),
}


def rows(table: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for code, lines in table.items():
        for line in re.sub(r"\n (?==)|\n  ", " ", lines).strip().splitlines():
            question, said = re.sub(" +", " ", line).split(" = ")
            yield code, question, said


@pytest.fixture(name="askers", scope="module")
def _askers() -> dict[str, Asker]:
    return {code: asker() for code in SAID}


FRAME = white_frame()


@pytest.mark.parametrize(("code", "question", "said"), list(rows(SAID)))
def test_a_whole_answer_in_the_language_of_the_app(
    askers: dict[str, Asker], code: str, question: str, said: str
) -> None:
    with speaking(code):
        assert ask(askers[code], FRAME, question, TREES).text == said


@pytest.mark.parametrize("code", OWN_SCREENS)
def test_a_talk_about_a_screen_in_the_users_language(code: str) -> None:
    who, frame = asker(), white_frame()
    with speaking(code):
        for _code, question, said in rows({code: OWN_SCREENS[code]}):
            assert ask(who, frame, question, SCREENS[code]).text.replace("\n", " ") == said


@pytest.mark.parametrize(("code", "question"), [(code, each) for code, every in UNANSWERED.items() for each in every])
def test_what_the_screen_does_not_say_is_not_invented(code: str, question: str) -> None:
    with speaking(code):
        told = ask(asker(), white_frame(), question, SCREENS[code])
    assert told.outcome == "unknown"
    assert told.text.startswith(TELL[code])


def test_and_what_is_named_is_not_answered_by_what_was_asked_of_other_things() -> None:
    who, frame = asker(), white_frame()
    with speaking("de"):
        assert ask(who, frame, "Welche Felder sind leer?", SCREENS["de"]).text == "Suche und E-Mail sind leer."
        assert "leer" not in ask(who, frame, "Und der Kaffee?", SCREENS["de"]).text
        assert "Kaffee" in ask(who, frame, "Und der Kaffee?", SCREENS["de"]).text


class Model:
    """Says "two", whatever it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def answer(self, image: RgbImage, question: str, *, context: str, cancel: CancelToken) -> Answer:
        del image, context, cancel
        self.asked.append(question)

        def steps() -> Generator[str, None, Certainty]:
            yield "two"
            return Certainty((-0.1,))

        return steps()


def looking(model: Model, languages: Sequence[str]) -> Asker:
    return asker(eyes=Eyes(answerer=lambda: model, languages=lambda: languages))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("de", "Fragen nach dem Aussehen lassen sich mit den installierten Modellen nur auf Englisch stellen."),
        ("es", "Con los modelos instalados, las preguntas sobre el aspecto solo se pueden hacer en inglés."),
    ],
)
def test_a_question_about_looks_is_not_given_to_a_model_that_does_not_understand_it(code: str, said: str) -> None:
    model = Model()
    with speaking(code):
        told = ask(looking(model, ["en"]), white_frame(), PICTURE[code], TREES)
    assert told.text == f"{TELL[code]} {said}"
    assert model.asked == []


@pytest.mark.parametrize("code", PICTURE)
def test_a_model_that_lists_the_language_is_asked_in_it(code: str) -> None:
    model = Model()
    with speaking(code):
        told = ask(looking(model, ["en", code]), white_frame(), PICTURE[code], TREES)
        assert len(runs(told.text, code)) == 1
    assert len(model.asked) == 1
    assert told.outcome == "guessed"


@pytest.mark.parametrize(
    ("code", "lead"),
    [
        ("de", "Wahrscheinlich, in den englischen Worten eines Modells: "),
        ("es", "Probablemente, en las palabras inglesas de un modelo: "),
    ],
)
def test_a_models_english_answer_is_marked_and_spoken_in_english(code: str, lead: str) -> None:
    model = Model()
    with speaking(code):
        told = ask(looking(model, ["en"]), white_frame(), PEOPLE[code], TREES)
    assert model.asked[0] == "how many people are there in the picture?"
    assert told.text == f"{lead}two."
    assert [(run.text, run.language) for run in runs(told.text, code)] == [(lead, code), ("two.", "en")]
