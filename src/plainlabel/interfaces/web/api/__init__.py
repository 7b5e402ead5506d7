"""The API: `/api/v1/`, the JSON of the contract, read only."""
