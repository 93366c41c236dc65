"""Tables of the keys of every input format, each with an input in which the key must matter."""
