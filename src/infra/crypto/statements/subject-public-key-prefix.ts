/** What stands before the raw key in its SubjectPublicKeyInfo: the lengths never vary, so it is always the same. */
export const subjectPublicKeyPrefix = {
  ed25519: Buffer.from('302a300506032b6570032100', 'hex'),
  mlDsa65: Buffer.from('308207b2300b0609608648016503040312038207a100', 'hex'),
} as const;
