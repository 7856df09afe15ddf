"""The office's tax extract: six CSV files in, checked rows out, every fault named. Knows no database and no window."""
