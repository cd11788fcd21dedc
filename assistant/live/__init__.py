"""What goes on by itself after a key: a window that is watched, a thing that is sought with the camera."""
