"""The demonstration: an invented office with its workbooks, papers and pictures."""
