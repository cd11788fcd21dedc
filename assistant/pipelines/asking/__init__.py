"""Questions about what is on the screen, answered by evidence.

The words are understood in `understanding`, and `view` lays out what is known of the frame; here the `about_*` modules
answer one group of kinds each from the tree and the text, and `on_screen` what is to be found in the pixels; `quote`
finds the lines nearest to the question; `visual` asks the installed models; `asker` goes through them in this order and
says which it was. `whole` tells all there is; `act` says what is to be done before the app does it.
"""
