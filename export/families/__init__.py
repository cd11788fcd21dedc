"""One module a family, each with `RECIPES = (...)`. Nothing else registers them; see docs/models.md."""
