"""Questions about real screens: `screens` starts the programs, `set.txt` holds the questions, `run` asks them."""
