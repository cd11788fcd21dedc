"""One module a family, each with `FAMILY = Family(...)`. Nothing else registers them; see docs/models.md."""
