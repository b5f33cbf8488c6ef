/** Channel on which hubs tell the sequencers that acts were recorded. */
export const auditChannel = 'interlock_audit';
