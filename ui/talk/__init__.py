"""通訳: the conversation at the counter, the visitor's screen, the pointing board."""
