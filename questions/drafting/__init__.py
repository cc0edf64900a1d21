"""From published cards to a draft: the brief, the drafters, and what becomes of their drafts."""
