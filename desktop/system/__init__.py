"""The machine underneath: folders, files, log, backup."""
