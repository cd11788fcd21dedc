"""Questions in other languages than English: tables of their forms, each with the English question that it means.

`tongue` says what a table holds and reads a question by one; `german` and `spanish` are the tables. What fits no rule
is not guessed at: `understand` says that it does not understand it.
"""
