"""What a question wants, in many wordings."""

from __future__ import annotations

import pytest

from assistant.listening.phrases import plain_sentences
from assistant.listening.questions_of_people import PLAIN
from assistant.pipelines.understanding.understand import understand
from assistant.pipelines.understanding.words import question_words

KINDS = """
where: Where is the Save button? | wheres the save btn | find the search field | where do I type my name
controls: what buttons are there | which links are there? | what can I click | list the headings | what is in the list
focus: what has focus | where am I | where's the cursor
state: is remember me checked | is the wifi on | is the Save button available
checked: what is checked | which boxes are ticked | which button is the default
selected: what is selected | which tab is open | which file is selected
error: what does the error say | any errors? | what went wrong | did it work
dialog: what does the dialog say | read the message | what am I being asked
count: how many buttons are there? | how many rows does the table have | number of links
exists: is there a help link | do you see a search field | does it say refund
value: what is the name | what's the order number | what does the status bar say | what is the volume set to
paragraph: read the second paragraph | read the last line | what does paragraph 3 say
title: what is the title | which window is this | what program is this
row: read the third row | read the row of Lyon
total: what's it cost in total | what is the price of tea | how much is the tea | what's the total
when: when is the meeting | what time does the train leave | what's the due date
who: who sent this mail? | who is it from | who wrote it
picture: what is in the picture | is anyone in it | how many people are there
colour: what colour is the car | what is the main colour | is the button red
changed: what changed | what's new | did anything change since last time
followup: and the one below? | the next one | what is below Email | what's to the left of Cancel?
read-it: read it | what does it say
other-window: what about the other window | and the other window?
overview: what is on the screen | describe the window | what do you see
choices: which languages can I choose
command: stop | copy that | slower | what can I say | go there | click save | more | shorter
"""


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        (kind, question.strip())
        for line in KINDS.strip().splitlines()
        for kind, questions in [line.split(": ", 1)]
        for question in questions.split(" | ")
    ],
)
def test_the_kind_of_a_question(kind: str, question: str) -> None:
    assert understand(question).kind == kind
    assert understand(f"Please, can you tell me: {question}").kind in (kind, "other")


def test_every_sentence_that_the_recogniser_expects_is_understood() -> None:
    foreign = [sentence for sentence in plain_sentences() if understand(sentence).kind == "other"]
    ruled = [sentence for sentence in foreign if f"{sentence}|" not in f"{PLAIN}|".replace("\n", "|")]
    assert len(ruled) < 0.03 * len(plain_sentences()), ruled[:20]  # the others are answered by what comes nearest


def test_the_parts_of_a_question() -> None:
    asked = understand("Where's the Pay now button?")
    assert (asked.subject, asked.sort.noun if asked.sort else "") == ("pay now", "button")
    assert understand("read the last line").number == -1
    assert understand("read paragraph three").number == 3
    assert understand("what is the price of green tea").of == "green tea"
    assert understand("is the wifi turned off").state == "unchecked"
    assert understand("and the one above").relation == "above"
    assert understand("go to the help link").subject == "help"


@pytest.mark.parametrize("nothing", ["", "   ", "?!", "please"])
def test_no_question(nothing: str) -> None:
    assert understand(nothing).kind in ("nothing", "other")


HOSTILE = ("a" * 20_000, "where is " * 4000, "\x00\x1b[31m where is save", "(" * 500, "what is " + "the " * 3000)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_long_and_strange_questions_end(hostile: str) -> None:
    assert understand(hostile).kind


def test_what_is_only_politeness_goes() -> None:
    assert (
        question_words("Hey, could you please tell me what the total is on this page, please?") == "what is the total"
    )
