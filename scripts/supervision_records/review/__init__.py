"""A change for people: what it brings, what is left to do after it, and who has to look at it.

What is wrong with it and what it does to the verdicts is ``since``'s matter; here it is put beside, as data to be told.
Ids, dates and words of the schemas alone: nothing that a contributor wrote freely.
"""
