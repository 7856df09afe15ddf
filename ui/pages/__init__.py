"""One page for each step. A page shows a model and calls the journey; it holds no rule, sum or query."""
