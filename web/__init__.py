"""The French pages that people work in: drawn on the server, helped by small ES modules that speak to the API."""
