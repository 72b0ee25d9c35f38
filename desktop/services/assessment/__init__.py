"""Surveys, opinions, points, the quarterly and yearly assessment."""
