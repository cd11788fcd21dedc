"""What the operating system gives: pixels, the accessibility tree, windows, keys."""
