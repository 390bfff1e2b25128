"""Records in the forms that other tools read: TEI, CoNLL, IPTC ninjs. The command is `newsparse export`."""
