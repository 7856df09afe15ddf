"""Full simulations of the chips at the counter, for practice, demonstration and tests: our own invented people."""
