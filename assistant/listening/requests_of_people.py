"""How people ask for what goes on by itself, watching and seeking: more sentences for the recogniser's language model,
beside those of `phrases`."""

from __future__ import annotations

_THINGS = (
    "keys|glasses|phone|wallet|bag|cup|mug|glass|bottle|bowl|plate|spoon|remote control|door|door handle|window|chair|"
    "table|bed|couch|lamp|light switch|socket|book|letter|folder|pen|scissors|shoes|coat|jacket|hat|umbrella|cane|"
    "white cane|headphones|charger|laptop|keyboard|mouse|monitor|clock|fridge|kettle|toaster|microwave|oven|sink|"
    "toilet|towel|soap|toothbrush|medicine|milk|bread|apple|banana|dog|cat|car|bus stop|bus|exit|exit sign|entrance|"
    "stairs|lift|elevator|sign|ticket machine|bin|box|backpack|purse|watch|ball|cupboard|drawer|mirror|plant"
)
_JOBS = (
    "download|upload|installation|update|build|copy|export|backup|print job|command|program|script|test|scan|video|"
    "film|song|progress bar|timer|countdown|recording|transfer|page|file|call|rendering|conversion"
)
_TENS = "ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
SLOTS = {"thing": _THINGS, "job": _JOBS, "tens": _TENS}

PLAIN = """
tell me when the {job} ends|tell me when the {job} is done|tell me when the {job} is finished|tell me when it is done
tell me when the {job} is complete|let me know when the {job} is done|let me know when the {job} finishes
tell me when the {job} has finished|tell me as soon as the {job} is ready|wait until the {job} is finished
wait for the {job} to finish|wait until it is done|wait until it says done|tell me when it is finished
tell me when it stops|tell me when it is ready|let me know when it is done|let me know when it is ready
tell me when there is an error|warn me if there is an error|tell me when an error appears|watch for errors
tell me when something changes|tell me when anything changes|tell me when it changes|tell me when a message comes
tell me when a new message arrives|tell me when somebody writes|tell me when somebody answers|wait for a reply
tell me when a dialog opens|tell me when a window opens|tell me when the page has loaded|tell me when it is loaded
tell me when it reaches {tens} percent|tell me when it gets to {tens} percent|tell me when the window closes
tell me when this window closes|read new lines|read new lines in this window|read the new lines|read new messages
read new messages in this window|read new text|read every new line|read all new lines|read what is new
read everything new|read along|please watch this window|can you watch this window|watch this window|watch the window
watch the screen|watch this|watch it|watch the chat|watch the log|watch the terminal|watch the progress
follow the chat|follow the log|follow this window|keep an eye on this window|monitor this window|read the subtitles
read subtitles|subtitles|turn on subtitles|read the captions|stop the subtitles|tell me the progress
tell me the progress every {tens} percent|tell me the progress every {tens} seconds|keep me posted|keep me informed
follow the progress bar|report the progress|describe what changes|describe what happens
describe what is happening live|describe the screen live|describe the window live|live description
tell me what changes|tell me what happens|start the live description|describe what changes every {tens} seconds
stop watching|stop watching this window|stop reading|end the watch|stop the live description|that is enough watching
stop telling me the progress|stop describing|stop following|do not watch any more|can you find my {thing}
find my {thing}|find the {thing}|find a {thing}|find the {colour} {thing}|where is my {thing}|where are my {thing}
look for my {thing}|look for the {thing}|help me find my {thing}|help me find the {thing}|guide me to the {thing}
search for my {thing}|where did i put my {thing}|i lost my {thing}|find something {colour}
find the {thing} with the camera|find my {thing} with the camera|look for a {thing} with the camera
find the sign that says exit|find the exit sign|find the door|find room {number}|find door number {number}
stop searching|stop looking|give up
"""
NAMED = """
tell me when {name} appears|tell me when it says {name}|tell me when {name} changes|find the button {name}
tell me when {name} is enabled|wait for {name}|wait until it says {name}|tell me when {name} is done
"""
