"""The Prefect flow, its tasks and its schedule; the only package that imports Prefect."""
