"""Draws official papers: letters by the measures of GB/T 9704-2012, and the sheet for the notice board."""
