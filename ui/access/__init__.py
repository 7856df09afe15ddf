"""Signing in at the window, the lock over it, and the pages of administrator and auditor."""
