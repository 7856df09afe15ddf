"""PDF files from outside, hostile until cleaned in a child process. May import `forms`, `models`, `resources`."""
