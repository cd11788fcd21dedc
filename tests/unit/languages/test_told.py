"""What is told of elements, in German and Spanish."""

from __future__ import annotations

import pytest

from assistant.languages.wording import cut, joined
from assistant.languages.words import speaking
from assistant.pipelines.telling.element import element, field, focus_claim
from assistant.pipelines.telling.group import button_row, list_text, tab_row, table_text
from assistant.pipelines.telling.narrate import body, opening
from assistant.pipelines.telling.recognised import icon_claims, likeness_claims
from assistant.pipelines.telling.text import block_claims
from assistant.pipelines.telling.tree import content_claims
from assistant.types import (
    Block,
    Icon,
    Length,
    Scene,
    SceneWindow,
    Target,
    TreeSnapshot,
    UiNode,
    WindowInfo,
    WindowTree,
)
from models.protocols import Found
from models.types import Box, TextLine


def node(role: str, name: str = "", value: str = "", *states: str, children: tuple[UiNode, ...] = ()) -> UiNode:
    return UiNode(role, name, value, states=frozenset(states), children=children)


@pytest.mark.parametrize(
    ("told", "english", "german", "spanish"),
    [
        (node("button", "OK"), "the button OK", "Schaltfläche OK", "botón OK"),
        (node("button"), "the button without a name", "Schaltfläche ohne Namen", "botón sin nombre"),
        (node("tab", "A", "", "selected"), "the tab A, selected", "Registerkarte A, ausgewählt",
         "pestaña A, seleccionada"),
        (node("list-item", "A", "", "selected"), "the list item A, selected", "Listeneintrag A, ausgewählt",
         "elemento de lista A, seleccionado"),
        (node("check-box", "Sound", "", "checked"), "the check box Sound, checked",
         "Kontrollkästchen Sound, aktiviert", "casilla de verificación Sound, marcada"),
        (node("radio-button", "Sound", ""), "the option Sound, not selected",
         "Auswahlschalter Sound, nicht ausgewählt", "botón de opción Sound, no seleccionado"),
        (node("switch", "", "", "checked"), "a switch without a name, on", "Schalter ohne Namen, ein",
         "interruptor sin nombre, activado"),
        (node("text-field", "Ort", "", "invalid", "required"),
         "the text field Ort, empty, marked as wrong and required",
         "Eingabefeld Ort, leer, ungültiger Eintrag und erforderlich",
         "cuadro de edición Ort, vacío, entrada no válida y obligatorio"),
        (node("password-field", "Code"), "the password field Code", "Passwortfeld Code", "cuadro de contraseña Code"),
        (node("text-field", "PIN", "1"), "the text field PIN, not read out", "Eingabefeld PIN, wird nicht vorgelesen",
         "cuadro de edición PIN, no se lee en voz alta"),
        (node("strange", "X"), "the element X", "Element X", "elemento X"),
    ],
)  # fmt: skip
def test_an_element_is_told(told: UiNode, english: str, german: str, spanish: str) -> None:
    assert element(told) == english
    with speaking("de"):
        assert element(told) == german
    with speaking("es"):
        assert element(told) == spanish


def test_the_focus_is_told() -> None:
    for code, words in (
        ("en", "The focus is on the button Save, not available."),
        ("de", "Im Fokus: Schaltfläche Save, nicht verfügbar."),
        ("es", "En el foco: botón Save, no disponible."),
    ):
        with speaking(code):
            claim = focus_claim(node("button", "Save", "", "disabled"))
            assert claim is not None
            assert claim.text == words


def test_items_are_listed() -> None:
    with speaking("de"):
        assert joined(["a", "b", "c"]) == "a, b und c"
        assert joined(["Salz und Pfeffer", "Brot"]) == "Salz und Pfeffer; Brot"
        assert joined(list("abcde"), limit=2) == "a, b und noch 3"
        assert joined(["a,b", "c", "d", "e"], limit=2) == "a,b; c; und noch 2"
        assert joined([]) == ""
        assert joined(["a"]) == "a"
    with speaking("es"):
        assert joined(["Cortar", "Pegar"]) == "Cortar y Pegar"
        assert joined(["Abrir", "Guardar", "Imprimir"]) == "Abrir, Guardar e Imprimir"
        assert joined(["Nieve", "Hielo"]) == "Nieve y Hielo"
        assert joined(["Padre", "Hijo"]) == "Padre e Hijo"


def test_buttons_and_tabs_are_told() -> None:
    buttons = [node("button", "Nein"), node("button", "Ja", "", "default")]
    tabs = [node("tab", "Eins"), node("tab", "Zwei", "", "selected")]
    with speaking("de"):
        assert button_row(buttons, Length.NORMAL) == "Schaltflächen: Nein und Ja, voreingestellt"
        assert button_row(buttons[:1], Length.NORMAL) == "Schaltfläche: Nein"
        assert button_row([node("button")] * 2, Length.FULL) == "2 Schaltflächen ohne Namen"
        assert tab_row(tabs) == "Registerkarten: Eins und Zwei; Zwei ist ausgewählt"
    with speaking("es"):
        assert button_row(buttons, Length.NORMAL) == "Botones: Nein y Ja, que es el predeterminado"


