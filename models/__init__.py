"""What things are: frozen dataclasses, integer yen, names as they were written. Imports nothing of ours."""
