"""The sentences of the summaries, by what they tell of; each is a Facts in, paragraphs out, none where it is empty."""
