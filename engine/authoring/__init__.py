"""For those who write rules down: a new scheme's files with blanks to fill in, and the sheet for the second reader."""
