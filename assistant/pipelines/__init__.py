"""From a frame and a tree to claims and sentences. Imports no Qt."""
