"""Watching a window or a region over many looks: only what is new is told, in few words. Only `session` reads a clock.

What is to be told of: `wanted` reads the request (`until_phrases`, `own_words` in other languages) into one of `kinds`.
What a look shows: `chosen` windows, their `lines` (put together from `pieces`, told from `slips` of the reader),
`states` of their controls, `alerts`, `progress`, `subtitles`, `signs` in the words.
What is new in it: `new_text`, against what `memory` keeps; `compare` tells two captures of a place apart by `change`s.
`watch` says it as the request wants: `live`, or `until` one thing is so, which `found` seeks; `session` is one look.
"""
