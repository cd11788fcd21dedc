"""Video files: their shots, a sentence for each, and the moment that is asked about. No Qt."""
