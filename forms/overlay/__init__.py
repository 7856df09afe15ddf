"""The ward's own blanks with our fields on them. May import `forms`, `models`, `resources`."""
