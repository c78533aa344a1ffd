"""One mechanism a file: pure functions over arrays of int64 fen, basis points and day numbers."""
