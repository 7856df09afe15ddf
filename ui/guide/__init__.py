"""The guide in the window: answers in the visitor's language beside Japanese, and on a slip."""
