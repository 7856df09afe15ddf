"""Hearing and speaking: sound in, words out, and words in, sound out. No window, no network, nothing is kept."""
