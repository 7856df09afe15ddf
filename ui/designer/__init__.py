"""The form designer: the ward's blank as a page on which the form's fields are placed. May import `app` and below."""
