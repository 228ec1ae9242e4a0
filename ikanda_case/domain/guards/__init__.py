"""The guards of the lifecycle (rules 4): S1 to S17, each a function with its rule and article.

A hard guard refuses. A soft one asks for a reason and returns it, to be kept in the entry.
"""
