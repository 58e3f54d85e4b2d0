"""The flows that join the rooms, and the one place where everything is wired; CLI and API call these."""
