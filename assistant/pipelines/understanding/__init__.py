"""What people's words mean: from a question or command to the `Wanted` in it, whoever carries it out.

`understand` goes through the rules, whose matches `makers` turn into what is wanted; `commands` are said to the program
itself. `words` and `synonyms` say which words are the same, `roles` what people call the elements of a screen, and
`languages` holds a table for each language but English. `watching` and `seeking` read their own requests with the same
words.
"""
