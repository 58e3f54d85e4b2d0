"""The HTTP service: routes under /api/v1, jobs that survive a restart, problem+json errors."""
