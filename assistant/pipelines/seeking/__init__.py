"""Finding a thing in the pixels of a camera or a screen: what is sought, where it is in a frame, the words that guide.

`wanted` reads the request, with `everyday` words for what models name otherwise; `seeker` says where the thing is,
frame after frame, by the surest of `by_text`, `by_sight` and `by_colour`, and goes on with `following` between their
looks; `guide` leads to it; `session` is one picture of a search. On the screen `asking.on_screen` tries names first.
"""
