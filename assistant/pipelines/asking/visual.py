"""What the installed models say of a picture: hedged, and asked twice where a wrong yes or number would pass unseen."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.languages.english import counted
from assistant.languages.of_models import answer_sentence, caption_sentence, things_sentence, two_answers
from assistant.languages.wording import capital, cleaned, normal_form
from assistant.languages.words import ENGLISH, N_, _, language
from assistant.pipelines.asking.about_pictures import Pixels
from assistant.pipelines.asking.reply import Reply, listed, told, unknown
from assistant.pipelines.recognising.captions import PERHAPS, PROBABLY, UNSURE
from assistant.pipelines.recognising.opened import Opened
from assistant.pipelines.understanding.words import alike, content
from assistant.pipelines.view.place import spot
from assistant.pipelines.view.things import View
from models.cancel import CancelToken
from models.errors import ModelError
from models.protocols import Answer, Answerer, Captioner, Certainty, Recogniser, whole
from models.types import Box

if TYPE_CHECKING:
    from models.types import RgbImage

log = logging.getLogger(__name__)

FAILED = N_("The model that answers questions about pictures failed. Try again, or run lookaloud doctor")
ONLY_ENGLISH = N_("Questions about looks can only be asked in English with the installed models.")
_OBJECT = 0.5  # the least score of a detected object that is told
_YES_NO = re.compile(r"^(?:is|are|was|were|do|does|did|can|has|have)\b")


class Eyes:
    """The models that look at pictures. Called from one thread."""

    def __init__(
        self,
        *,
        answerer: Callable[[], Answerer | None] = lambda: None,
        captioner: Callable[[], Captioner | None] = lambda: None,
        detector: Callable[[], Recogniser | None] = lambda: None,
        languages: Callable[[], Sequence[str]] = lambda: (),
    ) -> None:
        """`languages`: of the questions that `answerer` understands, none where there is no such model."""
        self._languages = languages
        self._answerer = Opened(answerer)
        self._captioner = Opened(captioner)
        self._detector = Opened(detector)

    def answer(
        self, question: str, view: View, pixels: Pixels, *, spoken: str = ENGLISH, cancel: CancelToken
    ) -> Reply | None:
        """None where no model is installed that could. `spoken`: the question's language. Raises Cancelled."""
        if spoken != ENGLISH:
            known = self._languages()
            if not known or spoken not in known:
                return only_english() if known else None
        box = region(view)
        image = pixels(box)
        try:
            if spoken != ENGLISH:
                return self._asked(question, image, box, view, cancel, spoken=spoken)
            return (
                self._objects(question, image, box, cancel)
                or self._asked(question, image, box, view, cancel)
                or self._captioned(question, image, box, cancel)
            )
        except ModelError:
            log.exception("a question about a picture")
            return unknown(_(FAILED))

    def _objects(self, question: str, image: RgbImage, box: Box | None, cancel: CancelToken) -> Reply | None:
        detector = self._detector.get(cancel)
        if detector is None:
            return None
        found = [each for each in detector.recognise(image, cancel=cancel) if each.score >= _OBJECT]
        if _is_general(question):
            if not found:
                return None
            names = list(dict.fromkeys(each.label for each in found))
            parts = [counted(sum(1 for each in found if each.label == name), name) for name in names]
            return told(
                things_sentence(listed(parts)),
                source="object",
                score=found[0].score,
                box=box,
                outcome="guessed",
            )
        asked = {word for word in content(question) if word not in ("how", "many", "see", "picture", "image", "photo")}
        people = asked & {"anyone", "anybody", "someone", "somebody", "people", "man", "woman", "child"}
        fitting = [
            each
            for each in found
            if any(alike(word, each.label) for word in asked) or (people and each.label == "person")
        ]
        if not fitting or not (_YES_NO.match(question) or question.startswith(("how many", "where"))):
            return None
        places = []
        for each in fitting[:3]:
            if each.box is not None:
                places.append(spot(each.box, Box(0, 0, image.shape[1], image.shape[0])))
        many, score = counted(len(fitting), fitting[0].label), min(each.score for each in fitting)
        if language() == ENGLISH:
            text = f"Probably {many}{': ' + listed(places) if places else ''}"
            return told(text, source="object", score=score, box=box, outcome="guessed")
        reply = told(answer_sentence(many, is_probable=True), source="object", score=score, box=box, outcome="guessed")
        where = told(capital(listed(places)), source="object", score=score, box=box)
        return replace(reply, claims=(*reply.claims, *(where.claims if places else ())))

    def _asked(
        self, question: str, image: RgbImage, box: Box | None, view: View, cancel: CancelToken, *, spoken: str = ENGLISH
    ) -> Reply | None:
        answerer = self._answerer.get(cancel)
        if answerer is None:
            return None
        context = "; ".join(name for _box, name in view.pictures if name)[:300]
        text, sure = _whole(answerer.answer(image, f"{question}?", context=context, cancel=cancel))
        if not text or sure.mean < PERHAPS:
            return unknown(_("The model is too unsure of its answer"))
        other = _other_wording(question) if spoken == ENGLISH else ""
        if other:
            again, sure_again = _whole(answerer.answer(image, other, context=context, cancel=cancel))
            if normal_form(_plain(again)) != normal_form(_plain(text)):
                return told(
                    two_answers(text, again),
                    source="caption", score=0.0, box=box, outcome="unknown",
                )  # fmt: skip
            sure = min(sure, sure_again, key=lambda each: each.mean)
        said = answer_sentence(text, is_probable=sure.mean >= PROBABLY, spoken=spoken)
        return told(said, source="caption", score=sure.mean, box=box, outcome="guessed")

    def _captioned(self, question: str, image: RgbImage, box: Box | None, cancel: CancelToken) -> Reply | None:
        if not _is_general(question):
            return None
        captioner = self._captioner.get(cancel)
        if captioner is None:
            return None
        text, sure = _whole(captioner.caption(image, cancel=cancel))
        if not text or sure.mean < PERHAPS:
            return unknown(_(UNSURE))
        return told(
            caption_sentence(text, is_probable=sure.mean >= PROBABLY),
            source="caption",
            score=sure.mean,
            box=box,
            outcome="guessed",
        )


def only_english() -> Reply:
    """That the models do not understand the language of the question."""
    return unknown(_(ONLY_ENGLISH))


def region(view: View) -> Box | None:
    """The part of the frame that a question about a picture means: the largest picture, else the active window."""
    pictures = sorted((box for box, _name in view.pictures), key=lambda box: -box.area)
    if pictures:
        return pictures[0]
    return view.active.window.box if view.active is not None and view.scene.windows_known else None


def _is_general(question: str) -> bool:
    return bool(re.search(r"^(?:what is|what do you see|what does|describe|what are)\b", question)) and not re.search(
        r"\b(?:colou?r|sign|say|wearing|doing|holding)\b", question
    )


def _other_wording(question: str) -> str:
    """The same question in other words, for those that a model answers by habit; empty for all others."""
    if question.startswith("how many "):
        rest = re.sub(r"^how many (.*?)(?: (?:are|is|do|does|can)\b.*)?$", r"\1", question)
        return f"what is the number of {rest} in the picture?"
    if _YES_NO.match(question):
        return f"look at the picture and answer yes or no: {question}?"
    return ""


def _plain(text: str) -> str:
    numbers = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "zero": "0", "none": "0"}
    first = text.casefold().split(",")[0].strip(" .")
    return numbers.get(first, first)


def _whole(answer: Answer) -> tuple[str, Certainty]:
    text, sure = whole(answer)
    return cleaned(text).strip(" ."), sure
