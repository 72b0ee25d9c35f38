"""Work summaries and bulletins: their figures, their sentences, the worker's words and the templates."""
