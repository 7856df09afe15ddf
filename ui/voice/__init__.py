"""Hearing and speaking in the window: the microphone and its button, the voices and theirs."""
