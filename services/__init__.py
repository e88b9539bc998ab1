"""What people may do, one function per act: check the permission, one transaction, audit line."""
