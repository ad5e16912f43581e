"""The published description of the API (OpenAPI 3.1), made from the function's models, the error table and API
Gateway's own answers, and a page that shows it. Not part of the function: nothing in `src/backend` imports this.
"""
