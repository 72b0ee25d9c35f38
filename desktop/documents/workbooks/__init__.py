"""Tables as workbooks: how sheets look, small ones with everything on them, long ones row by row."""
