"""What the pixels of a frame say without any model: whether there is anything to see in them, and in which colours.

`gate` looks, `gate_words` says what needs no look; `arrays` is the way between the app's frames, which know no numpy,
and arrays.
"""
