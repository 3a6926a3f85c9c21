"""Run with `python -m unittest discover --start-directory tests --top-level-directory .` in the container's folder."""
