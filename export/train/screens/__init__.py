"""The screen captioner: generated and real windows with exact labels, and the model trained on them."""
