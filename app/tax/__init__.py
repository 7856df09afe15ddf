"""Income tax and resident tax of one return, every line explained; the law is data in `resources/tax`."""
