"""From a frame and its trees to claims and sentences. Imports no Qt.

`text`, `pixels`, `scene` and `recognising` say what is known of a frame, `telling` how it is said; `asking`, `camera`,
`watching`, `seeking` and `matching` each do one thing that a user asks for. `describe` and `look` go through the first
five; `defaults` puts everything together with the models that are installed.
"""
