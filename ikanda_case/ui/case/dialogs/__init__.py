"""The dialogs of a case: each is one act, with what the law wants to know before it."""
