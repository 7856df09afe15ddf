"""The use cases: services combined in order. The only place where services meet."""
