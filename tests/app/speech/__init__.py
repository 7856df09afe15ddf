"""Hearing and speaking, with real models and real voices."""
