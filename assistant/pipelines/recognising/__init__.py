"""What installed models see where no program says it: captions of pictures, icons without a name, kinds of windows.

`installed` models are `opened` when they are first needed; without one less is said, and nothing else changes. What
they say is a guess and told as one (`telling.recognised`).
"""
