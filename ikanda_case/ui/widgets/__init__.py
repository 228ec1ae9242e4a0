"""The parts from which every view is built; all words come in as arguments.

Every widget takes a `Look` first, what it says next, the rest by keyword, `parent` last. `name` is
what a screen reader says. Values (frozen dataclasses) go in through `set_...`; what the person did
comes out as a signal in the past tense. Nothing here knows a case, a rule or a language.
"""
