import { z } from 'zod';
import type { AuditEntry, LoggedEntry, SignedHead } from '../types.ts';

/** Settings of every route of the audit log. */
export const reading = {
  tags: ['Audit'],
  config: { access: { permission: 'audit:read' }, audit: 'nothing_personal' },
} as const;

const hash = z.string().describe('SHA-256, in hex');

export const headSchema = z
  .object({
    size: z.number().int().describe('Entries in the log'),
    root: hash,
    time: z.iso.datetime(),
    keyId: z.string(),
    statement: z.string().describe('What was signed, byte for byte'),
    signature: z.string().describe('Ed25519 and ML-DSA-65 over the statement, in base64'),
  })
  .meta({ id: 'AuditHead' });

export const entrySchema = z
  .object({
    index: z.number().int().describe('Position in the log, from 0'),
    leafHash: hash,
    entry: z
      .object({
        version: z.literal(1),
        id: z.uuid(),
        time: z.iso.datetime(),
        actor: z.object({
          kind: z.enum(['staff', 'service_key', 'member', 'hub', 'anonymous']),
          id: z.string(),
        }),
        action: z.string(),
        subject: z.object({ kind: z.string(), id: z.string() }).nullable(),
        reason: z.string().nullable(),
        origin: z.object({
          address: z.string().nullable().describe('Keyed hash'),
          hub: z.string(),
          requestId: z.string().nullable(),
        }),
        details: z.unknown().describe('Any JSON'),
        personal: z.record(z.string(), z.string()).describe('Keyed hashes, by kind of value'),
      })
      .describe('Its canonical form (RFC 8785) is what is hashed'),
  })
  .meta({ id: 'AuditEntry' });

export const proofSchema = z
  .array(hash)
  .describe('RFC 9162 §2.1, in the order in which a verifier takes them');

export function presentHead(head: SignedHead): z.infer<typeof headSchema> {
  const { size, root, time, keyId, statement, signature } = head;
  return {
    size,
    root: root.toString('hex'),
    time,
    keyId,
    statement,
    signature: signature.toString('base64'),
  };
}

export function presentEntry({ index, leafHash, content }: LoggedEntry): z.infer<typeof entrySchema> {
  const entry = JSON.parse(content) as AuditEntry;
  return { index, leafHash: leafHash.toString('hex'), entry };
}

export const presentProof = (hashes: readonly Buffer[]): string[] =>
  hashes.map((each) => each.toString('hex'));
