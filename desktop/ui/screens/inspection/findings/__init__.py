"""问题整改: findings and the notices that press for them, until they are cleared."""
