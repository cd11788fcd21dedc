"""Set-up: makes the environment in which LookAloud runs. Standard library only: nothing is installed yet."""
