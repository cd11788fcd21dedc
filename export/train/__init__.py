"""How the built-in models were made, reproducibly: rendering, training, evaluating, exporting, one command each."""
