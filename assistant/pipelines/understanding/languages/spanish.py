"""Questions in Spanish."""

from __future__ import annotations

from functools import partial
from typing import Any

from assistant.pipelines.understanding.languages.spanish_words import (
    AFTER,
    ARTICLES,
    BEFORE,
    COLOURS,
    COMMANDS,
    FILLERS,
    LINES,
    NEVER,
    NUMBERS,
    PARTS,
    SORTS,
    STATES,
    WAYS,
)  # fmt: skip
from assistant.pipelines.understanding.languages.tongue import Tongue, rule_of
from assistant.pipelines.understanding.roles import BUTTON, FIELD

_PARTS = {
    "nth": r"(?P<n>primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]|séptim[oa]|octav[oa]|noven[oa]|"
           r"décim[oa]|últim[oa]|\d+)",
    "part": r"(?P<x>párrafo|línea|frase|oración|encabezado|título|sección|mensaje|elemento|entrada|resultado|enlace|"
            r"botón|campo|archivo|pestaña|paso)",
    "part2": r"(?P<x2>párrafo|línea|frase|encabezado|sección|mensaje|elemento|resultado|enlace|botón|campo|archivo|"
             r"pestaña|paso)",
    "state": r"(?P<s>(?:no )?(?:marcad[oa]s?|activad[oa]s?|encendid[oa]s?|disponibles?|seleccionad[oa]s?|elegid[oa]s?|"
             r"habilitad[oa]s?|obligatori[oa]s?|requerid[oa]s?|rellen[oa]s?|rellenad[oa]s?)|desmarcad[oa]s?|"
             r"apagad[oa]s?|desactivad[oa]s?|deshabilitad[oa]s?|inactiv[oa]s?|activ[oa]s?|resaltad[oa]s?|vací[oa]s?|"
             r"(?:el |la |los |las )?predeterminad[oa]s?|por defecto)",
    "way": r"(?P<w>abajo|debajo|arriba|encima|después|antes|siguiente|anterior|a la derecha|a la izquierda|derecha|"
           r"izquierda)",
    "by": r"(?P<w>debajo de|abajo de|bajo|encima de|sobre|arriba de|a la derecha de|a la izquierda de|después de|tras|"
          r"antes de)",
    "colour": r"(?P<c>roj[oa]|verde|azul|amarill[oa]|naranja|morad[oa]|violeta|rosa|negr[oa]|blanc[oa]|gris|marrón|"
              r"turquesa|oscur[oa]|clar[oa])",
    "the": r"(?:(?:el|la|los|las|del|al) )?",
    "here": r"(?: (?:aquí|ahí|allí|hay|ahora|en total|a la vista|visibles?|en pantalla|en la pantalla|en la página|"
            r"en esta página|en la ventana|en esta ventana|en el diálogo|en el formulario|para elegir|disponibles))*",
    "which": r"(?:qué|cuál|cuáles)",
    "people": r"(?:personas?|gente|hombres?|mujeres|mujer|niñ[oa]s?|caras?|alguien|una persona|un hombre|una mujer)",
    "pic": r"(?:en (?:la|esta|una) (?:imagen|foto|fotografía))",
    "window": r"(?:ventana|programa|aplicación)",
    "dialog": r"(?:diálogo|cuadro de diálogo|mensaje|aviso|notificación|alerta|pregunta|ventana emergente)",
    "error": r"(?:error|errores|mensaje de error|mensajes de error|advertencia|advertencias|problema|problemas|fallo|"
             r"fallos)",
    "sum": r"(?:total|suma|importe total|precio total|importe|suma total|total a pagar)",
    "mail": r"(?:esto|este|esta|ese|eso|el|la|lo)? ?(?:correo|mensaje|e-mail|email|texto|artículo|carta|documento|"
            r"nota)?",
}  # fmt: skip