def test_lists_and_tables_are_told() -> None:
    items = [node("list-item", "Brot"), node("list-item", "Käse", "", "selected")]
    holder = node("list", "Einkauf", "", "scrolled", children=tuple(items))
    rows = tuple(node("row", children=(node("cell", "Zug"), node("cell", text))) for text in ("", "9:00"))
    table = node("table", children=(*rows, node("row", "", "", "selected", children=(node("cell", "Bus"),))))
    with speaking("de"):
        assert list_text(items, Length.NORMAL) == "Liste mit 2 Einträgen: Brot und Käse; ausgewählt ist Käse"
        assert list_text(items[:1], Length.NORMAL) == "Listeneintrag: Brot"
        assert list_text(items, Length.NORMAL, holder=holder) == (
            "Liste Einkauf mit 2 sichtbaren Einträgen: Brot und Käse; ausgewählt ist Käse"
        )
        assert table_text(table, Length.NORMAL) == "Tabelle mit 3 Zeilen: Zug; Zug, 9:00; Bus. Ausgewählt: Bus"
    with speaking("es"):
        assert table_text(table, Length.NORMAL) == "Tabla con 3 filas: Zug; Zug, 9:00; Bus. Seleccionada: Bus"


def test_text_that_is_cut_says_so() -> None:
    with speaking("de"):
        assert cut("eins zwei drei vier", 10) == "eins zwei … und noch 2 Wörter"
        assert cut("eins zwei drei", 10) == "eins zwei … und noch 1 Wort"
    assert cut("字" * 30, 10) == "字" * 10 + " … and more"


def test_a_window_is_told_in_german() -> None:
    question = node("label", "Sollen die alten Briefe gelöscht werden?")
    root = node("dialog", "Nachfrage", children=(question, node("button", "Nein", "", "focused"), node("button", "Ja")))
    window = WindowInfo("Nachfrage", Box(0, 0, 400, 200), active=True)
    scene = Scene(Target.SCREEN, 800, 600, (SceneWindow(window, root),))
    with speaking("de"):
        said = [*opening(TreeSnapshot((WindowTree(window, root),)), Target.SCREEN), *body(scene, Length.NORMAL)]
    assert [claim.text for claim in said] == [
        "Ein Dialogfeld: Nachfrage.",
        "Im Fokus: Schaltfläche Nein.",
        "Darin steht: Sollen die alten Briefe gelöscht werden?",
        "Schaltflächen: Nein und Ja.",
    ]


def test_text_of_a_picture_is_told_in_german() -> None:
    box = Box(0, 0, 100, 20)
    rows = (("Wien", "", "9:00"), ("Graz", "2", "9:30"))
    table = Block("table", (TextLine("Wien", box, 0.9),), box, rows)
    with speaking("de"):
        (claim,) = block_claims([table], Length.NORMAL)
    assert claim.text == "Tabelle mit 2 Zeilen: Wien, leer, 9:00; Graz, 2, 9:30."


def test_what_models_recognise_is_told_in_german() -> None:
    box = Box(0, 0, 400, 200)
    likeness = (Found("a file manager", 0.9), Found("a toolbar", 0.9), Found("a list on the left", 0.9),
                Found("it is loading", 0.9))  # fmt: skip
    icons = (Icon("settings", 0.9, box, "button"), Icon("search", 0.9, box, "button"), Icon("odd", 0.9, box, "button"))
    window = SceneWindow(WindowInfo("", box), likeness=likeness, icons=icons)
    with speaking("de"):
        told = [*likeness_claims(window), *icon_claims(window, Length.NORMAL)]
    assert [claim.text for claim in told] == [
        "Dem Aussehen nach ist dies wahrscheinlich ein Dateimanager, mit diesen Teilen: "
        "eine Symbolleiste und links eine Liste.",
        "Es lädt wahrscheinlich noch.",
        "Ohne Namen, nach ihren Symbolen wahrscheinlich: Einstellungen, Suche und odd.",
    ]


def test_progress_is_told_in_spanish() -> None:
    root = node("window", children=(node("progress-bar", "Copia", "40 percent"), node("progress-bar", "", "3")))
    with speaking("es"):
        told = [claim.text for claim in content_claims(root, Length.FULL)]
    assert told == ["Progreso Copia: 40 por ciento.", "Progreso: 3."]


def test_field_is_english_for_english_questions() -> None:
    assert field(node("text-field", "Name", "Ada")) == "the text field Name: Ada"
