"""What is known of a frame, laid out for finding something in it: `things` in reading order, tables, running text.

`find` and `lists` say which of them a person means, `place` where one lies, as a person would say it.
"""