_rule = partial(rule_of, _PARTS)
_YES: dict[str, Any] = {"yes_no": True}
_RULES = (
    # what the talk was about
    _rule("followup", r"(?:y |qué |hay |está |es )*(?:(?:el|la|lo|los|las) )?(?:(?P<x>(?!de |que |más )[\w-]+) "
          r")?(?:de |que (?:está|hay|viene) )?(?:más )?<way>", "and the one {x}", needs="part"),
    _rule("followup", r"(?:y |lee |cuál es )*(?:el|la|lo) (?P<w>siguiente|anterior|próximo|próxima)(?: (?P<x>[\w-]+))?",
          "and the next {x}", needs="part"),
    _rule("followup", r"(?:qué|qué \w+) (?:hay|está|viene|se encuentra|aparece)(?: justo)? <by>(?:l)?(?: el| la| los| "
          r"las)? (?P<x>.+)", "what is beside {x}", needs="name", sort=None),
    _rule("followup", r"(?:qué|qué \w+) (?:hay|está|viene|aparece)(?: justo)? (?P<w>debajo|abajo|encima|arriba|a la "
          r"derecha|a la izquierda|después|antes) del (?P<x>.+)", "what is beside {x}", needs="name", sort=None),
    _rule("other-window", r"(?:y |qué hay en |qué pasa con |describe |lee )*(?:la|el) (?:otra|otro) <window>",
          "what about the other window"),
    _rule("read-it", r"léelo|léela|léemelo|léemela|lee (?:eso|esto)|qué dice(?: eso| ahí)?|qué es(?: eso| esto)?",
          "read it"),
    _rule("where-it", r"dónde está(?: eso| él| ella)?", "where is it"),
    _rule("state", r"(?:está|es) <state>", "is it so", relation="it", **_YES),
    # focus, title, change
    _rule("focus", r"(?:qué|quién|<which> [\w-]+) tiene(?: ahora)? el foco|dónde estoy|dónde está (?:el|mi) (?:foco|"
          r"cursor)|en <which> (?!ventana|programa|página|aplicación)[\w-]+ (?:estoy|está el foco|está el cursor)|"
          r"<which> (?:elemento|campo|botón) está enfocado|(?:el )?foco", "what has the focus"),
    _rule("title", r"(?:qué|cuál) (?:es )?(?:esta )?(?:<window>|página|documento) (?:es|está|tengo)(?: esta| este| "
          r"esto| abierta| abierto| activa| activo| delante)*|en qué (?:<window>|página) estoy|cómo se llama (?:(?:la|"
          r"esta) (?:ventana|página|aplicación)|(?:el|este) (?:programa|documento))|cuál es el título|cuál es el "
          r"(?:título|nombre) (?:de (?:la|esta) (?:ventana|página)|del (?:programa|documento))|(?:lee )?(?:el "
          r")?título(?: de la ventana| de la página)?|qué título tiene(?: la ventana| la página)?|qué (?:está|hay) "
          r"abierto", "what is the title"),
    _rule("changed", r"qué (?:ha cambiado|cambió|hay de nuevo|hay nuevo|es nuevo|ha pasado|pasó|es diferente)(?: "
          r"desde antes| ahora)?|ha cambiado algo|hay algo (?:nuevo|distinto|diferente)(?: a lo de antes| que antes)?|"
          r"cambió algo|algo nuevo|(?:hay )?novedades|(?:ha habido|hay)(?: algún| algunos)? cambios?",
          "what has changed"),
    # messages
    _rule("error", r"(?:hay|ves|tengo|aparece|existe)(?: aquí| algún| alguna| algunos| un| una| unos)* <error>(?: "
          r"aquí| en la pantalla)?|(?:se ha producido|ha habido|hubo) (?:un |algún )?<error>|(?:ha funcionado|"
          r"funcionó|ha salido bien|salió bien)|(?:ha fallado|falló|ha ido "
          r"mal|salió mal|ha salido mal|fue mal) algo|(?:algo )?(?:ha fallado|ha salido mal|ha ido mal|salió mal|va "
          r"mal|está mal)|hay algo mal", "is there an error", **_YES),
    _rule("error", r"qué (?:dice|pone|significa) (?:el|la) <error>|(?:cuál|qué) (?:es|fue) (?:el|la) <error>|qué "
          r"(?:ha fallado|falló|ha salido mal|salió mal|ha ido mal|fue mal|está mal|va mal)|<which> <error> (?:hay|es|"
          r"aparecen?|muestra)<here>|por qué (?:ha fallado|falló)|por qué no (?:funciona|va|ha funcionado|funcionó)|"
          r"(?:lee|léeme) (?:el|la) <error>|qué está marcado como (?:incorrecto|no válido|erróneo)",
          "what does the error say"),
    _rule("dialog", r"qué (?:dice|pregunta|pide|pone|quiere|muestra)(?: en)? (?:el|la) <dialog>|qué (?:pone|dice|hay) "
          r"en (?:el|la) <dialog>|(?:lee|léeme) (?:el|la) <dialog>|qué me (?:pregunta|preguntan|pide|piden|está "
          r"preguntando|están preguntando)(?: el programa| la ventana| la página)?|qué quiere (?:el programa|la "
          r"ventana)|cuál es la pregunta", "what does the dialog say"),
    _rule("dialog", r"qué (?:dice|avisa) (?:el programa|la ventana)", "what does the dialog say"),
    # pictures and colours
    _rule("colour", r"(?:de )?qué color (?:es|tiene) el fondo|cuál es el color (?:del|de) fondo",
          "what is the background colour", of="background"),
    _rule("colour", r"(?:de )?qué color(?:es)? (?:es|tiene|hay|son)(?: la pantalla| la ventana| la página| esto| eso| "
          r"aquí| la imagen)*|cuál es el color principal|qué colores (?:hay|ves)<here>", "what is the main colour"),
    _rule("colour", r"(?:de )?qué color(?:es)? (?:es|son|tiene|tienen) (?P<x>.+)|cuál es el color (?:de|del) "
          r"(?P<x2>.+)", "what colour is the {x}"),
    _rule("picture", r"qué (?:hay|se ve|ves|aparece|sale) <pic>|qué muestra (?:la|esta) (?:imagen|foto)|describe "
          r"(?:la|esta) (?:imagen|foto)|de qué es (?:la|esta) (?:imagen|foto)", "what is in the picture"),
    _rule("picture", r"cuántas? <people> (?:hay|ves|se ven|aparecen|salen)(?: <pic>| aquí)?",
          "how many people are there in the picture"),
    _rule("picture", r"(?:hay|ves|se ve|aparece|sale) <people>(?: <pic>| aquí)?",
          "is there anyone in the picture", **_YES),
    _rule("picture", r"quién (?:está|sale|aparece|hay) <pic>", "who is in the picture"),
    _rule("picture", r".*<pic>.*", "{words}"),
    # how many
    _rule("count", r"cuánt[oa]s (?P<x>.+?) (?:están|hay|son)(?: aquí)? <state>", "how many {xs} are so", needs="sort"),
    _rule("count", r"cuánt[oa]s (?P<x>.+?) (?:hay|tiene|tienen|contiene|ves|muestra|existen|aparecen|son)(?:(?: en)? "
          r"(?:la|el|esta|este) [\w-]+)?<here>", "how many {xs} are there"),
    _rule("count", r"(?:cuenta|número de|cuál es el número de|dime el número de)(?: los| las| todos los| todas las)? "
          r"(?P<x>.+)", "how many {xs} are there"),
    # parts by number
    _rule("row", r"(?:lee|léeme|qué (?:dice|hay en|pone en))(?: la)? (?:<nth> fila|fila (?P<n2>\d+))(?: de la tabla)?",
          "read the row {n}"),
    _rule("paragraph", r"(?:lee|léeme|qué (?:dice|hay en|pone en|es)|cuál es|dime)(?: el| la)? (?:<nth> <part>|"
          r"<part2> (?:número )?(?P<n2>\d+))", "read the {x} number {n}", needs="part"),
    _rule("paragraph", r"(?:el |la )?<part>(?: número)? (?P<n>\d+)", "read the {x} number {n}", needs="part"),
    _rule("row", r"(?:lee|léeme|qué (?:dice|hay en|pone en)) la fila (?:de|del|con|para|sobre)(?: el| la| los| las)? "
          r"(?P<x>.+)", "read the row of {x}", needs="name"),
    # states
    _rule("state", r"(?:puedo|se puede) (?:pulsar|apretar|hacer clic en|presionar|usar|activar|seleccionar|editar|"
          r"cambiar|marcar|abrir)(?: en)? (?P<x>.+)", "can i press {x}", state="enabled", **_YES),
    _rule("state", r"he (?:marcado|activado|seleccionado|aceptado|elegido|pedido) (?P<x>.+)",
          "have i ticked {x}", state="checked", **_YES),
    _rule("checked", r"<which> (?P<x>.+?) (?:tengo que|hay que|debo) (?:rellenar|completar)",
          "which {xs} are required", needs="only sort", state="required"),
    _rule("state", r"(?:está|están) aceptad[oa]s? (?P<x>.+)",
          "is the {x} checked", needs="name", state="checked", **_YES),
    _rule("state", r"(?:tengo que|hay que|debo) rellenar (?P<x>.+)", "is the {x} required", state="required", **_YES),
    _rule("selected", r"qué (?:está|hay|he|tengo)(?: ahora)? (?:seleccionad[oa]|elegid[oa]|resaltad[oa])s?",
          "what is selected", state="selected"),
    _rule("checked", r"<which> (?P<x>.+?) no (?:está|están)(?: ahora)? (?:marcad[oa]s?|activad[oa]s?|encendid[oa]s?)",
          "which {xs} are not checked", state="unchecked", needs="only sort"),
    _rule("checked", r"<which> (?P<x>.+?) (?:quedan|siguen) <state>", "which {xs} are so", needs="only sort"),
    _rule("checked", r"qué (?:está|hay|he|tengo)(?: ahora)? (?:marcad[oa]|activad[oa])s?",
          "what is checked", state="checked"),
    _rule("checked", r"<which> (?P<x>.+?) (?:está|están|hay|tengo)(?: ahora)? (?:marcad[oa]s?|activad[oa]s?|"
          r"encendid[oa]s?)", "which {xs} are checked", state="checked", needs="sort"),
    _rule("selected", r"(?:cuál|cuáles|qué) (?:es|son) (?:el|la|los|las) (?P<x>.+?) (?:seleccionad|elegid|"
          r"resaltad)[oa]s?", "which {x} is selected", state="selected"),
    _rule("selected", r"<which> (?P<x>.+?) (?:está|están|hay|tengo|es)(?: ahora)? (?:seleccionad[oa]s?|elegid[oa]s?|"
          r"resaltad[oa]s?|abiert[oa]s?|activ[oa]s?)", "which {x} is selected", state="selected"),
    _rule("checked", r"<which> (?P<x>.+?) (?:está|están|es|son)(?: ahora)? <state>", "which {xs} are so", needs="sort"),
    _rule("state", r"(?:está|están|es|son) (?P<x>.+?) <state>", "is the {x} so", needs="name", **_YES),
    _rule("state", r"(?:está|están|es|son) (?P<s>encendid[oa]s?|apagad[oa]s?|(?:des)?marcad[oa]s?|"
          r"(?:des)?activad[oa]s?|disponibles?|seleccionad[oa]s?|habilitad[oa]s?|obligatori[oa]s?|vací[oa]s?) "
          r"(?P<x>.+)", "is the {x} so", needs="name", **_YES),
    _rule("colour", r"(?:es|está|son) (?P<x>.+?) (?:de color )?<colour>", "what colour is the {x}", **_YES),
    # money, time, people
    _rule("total", r"cuánto (?:es|cuesta|vale|suma|hay que pagar|tengo que pagar|debo|debo pagar)(?: todo| en total| "
          r"esto| eso)*|(?:cuál|qué|cuánto) es (?:el|la) <sum>|a cuánto asciende(?: el total)?|(?:el )?total|qué "
          r"total hay", "how much is it in total", subject="total"),
    _rule("total", r"cuánto (?:cuesta|cuestan|vale|valen|es|son) (?P<y>.+?)(?: en total)?|qué precio tienen? "
          r"(?P<y2>.+)", "how much is the {y}", subject="precio"),
    _rule("total", r"cuál(?:es)? (?:es|son) (?:el|los) (?:precio|precios|coste|costo) (?:de|del|para)(?: el| la| los| "
          r"las)? (?P<y>.+)", "how much is the {y}", subject="precio"),
    _rule("when", r"(?:a|desde|hasta) qué hora (?:es|sale|llega|empieza|comienza|termina|abre|cierra|será|fue) "
          r"(?P<x>.+)", "what time is {x}", of="time"),
    _rule("when", r"(?:qué día|en qué fecha|qué fecha) (?:es|sale|llega|empieza|comienza|termina|será|fue|tiene) "
          r"(?P<x>.+)", "what day is {x}", of="date"),
    _rule("when", r"cuándo (?:es|sale|llega|empieza|comienza|termina|abre|cierra|será|fue|se envió|se mandó|vence|"
          r"llegará)", "when is it"),
    _rule("when", r"(?:hasta |desde )?cuándo (?:es|son|sale|llega|empieza|comienza|termina|abre|cierra|será|fue|vence|"
          r"llegará|se hizo|se|llegan|salen) (?P<x>.+)", "when is {x}"),
    _rule("who", r"(?:de quién (?:es|viene)|quién (?:me )?(?:ha enviado|envió|mandó|ha mandado|escribió|ha escrito|"
          r"escribe|me escribió)) ?<mail>|(?:quién|cuál) es (?:el|la) (?:remitente|autor|autora)(?: del? (?:este |"
          r"esta )?\w+)?|(?:el )?remitente|quién lo (?:envió|mandó|escribió|ha enviado|ha escrito|ha mandado)",
          "who sent it"),
    _rule("who", r"(?:a|para) quién (?:es|va|está dirigido) ?<mail>|quién es el destinatario", "who is it to"),
    _rule("who", r"(?:de quién es|quién (?:ha enviado|envió|mandó|ha mandado|escribió|ha escrito)) (?:el|la) "
          r"(?:correo|mensaje|e-mail|carta|artículo) (?:sobre|de|con|acerca de)(?: el| la| los| las)? (?P<x>.+)",
          "who sent the {x}", needs="name"),
    _rule("who", r"quién (?:es|ha|fue) (?P<x>.+)", "who {x}", needs="name"),
    # what there is
    _rule("choices", r"<which> (?P<x>.+?) (?:puedo|podría) (?:elegir|seleccionar|escoger)|qué puedo (?:elegir|"
          r"seleccionar|escoger) en (?P<x2>.+)|(?:qué|cuáles) opciones (?:tiene|ofrece|hay en) (?P<x3>.+)",
          "which {x} can i choose"),
    _rule("controls", r"(?:cuáles son|<which>) (?:los |las |el |la )?(?P<x>.+?)(?: (?:hay|tiene|tienen|son|ves|veo|"
          r"puedo (?:pulsar|usar|rellenar|abrir)|existen|aparecen|contiene)(?: (?:la|el|esta|este) [\w-]+)?)<here>",
          "which {xs} are there", needs="only sort"),
    _rule("controls", r"(?:lista|enumera|nombra|dime|lee|léeme|muestra|dame|di|cuáles son)(?: todos| todas)?(?: los| "
          r"las| el| la)* (?P<x>[\w -]+?)", "list the {xs}", needs="only sort"),
    _rule("controls", r"qué puedo (?:pulsar|apretar|presionar|hacer)(?: aquí)?|dónde puedo hacer clic",
          "what buttons are there", sort=BUTTON),
    _rule("controls", r"qué (?:puedo|debo|tengo que) (?:escribir|rellenar|introducir)(?: aquí)?",
          "what fields are there", sort=FIELD),
    _rule("controls", r"qué hay en (?:el|la|esta|este) (?P<x>(?:lista|menú|tabla|barra de herramientas|barra de "
          r"estado|carpeta)(?: .+)?)", "what is in the {x}", needs="sort"),
    # all of it
    _rule("overview", r"qué (?:hay|ves|veo|se ve|aparece|muestra|pasa)(?: aquí| ahí)?(?: en (?:la|esta|mi) "
          r"(?:pantalla|ventana|página)| en el escritorio)?|qué muestra la (?:pantalla|ventana|página)|describ(?:e|"
          r"eme)(?: (?:la|el|esta|esto|todo|lo que ves))?(?: (?:pantalla|ventana|página|escritorio))?|descríbeme "
          r"(?:la|esta) (?:pantalla|ventana|página)|(?:dame |hazme )?(?:un )?resumen|resume(?: (?:la|el|esta|esto) "
          r"?(?:página|texto|ventana)?)?|de qué (?:va|trata)(?: la página| esto| el texto)?", "what is on the screen"),
    _rule("read-all", r"(?:lee|léeme|léelo)(?: (?:todo|todo el texto|el texto|la ventana|la página|toda la página|la "
          r"página entera|la pantalla|toda la pantalla|el artículo|el correo|el documento))", "read everything"),
    # yes or no
    _rule("exists", r"(?:hay|existe|ves|veo|aparece|sale|tiene la ventana|tiene la página|tengo)(?: en algún sitio| "
          r"aquí| ahí| en la página| en la ventana| en la pantalla| también| todavía)* (?P<x>(?!algo |nada ).+?)<here>",
          "is there a {x}"),
    _rule("exists", r"(?:se menciona|menciona|pone|dice)(?: algo (?:de|sobre))? (?P<x>.+)|está (?P<x2>.+?) (?:en la "
          r"pantalla|en la página|en la ventana|aquí|visible)", "is there a {x}", needs="name"),
    # where
    _rule("where", r"dónde (?:está|están|se encuentra|se encuentran|hay|queda|veo|encuentro|puedo (?:encontrar|pulsar|"
          r"ver)|sale|pone)(?: aquí| exactamente)? (?P<x>.+)", "where is the {x}"),
    _rule("where", r"(?:enséñame |muéstrame |dime )?(?:dónde|cómo) (?:puedo|se puede) (?P<x>.+)|cómo llego a "
          r"(?P<x2>.+)", "where is the {x}"),
    _rule("where", r"(?:busca|encuentra|localiza|muéstrame|enséñame|búscame)(?: dónde está)? (?P<x>.+)",
          "where is the {x}"),
    _rule("where", r"(?:en qué (?:esquina|parte|sitio|lugar)) (?:está|encuentro|hay) (?P<x>.+)", "where is the {x}"),
    # values
    _rule("value", r"(?:cuál|cuánto|qué) es (?:el|la|los|las|mi) (?P<x>[\w-]+) (?:de|del|para|en la fila de)(?: el| "
          r"la| los| las)? (?P<y>.+)", "what is the {x} of {y}"),
    _rule("value", r"qué (?:hay|pone|dice|está escrito)(?: escrito)? (?:en|bajo|junto a|al lado de)(?: el| la| los| "
          r"las)? (?P<x>.+)", "what is in the {x}"),
    _rule("value", r"qué he (?:escrito|puesto|introducido|tecleado) (?:en|como)(?: el| la| los| las)? (?P<x>.+)",
          "what is in the {x}"),
    _rule("value", r"qué (?:dice|muestra|indica) (?P<x>.+)", "what does the {x} say"),
    _rule("value", r"(?:qué valor tiene|cuánto marca|a cuánto está|cómo está) (?P<x>.+)", "what is the {x}"),
    _rule("value", r"<which> (?P<x>.+?) (?:está|se ha|he) (?:puest[oa]|indicad[oa]|escrit[oa]|configurad[oa]|"
          r"introducid[oa])", "what is the {x}"),
    _rule("value", r"<which> (?P<x>.+?) (?:figura|aparece|consta|se indica)", "what is the {x}"),
    _rule("value", r"(?:cuál|cuáles|qué|quién|cómo|cuánto) (?:es|son|era|fue) (?P<x>.+)", "what is the {x}"),
    _rule("value", r"(?:lee|léeme|dime|di|deletrea) (?P<x>.+)", "read the {x}"),
    _rule("value", r"(?:cuánto (?:ocupa|pesa)|de qué tamaño es) (?P<y>.+)",
          "what is the size of {y}", subject="tamaño"),
    _rule("value", r"cuánto (?:dura|tarda) (?P<y>.+)", "how long is {y}", subject="duración"),
    _rule("same-of", r"y (?:qué (?:hay|pasa) (?:de|con) )?(?P<x>.+)|qué (?:hay|pasa) (?:de|con) (?P<x2>.+)",
          "and the {x}"),
    _rule("command", r"(?:ve|vete|salta|llévame|muévete) (?:a|al|hasta)(?: el| la)? (?P<x>.+)",
          "go to {x}", command="go"),
    _rule("command", r"(?:pulsa|presiona|aprieta|haz clic en|activa|abre|marca)(?: en)?(?: el| la)? (?P<x>.+)",
          "click {x}", command="click"),
)  # fmt: skip

TONGUE = Tongue(
    "es", _RULES, COMMANDS, FILLERS, BEFORE, AFTER, ARTICLES, PARTS, SORTS, LINES, NUMBERS, STATES, WAYS, COLOURS,
    NEVER,
)  # fmt: skip
