"""Makes one `Scene` of a frame: `build` puts the trees of the programs and the text of the pixels together.

What cannot be seen is left out (`in_view`), what has no name gets the one beside it (`labelled`, `unnamed`), and a text
that a tree says already is not told again from the pixels (`merge`; `unplaced` where no window's place is known).
"""
