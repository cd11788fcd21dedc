"""The table."""
def page(run):
    return ""
