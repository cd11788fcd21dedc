"""From the microphone to words: voice activity, transcription."""
