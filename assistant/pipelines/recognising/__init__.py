"""What installed models see where no program says it: captions of pictures, icons without a name, kinds of windows.

Each model is opened when it is first needed; without it the program says less, and nothing else changes. What they say
is a guess and told as one (`telling.recognised`).
"""
