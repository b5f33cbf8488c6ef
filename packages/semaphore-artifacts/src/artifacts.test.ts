import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { curves, zKey } from 'snarkjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { artifactDepths, locateArtifacts } from './locate-artifacts.ts';

const folder = new URL('../artifacts/', import.meta.url);

interface VerificationKey {
  readonly vk_delta_2: unknown;
  readonly IC: unknown;
}

/** What `@semaphore-protocol/proof` verifies with: one key, but for two members, which it has for each depth. */
const { vk_delta_2, IC, ...shared } = JSON.parse(
  readFileSync(
    new URL(
      '../src/verification-keys.json',
      pathToFileURL(createRequire(import.meta.url).resolve('@semaphore-protocol/proof')),
    ),
    'utf8',
  ),
) as { readonly vk_delta_2: unknown[]; readonly IC: unknown[] };

beforeAll(async () => {
  // Set before it is looked for: the library would start threads of its own and never end them.
  Object.assign(globalThis, { curve_bn128: await curves.getCurveFromName('bn128', { singleThread: true }) });
});

describe('the artifacts', () => {
  test('are those that were published', () => {
    const recorded = readFileSync(new URL('SHA256SUMS', folder), 'utf8').trim().split('\n');
    const actual = readdirSync(folder)
      .filter((name) => name.startsWith('semaphore-'))
      .toSorted()
      .map((name) => `${sha256(readFileSync(new URL(name, folder)))}  ${name}`);
    expect(actual).toEqual(recorded);
    expect(actual).toHaveLength(artifactDepths.length * 2);
  });

  test.each(artifactDepths)('of depth %d prove what is verified', async (depth) => {
    const zkey = new Uint8Array(readFileSync(locateArtifacts(depth).zkey));
    const key = (await zKey.exportVerificationKey(zkey)) as VerificationKey;
    expect(key).toMatchObject({ ...shared, vk_delta_2: vk_delta_2[depth - 1], IC: IC[depth - 1] });
  });
});

test('a thread of the prover runs the code that the prover brings', () => {
  const require = createRequire(import.meta.url);
  const brought = createRequire(require.resolve('snarkjs')).resolve('ffjavascript');
  const ours = new URL('../../../node_modules/ffjavascript/src/threadman_thread.js', import.meta.url);
  const theirs = new URL('../src/threadman_thread.js', pathToFileURL(brought));
  expect(readFileSync(ours, 'utf8')).toBe(readFileSync(theirs, 'utf8'));
});

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
