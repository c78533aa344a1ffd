"""What `mingbai check` looks at, one subject a file; `engine.check` puts them together."""
