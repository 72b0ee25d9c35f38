"""Official papers as data: letters by GB/T 9704-2012, boxed forms, and the sheet for the notice board."""
