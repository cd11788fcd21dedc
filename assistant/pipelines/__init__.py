"""From a frame and its trees to claims and sentences. Imports no Qt.

`text`, `pixels`, `scene` and `recognising` say what is known of a frame, `telling` how it is said; `understanding`
reads what a user wants and `view` is where it is looked for; `asking`, `camera`, `watching`, `seeking` and `matching`
each do one thing that a user asks for. `look` takes all that is known of the frame of a `request`, `describe` tells it;
`defaults` puts everything together with the models that are installed. Rooms import each other one way.
"""
