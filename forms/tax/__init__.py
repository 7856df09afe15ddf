"""The paper of a tax return: the same engine of sheets, with the return's own vocabulary and the year's box numbers."""
