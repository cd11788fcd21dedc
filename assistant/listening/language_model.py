"""A trigram language model in ARPA form, smoothed after Witten and Bell (1991).

Chen and Goodman, "An empirical study of smoothing techniques for language modeling" (1998), section 2.4.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

START, END = "<s>", "</s>"
_Gram = tuple[str, ...]


def arpa(sentences: Iterable[tuple[str, float]]) -> str:
    """The model as text. Each sentence counts as often as its weight says."""
    counts: tuple[Counter[_Gram], Counter[_Gram], Counter[_Gram]] = (Counter(), Counter(), Counter())
    for sentence, weight in sentences:
        words = [START, *sentence.split(), END]
        for order in (1, 2, 3):
            table = counts[order - 1]
            for start in range(len(words) - order + 1):
                table[tuple(words[start : start + order])] += weight  # type: ignore[assignment]
    unigrams, bigrams, trigrams = counts
    uni = _unigrams(unigrams)
    bi, bi_rest = _interpolated(bigrams, uni)

    def shorter(gram: _Gram) -> float:
        return uni.get(gram[1:], 0.0) * bi_rest.get(gram[:1], 1.0)

    tri, tri_rest = _interpolated(trigrams, bi, unseen=shorter)
    parts = ["\\data\\", f"ngram 1={len(uni)}", f"ngram 2={len(bi)}", f"ngram 3={len(tri)}", "", "\\1-grams:"]
    parts += (f"{_log(p)} {gram[0]} {_log(bi_rest.get(gram, 1.0))}" for gram, p in sorted(uni.items()))
    parts += ["", "\\2-grams:"]
    parts += (f"{_log(p)} {' '.join(gram)} {_log(tri_rest.get(gram, 1.0))}" for gram, p in sorted(bi.items()))
    parts += ["", "\\3-grams:"]
    parts += (f"{_log(p)} {' '.join(gram)}" for gram, p in sorted(tri.items()))
    return "\n".join([*parts, "", "\\end\\", ""])


def _unigrams(counts: Mapping[_Gram, float]) -> dict[_Gram, float]:
    total = sum(count for gram, count in counts.items() if gram[0] != START)
    found = {gram: count / total for gram, count in counts.items()}
    found[(START,)] = 1e-9  # it is never predicted
    return found


def _interpolated(
    counts: Mapping[_Gram, float],
    lower: Mapping[_Gram, float],
    *,
    unseen: Callable[[_Gram], float] = lambda _: 0.0,
) -> tuple[dict[_Gram, float], dict[_Gram, float]]:
    """Probabilities, and for each history the weight of the shorter one."""
    total: dict[_Gram, float] = defaultdict(float)
    kinds: Counter[_Gram] = Counter()
    for gram, count in counts.items():
        total[gram[:-1]] += count
        kinds[gram[:-1]] += 1
    found: dict[_Gram, float] = {}
    mass: dict[_Gram, float] = defaultdict(float)
    seen: dict[_Gram, float] = defaultdict(float)
    for gram, count in counts.items():
        history = gram[:-1]
        share = total[history] / (total[history] + kinds[history])
        below = lower.get(gram[1:])
        if below is None:
            below = unseen(gram[1:])
        found[gram] = share * count / total[history] + (1 - share) * below
        mass[history] += found[gram]
        seen[history] += below
    rest = {
        history: max(1e-7, 1 - mass[history]) / max(1e-7, 1 - min(seen[history], 1.0)) for history in total
    }  # fmt: skip
    return found, rest


def _log(value: float) -> str:
    return f"{math.log10(max(value, 1e-9)):.4f}"
