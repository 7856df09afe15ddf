"""Parts of the window that know how to look and nothing of the law."""
