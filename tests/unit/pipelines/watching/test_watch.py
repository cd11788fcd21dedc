"""A watch over many looks: what it says of scenes written down by hand, and what it leaves out."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from assistant.pipelines.pixels.gate_words import locked, no_windows
from assistant.pipelines.watching.wanted import parse
from assistant.pipelines.watching.watch import Seen, Watch
from assistant.types import Gate, Scene, Target, UiNode
from models.types import Box
from tests.helpers.watched import chat, pixel_lines, pixels, scene, terminal, window

BLACK = Gate("black", "The picture is completely black.")


def watch(phrase: str) -> Watch:
    wanted = parse(phrase)
    assert wanted is not None
    return Watch(wanted)


def said(watching: Watch, scenes: Iterable[Scene], *, every: float = 5.0) -> list[list[str]]:
    """What each look says; looks follow each other in so many seconds."""
    return [[claim.text for claim in watching.look(each, now=every * n).claims] for n, each in enumerate(scenes)]


def flat(heard: list[list[str]]) -> list[str]:
    return [each for look in heard for each in look]


def bar(value: str, name: str = "Downloading", *nodes: UiNode) -> Scene:
    node = UiNode("progress-bar", name, value, box=Box(20, 100, 700, 120))
    return scene(window("Files", node, *nodes))


def button(name: str, *states: str) -> UiNode:
    return UiNode("button", name, box=Box(600, 500, 700, 530), states=frozenset(states))


def text(words: str, top: int = 200, role: str = "label") -> UiNode:
    return UiNode(role, words, box=Box(20, top, 600, top + 20))


@pytest.mark.parametrize("make", [pixels, terminal, chat])
def test_new_lines_are_read_once(make) -> None:  # type: ignore[no-untyped-def]
    looks = [("one apple", "two pears"), ("one apple", "two pears", "three plums")]
    assert said(watch("read new lines"), [make(*looks[0]), *(make(*looks[1]) for _ in range(3))]) == [
        [], ["three plums."], [], []
    ]  # fmt: skip


def test_many_new_lines_are_summed_up_and_errors_among_them_read_whole() -> None:
    first, later = terminal("$ make"), terminal(
        "$ make", *(f"compiled part {word}" for word in ("a b c d e f g h".split())), "error: no rule for tea",
        "leaving"
    )  # fmt: skip
    watching = watch("read new lines")
    assert said(watching, [first, later]) == [[], ["error: no rule for tea."]]
    rest = watching.due(now=9.0)
    assert [claim.text for claim in rest.claims] == ["9 new lines. The last: leaving."]
    assert not rest.waiting


def test_lines_wait_while_something_was_said_a_moment_ago() -> None:
    watching = watch("read new lines")
    talk = ["Anna: hello", "Ben: hi", "Anna: lunch?", "Ben: yes"]
    heard = [watching.look(chat(*talk[: n + 1]), now=float(n)) for n in range(4)]
    assert [len(each.claims) for each in heard] == [0, 1, 0, 0]
    assert [claim.text for claim in heard[3].waiting] == ["Anna: lunch?", "Ben: yes."]
    assert [claim.text for claim in watching.due(now=4.5).claims] == ["Anna: lunch?", "Ben: yes."]
    assert watching.due(now=9.0) == Seen()


def test_clocks_spinners_values_and_cursors_are_no_news() -> None:
    spin = "|/-\\|/-\\"
    scenes = [
        pixels("Mail", f"12:34:0{n}", f"{spin[n]} Fetching", f"Sent {n} of 20", "> " + "_" * (n % 2)) for n in range(8)
    ]
    assert flat(said(watch("watch this window"), scenes)) == []


def test_what_flickers_between_two_texts_is_said_at_most_once_each() -> None:
    scenes = [pixels("Document", "Saving the draft" if n % 2 else "All is stored", "Page one") for n in range(12)]
    assert flat(said(watch("read new lines"), scenes)) == ["Saving the draft."]


def test_a_message_and_a_dialog_come_first_and_whole() -> None:
    before = scene(window("Mail", text("Inbox")))
    alert = UiNode("alert", "", box=Box(20, 60, 700, 90), children=(UiNode("text", "The server does not answer."),))
    ask = window("Delete?", text("All 3 letters will be lost."), button("Cancel"), button("Delete"), role="dialog",
                 box=Box(200, 200, 600, 400), app="prog", active=False)  # fmt: skip
    after = scene(window("Mail", text("Inbox"), text("A new letter", 240), alert), ask)
    found = said(watch("read new lines"), [before, after, after])
    assert found[1] == [
        "A message says: The server does not answer.",
        "A dialog: Delete? It says: All 3 letters will be lost. Buttons: Cancel and Delete.",
    ]
    assert found[2] == ["A new letter."]


def test_the_window_is_gone_ends_the_watch() -> None:
    watching = watch("read new lines in this window")
    other = window("Other", text("hello"), app="other")
    here = scene(window("Chat", text("one")), other)
    looks = [watching.look(each, now=n) for n, each in enumerate((here, scene(other), scene(other)))]
    assert [each.ended for each in looks] == [False, False, True]
    assert [claim.text for claim in looks[-1].claims] == ["The window is gone."]
    assert watching.look(here, now=9) == Seen(ended=True)


def test_a_look_without_an_answer_of_the_programs_is_no_end() -> None:
    watching = watch("read new lines in this window")
    looks = [watching.look(each, now=n) for n, each in enumerate((pixels("a line"), scene(), scene(), scene()))]
    assert not any(each.ended or each.claims for each in looks)


def test_a_locked_or_black_screen_is_said_once_and_the_watch_goes_on() -> None:
    watching = watch("read new lines")
    dark = scene(gate=BLACK)
    found = said(watching, [chat("a b c"), dark, dark, chat("a b c", "hello there")])
    assert found == [[], [BLACK.spoken], [], ["hello there."]]
    hidden = scene(window("Chat", text("a secret letter")), gate=locked())
    assert said(watch("read new lines"), [chat("a b c"), hidden, hidden])[1:] == [[locked().spoken], []]
    assert said(watch("watch this window"), [chat("a"), scene(gate=no_windows()), scene(gate=no_windows())])[2] == [
        "The window is gone."
    ]


def test_passwords_are_never_read() -> None:
    def form(secret: str, pin: str) -> Scene:
        fields = (
            UiNode("password-field", "Password", secret, box=Box(20, 100, 300, 120)),
            UiNode("text-field", "PIN", pin, box=Box(20, 140, 300, 160), states=frozenset(("multi-line",)[:0])),
        )
        return scene(window("Sign in", *fields))

    scenes = [form("", ""), form("hunter2", "4711"), form("hunter22", "47110")]
    for phrase in ("read new lines", "describe what changes every second", "tell me when something changes",
                   "tell me when it says hunter2", "tell me when the PIN reaches 4711 percent"):  # fmt: skip
        heard = " ".join(flat(said(watch(phrase), scenes)))
        assert "hunter" not in heard.replace("“hunter2”", "")
        assert "4711" not in heard


def test_the_end_of_a_download_by_its_bar() -> None:
    found = said(watch("tell me when the download ends"), [bar("10 percent"), bar("60 percent"), bar("100 percent")])
    assert found == [[], [], ["The progress bar Downloading is at 100 percent."]]


def test_a_bar_that_is_gone_is_not_called_an_end() -> None:
    watching = watch("tell me when the download ends")
    rest = scene(window("Files", text("3 files")))
    found = said(watching, [bar("60 percent"), rest, rest])
    assert found == [[], [], ["The progress bar Downloading is gone. It was at 60 percent."]]
    shut = watch("tell me when the download ends")
    shut.look(bar("60 percent"), now=0)
    seen = shut.window_gone(now=1)
    assert [claim.text for claim in seen.claims] == ["The window is gone. It was at 60 percent."]
    assert seen.ended


@pytest.mark.parametrize("make", [pixels, terminal])
def test_the_end_of_a_download_in_words(make) -> None:  # type: ignore[no-untyped-def]
    scenes = [make("Getting it", "Downloading 40 %"), make("Getting it", "Downloading 90 %"),
              make("Getting it", "Download complete, 80 MB")]  # fmt: skip
    found = said(watch("tell me when the download is finished"), scenes)
    assert found == [[], [], ["It says: “Download complete, 80 MB”."]]


def test_a_download_that_fails_is_told_as_it_stands() -> None:
    scenes = [bar("40 percent"), bar("40 percent", "Downloading", text("The download failed: no space left"))]
    watching = watch("tell me when the download ends")
    assert said(watching, scenes)[1] == ["It says: “The download failed: no space left”."]
    assert watching.look(scenes[1], now=99).ended


def test_other_steps_that_are_done_are_no_end() -> None:
    scenes = [bar("40 percent", "Downloading", text("Step one: done")),
              bar("45 percent", "Downloading", text("Step one: done"), text("Done", 240)),
              bar("46 percent", "Downloading", text("Step one: done"), text("Not finished yet", 240))]  # fmt: skip
    assert flat(said(watch("tell me when the download ends"), scenes)) == []


def test_a_command_ends_when_its_prompt_is_back() -> None:
    scenes = [terminal("me@pc:~$ make", "working on it"), terminal("me@pc:~$ make", "working on it", "still"),
              terminal("me@pc:~$ make", "working on it", "still", "made all of it", "me@pc:~$")]  # fmt: skip
    found = said(watch("tell me when the command ends"), scenes)
    assert found[0] == ["I see no progress bar and no percentage here yet."]
    assert found[1] == []
    assert found[2] == ["The terminal waits for a command again. Before that stands: “made all of it”."]


def test_a_button_that_becomes_available() -> None:
    off, on = scene(window("Setup", button("Install", "disabled"))), scene(window("Setup", button("Install")))
    watching = watch("let me know when the Install button is enabled")
    assert said(watching, [off, off, on]) == [[], [], ["The button Install is available now."]]
    assert said(watch("tell me when I can press Install"), [on]) == [["The button Install is available already."]]
    blind = said(watch("tell me when the Install button is enabled"), [pixels("Install")])
    assert blind == [["I find no install button in what the programs tell."]]


def test_words_that_come_and_words_that_go() -> None:
    found = said(watch("tell me when it says ready"), [pixels("Warming up"), pixels("Warming up", "Ready to print")])
    assert found == [[], ["It says: “Ready to print”."]]
    again = said(watch("tell me when it says ready"), [terminal("ready"), terminal("ready", "busy"),
                                                       terminal("ready", "busy", "ready")])  # fmt: skip
    assert again[0] == ["It says so already: “ready”. I wait for it to come again."]
    assert again[1:] == [[], ["It says: “ready”."]]
    gone = said(watch("tell me when the text Please wait disappears"), [])
    assert gone == []
    spinner = [bar("", "Loading"), bar("", "Loading"), scene(window("Files")), scene(window("Files"))]
    assert said(watch("tell me when the spinner disappears"), spinner)[-1] == ["The progress bar Loading is gone."]


def test_words_read_unsurely_have_to_be_read_twice() -> None:
    faint = scene(window("T", text=[*pixel_lines("Warming up"), *pixel_lines("", "Ready", score=0.5)], tree=False))
    watching = watch("tell me when it says ready")
    looks = [watching.look(each, now=n) for n, each in enumerate((pixels("Warming up"), faint))]
    assert not looks[1].ended
    assert watching.needs_look
    assert watching.look(faint, now=2).ended


def test_a_level_that_is_reached_from_either_side() -> None:
    up = said(watch("tell me when it reaches 80 percent"), [bar("10 percent"), bar("79 percent"), bar("83 percent")])
    assert up == [["Downloading: it is at 10 percent now."], [], ["Downloading: it is at 83 percent."]]
    down = [pixels("Battery 40 %"), pixels("Battery 21 %"), pixels("Battery 20 %")]
    assert said(watch("let me know when the battery falls below 20 percent"), down)[-1] == [
        "Battery: it is at 20 percent."
    ]


def test_errors_messages_and_changes_that_are_waited_for() -> None:
    log = [terminal("starting"), terminal("starting", "0 errors so far"), terminal("starting", "0 errors so far",
                                                                                  "ERROR 12: it broke")]  # fmt: skip
    assert said(watch("warn me when an error appears"), log) == [[], [], ["It says: “ERROR 12: it broke”."]]
    assert said(watch("tell me when somebody writes"), [chat("a b"), chat("a b", "Ben: hi")])[1] == ["Ben: hi."]
    price = [pixels("Copper", "Price: 80 EUR", "Tin"), pixels("Copper", "Price: 82 EUR", "Zinc")]
    assert said(watch("tell me when the price changes"), price)[1] == ["“Price: 82 EUR” instead of “Price: 80 EUR”."]


def test_progress_is_told_at_steps_and_at_its_end() -> None:
    values = [1, 5, 12, 26, 30, 49, 51, 80, 99, 100, 100]
    found = said(watch("tell me the progress"), [bar(f"{value} percent") for value in values], every=2.0)
    assert flat(found) == [
        "Downloading: 1 percent.", "Downloading: 26 percent.", "Downloading: 51 percent.", "Downloading: 80 percent.",
        "Downloading: 100 percent. That is its end.",
    ]  # fmt: skip
    slow = said(watch("tell me the progress"), [bar(f"{value} percent") for value in (1, 2, 3, 3, 3)], every=31.0)
    assert slow == [["Downloading: 1 percent."], ["Downloading: 2 percent."], ["Downloading: 3 percent."], [], []]
    lines = said(watch("tell me the progress"), [pixels("Log", f"Copying {n} %") for n in (3, 30, 60, 100)])
    assert lines[1:] == [["Copying: 30 percent."], ["Copying: 60 percent."],
                         ["Copying: 100 percent. That is its end."]]  # fmt: skip
    assert said(watch("tell me the progress"), [pixels("100 % cotton", "20 % off")])[0] == [
        "I see no progress here yet; I go on looking for it."
    ]


def test_subtitles_are_read_once_each() -> None:
    def film(*lines: str) -> Scene:
        found = pixel_lines("CHANNEL 5", score=0.9) + [
            each for row, words in enumerate(lines) for each in pixel_lines(words, top=500 + 30 * row, left=250)
        ]
        return scene(window("Player", text=found, tree=False), target=Target.WINDOW)

    looks = [film("Where were you"), film("Where were you"), film(), film("I was out looking", "for the lost dog."),
             film("I was out Iooking", "for the 1ost dog."), film("0:34 / 12:10"), film("Did you find it?"),
    ]  # fmt: skip
    heard = said(watch("read the subtitles"), looks, every=1.0)
    assert heard == [["Where were you"], [], [], ["I was out looking for the lost dog."], [], [], ["Did you find it?"]]


def test_captions_that_grow_word_by_word_are_read_once() -> None:
    steps = ["so today we", "so today we are going", "so today we are going to bake"]
    looks = [
        scene(window("Player", text=pixel_lines(words, top=500, left=200), tree=False)) for words in (*steps, steps[-1])
    ]
    heard = flat(said(watch("read the subtitles"), looks, every=1.0))
    assert " ".join(heard) == steps[-1]


def test_a_live_description_keeps_its_rhythm() -> None:
    def shop(items: int, focus: str, clock: int) -> Scene:
        nodes = (text(f"{items} things in the basket"), text(f"12:0{clock}", 240),
                 UiNode("button", "Pay", states=frozenset(("focused",) if focus == "Pay" else ()), box=Box(1, 2, 3, 4)),
                 UiNode("button", "Back", states=frozenset(("focused",) if focus == "Back" else ()),
                        box=Box(10, 2, 30, 4)))  # fmt: skip
        return scene(window("Shop", *nodes))

    looks = [shop(1, "Pay", 1), shop(2, "Pay", 2), shop(2, "Back", 3), shop(2, "Back", 4), shop(2, "Back", 5)]
    heard = said(watch("describe what changes every ten seconds"), looks, every=5.0)
    assert heard == [[], [], ["The focus is now on the button Back.",
                              "“2 things in the basket” instead of “1 things in the basket”."], [], []]  # fmt: skip


def test_a_live_description_leaves_out_what_changes_all_the_time() -> None:
    looks = [
        scene(window("Load", text(f"Load {n * 7 % 10} of 10"), text("Steady words", 240))) for n in range(12)
    ]  # fmt: skip
    heard = flat(said(watch("describe what changes every second"), looks, every=1.0))
    assert 1 <= len(heard) <= 3


def test_a_window_that_moves_or_gets_another_title_says_nothing_new() -> None:
    def at(left: int, title: str) -> Scene:
        found = [
            type(line)(line.text, line.box.moved(left, 0), line.score)
            for line in pixel_lines("one line", "and another")
        ]
        return scene(window(title, text=found, tree=False, box=Box(left, 0, 500 + left, 500)))

    heard = said(watch("read new lines in this window"), [at(0, "Chat"), at(60, "(2) Chat"), at(120, "(3) Chat")])
    assert flat(heard) == []


def test_a_window_that_opens_is_told_by_its_title_and_not_line_by_line() -> None:
    one = window("Chat", text("one"))
    two = window("Chat two", text("many"), text("words", 240), text("in it", 280), box=Box(100, 100, 700, 500))
    heard = said(watch("read new lines"), [scene(one), scene(one, two), scene(two, one), scene(one)])
    assert heard == [[], ["New: the window Chat two, in prog."], [], []]


def test_a_bar_stays_the_same_when_a_dialog_opens_and_a_title_changes() -> None:
    node = UiNode("progress-bar", "", "60 percent", box=Box(20, 100, 700, 120))
    ask = window("Sure?", role="dialog", box=Box(200, 200, 600, 400), active=False)
    looks = [scene(window(f"{n} percent done", node), *([ask] if n > 1 else [])) for n in range(5)]
    heard = said(watch("tell me when the download ends"), looks)
    assert flat(heard) == ["A dialog: Sure?"]
