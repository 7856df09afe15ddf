"""筆談・字幕: talking in writing with whoever cannot hear well."""
