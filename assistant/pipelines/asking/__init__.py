"""Questions about what is on the screen, answered by evidence.

`understand` makes a `Wanted` of the words; `view` lays out what is known of the frame; the `about_*` modules answer one
group of kinds each from the tree and the text; `quote` finds the lines nearest to the question; `visual` asks the
installed models; `asker` goes through them in this order and says which it was.
"""
