"""The guided tax return: questions at the left, what comes of them at the right."""
