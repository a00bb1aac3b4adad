"""Who acts for an organization: memberships, invitations, claims, and applications to be listed."""
