"""邻里办: intake, dispatch, follow-up and reporting of residents' complaints for neighbourhood offices."""

__version__ = "0.1.0"
