"""What makes the Word files of the tests: paper (a document and its oracle from one definition), parts, and the texts."""
