"""Given spans, gives nats: by how much each reads better repaired than as it stands, and what speaks against damage."""
