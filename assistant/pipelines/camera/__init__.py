"""What a camera's pictures are good for: guidance before any description, and reading a page. Imports no Qt."""
