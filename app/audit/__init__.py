"""The audit trail: every view, print, export and change, chained so that no tampering goes unseen (facts C-22)."""
