"""Data only: procedures, practice cards, calendar, sentences. Imports nothing."""
