"""Finding a thing with the camera or on the screen: what is sought, where it is in a frame, the words that guide."""
