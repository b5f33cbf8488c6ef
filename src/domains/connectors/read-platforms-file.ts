import { readFile } from 'node:fs/promises';
import { fingerprintSecret, type MasterKey } from '#infra/crypto';
import { credentialSchema } from './credential-schema.ts';
import { decodeSigningSecret } from './decode-signing-secret.ts';
import { connectorErrors } from './errors.ts';
import { parseConfig } from './parse-config.ts';
import type { ResolvedDefinition } from './platform-config.ts';
import { platformsFileSchema } from './platforms-file.ts';

/** One entry, with the secrets it refers to. Never logged. */
export interface FileEntry {
  readonly definition: ResolvedDefinition;
  readonly signingSecret: string | null;
  readonly credential: string | null;
  readonly fingerprint: string;
}

/**
 * Reads the platforms file and the secrets that it refers to.
 *
 * @throws `connectors.unreadable_file`, `connectors.invalid_config`, `connectors.missing_environment`,
 *   `connectors.invalid_secret`
 */
export async function readPlatformsFile(
  masterKey: MasterKey,
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<FileEntry[]> {
  const content = await readJson(file);
  const { platforms } = parseConfig(platformsFileSchema, content, file);
  return platforms.map(({ secret, credential: credentialReference, ...definition }) => {
    const signingSecret = readReference(secret, environment, definition.id);
    if (signingSecret !== null) decodeSigningSecret(signingSecret);
    const written = readReference(credentialReference, environment, definition.id);
    const subject = `the credential of ${definition.id}`;
    const credential = written === null ? null : parseConfig(credentialSchema, written, subject);
    const fingerprint = fingerprintSecret(masterKey, JSON.stringify([definition, signingSecret, credential]));
    return { definition, signingSecret, credential, fingerprint };
  });
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw connectorErrors('connectors.unreadable_file', { detail: `${file}: ${reason}`, cause });
  }
}

function readReference(
  reference: { readonly env: string } | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  platformId: string,
): string | null {
  if (reference === undefined) return null;
  const value = environment[reference.env];
  if (value === undefined || value === '') {
    throw connectorErrors('connectors.missing_environment', {
      detail: `${platformId} takes a secret from ${reference.env}, which is not set.`,
    });
  }
  return value;
}
