"""Reading the text that is in the pixels."""
