"""The flows that join the packages, and the one place where everything is wired; CLI and API call these."""
