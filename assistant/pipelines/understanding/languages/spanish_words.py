"""The words of Spanish questions: politeness, elements, numbers, states, places, colours, commands."""

from __future__ import annotations

from assistant.pipelines.understanding.languages.tongue import compiled, pattern_of

FILLERS = pattern_of(
    r"\b(?:por favor|ahora mismo|en este momento|actualmente|exactamente|todavía|aún|mientras tanto|justo)\b"
)
BEFORE = pattern_of(
    r"(?:por favor|hola|oye|bueno|vale|eh|ahora|pues|lookaloud|(?:puedes|podrías|puede|podría) (?:decirme|"
    r"leerme|explicarme|indicarme)|me (?:puedes|podrías|puede|podría) decir|(?:dime|dígame)(?: por favor)?(?= (?:qué|"
    r"dónde|quién|cómo|cuándo|cuál|cuáles|"
    r"cuánt[oa]s?|"
    r"si|de qué|a qué|en qué)\b)|(?:quiero|quisiera|me gustaría) saber|sabes) "
)
AFTER = pattern_of(
    r"(?: (?:por favor|gracias|ahora|ahora mismo|aquí|en la pantalla|en esta pantalla|en la página|en esta página|"
    r"en esta ventana|exactamente|otra vez))+$"
)
ARTICLES = pattern_of(
    r"(?:el|la|los|las|un|una|unos|unas|lo|del|al|mi|mis|este|esta|estos|estas|ese|esa|algún|alguna|algunos|algunas|"
    r"ningún|ninguna|todos|todas|todo|toda|palabra|(?:forma|manera|modo) de) (?=\S)"
)
NEVER = frozenset("no nunca donde cuando quien cual cuales cuanto cuantos cuantas".split())
PARTS = pattern_of(r"(?:llamad[oa]|con el nombre|con el texto|que dice|para|de|del|con) (?=\S)")
SORTS = compiled(
    r"""
    botón|botones = button
    enlaces?|vínculos?|links? = link
    casillas? de verificación|casillas? = check box
    botón de opción|botones de opción|botón de radio|botones de radio = radio button
    cuadros? de (?:edición|texto)|campos? de (?:texto|edición) = text field
    campos?|campos? del formulario = field
    cuadros? combinados?|listas? desplegables?|desplegables? = combo box
    interruptor|interruptores = switch
    deslizador|deslizadores|controles? deslizantes?|control deslizante = slider
    barras? de progreso = progress bar
    elementos? (?:de|del) menú = menu item
    menú|menús = menu
    pestañas? = tab
    encabezados?|títulos?|titulares? = heading
    imagen|imágenes|fotos?|fotografías? = picture
    iconos? = icon
    elementos?(?: de lista| de la lista)?|entradas? = item
    listas? = list
    archivos?|carpetas?|ficheros? = file
    opción|opciones = option
    tablas? = table
    filas? = row
    columnas? = column
    celdas? = cell
    párrafos? = paragraph
    diálogos?|cuadros? de diálogo = dialog
    ventanas? = window
    barras? de herramientas = tool bar
    barras? de estado = status bar
    controles? = control
    """
)
LINES = compiled(
    r"""
    párrafo = paragraph
    línea = line
    frase|oración = sentence
    encabezado|título = heading
    sección = section
    mensaje = message
    elemento = item
    entrada = entry
    resultado = result
    enlace = link
    botón = button
    campo = field
    archivo = file
    pestaña = tab
    paso = step
    """
)
_COUNTED = (
    r"un[oa]?|primer[oa]?", r"dos|segund[oa]", r"tres|tercer[oa]?", r"cuatro|cuart[oa]", r"cinco|quint[oa]",
    r"seis|sext[oa]", r"siete|séptim[oa]", r"ocho|octav[oa]", r"nueve|noven[oa]", r"diez|décim[oa]"
)  # fmt: skip
NUMBERS = (
    *((pattern_of(pattern), number) for number, pattern in enumerate(_COUNTED, 1)),
    (pattern_of(r"últim[oa]"), -1),
)
STATES = compiled(
    r"""
    no (?:marcad[oa]s?|activad[oa]s?|encendid[oa]s?)|desmarcad[oa]s?|apagad[oa]s? = unchecked
    marcad[oa]s?|encendid[oa]s? = checked
    activad[oa]s?|activ[oa]s?|disponibles?|habilitad[oa]s? = enabled
    desactivad[oa]s?|deshabilitad[oa]s?|inactiv[oa]s?|no (?:disponibles?|habilitad[oa]s?) = disabled
    seleccionad[oa]s?|elegid[oa]s?|resaltad[oa]s? = selected
    obligatori[oa]s?|requerid[oa]s? = required
    vací[oa]s?|no (?:rellen[oa]s?|rellenad[oa]s?) = empty
    rellen[oa]s?|rellenad[oa]s? = filled
    (?:el |la |los |las )?predeterminad[oa]s?|por defecto = default
    """
)
WAYS = compiled(
    r"""
    abajo|debajo|debajo de|abajo de|bajo = below
    arriba|encima|encima de|sobre|arriba de = above
    después|siguiente|próxim[oa]|después de|tras = next
    antes|anterior|antes de = previous
    derecha|a la derecha|a la derecha de = right
    izquierda|a la izquierda|a la izquierda de = left
    """
)
COLOURS = compiled(
    r"""
    roj[oa] = red
    verde = green
    azul = blue
    amarill[oa] = yellow
    naranja = orange
    morad[oa]|violeta = purple
    rosa = pink
    negr[oa] = black
    blanc[oa] = white
    gris = grey
    marrón = brown
    turquesa = cyan
    oscur[oa] = dark
    clar[oa] = light
    """
)
COMMANDS = tuple(
    (name, pattern_of(pattern))
    for name, pattern in (
        ("stop", r"para|alto|basta|silencio|cállate|calla|detente|stop|para de (?:hablar|leer)"),
        ("cancel", r"cancela|cancelar|olvídalo|déjalo|da igual"),
        ("copy", r"copia(?: eso| esto| la respuesta)?(?: al portapapeles)?|cópialo"),
        ("slower", r"(?:habla |lee )?(?:un poco )?más (?:despacio|lento)"),
        ("faster", r"(?:habla |lee )?(?:un poco )?más (?:rápido|deprisa)"),
        ("louder", r"(?:habla )?(?:un poco )?más (?:alto|fuerte)"), ("quieter", r"(?:habla )?(?:un poco )?más bajo"),
        ("help", r"ayuda|ayúdame|qué puedo (?:preguntar|decir)(?:te)?|órdenes|comandos"),
        ("repeat", r"repite(?: eso| la respuesta| por favor)?|repítelo|otra vez|cómo(?: dices)?|qué has dicho|no "
                   r"(?:lo )?he "
                   r"entendido"),
        ("more", r"más|(?:dime|cuéntame|lee) más(?: de eso| sobre eso)?|continúa|sigue|más detalles|con más detalle"),
        ("less", r"más (?:corto|breve)|resumido|menos|demasiado largo"),
        ("go", r"ve (?:allí|ahí)|llévame (?:allí|ahí)"),
        ("click", r"(?:púlsalo|púlsala|haz clic(?: ahí| en eso)?|ábrelo|ábrela|actívalo|actívala|márcalo|márcala|"
                  r"presiónalo)"),
        ("yes", r"sí(?: por favor| hazlo)?|claro|correcto|exacto|vale"), ("no", r"no(?: gracias)?|incorrecto"),
    )
)  # fmt: skip
