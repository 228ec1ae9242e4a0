"""The composition root: which real parts the program is made of; nothing else knows them all.

Heavy parts (the store, PDF, signing) are imported when they are first used, so that the window
paints first.
"""
