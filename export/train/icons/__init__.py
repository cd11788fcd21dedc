"""The icon labeller: icons of permissive sets drawn in many ways, a small network, its figures."""
