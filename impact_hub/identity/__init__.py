"""Who acts, and what they may do: people, organisations, memberships, sign-ins."""
