import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { artifactDepths, deriveMessage, deriveScope, locateArtifacts } from '@interlock/semaphore-artifacts';
import { verifyProof } from '@semaphore-protocol/proof';
import type { Browser } from 'playwright-core';
import { curves } from 'snarkjs';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from './open-browser.ts';

/** A member’s browser makes a real proof, bundled as a platform would, under the strictest policy that allows it. */

const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
].join('; ');
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };
const prover = fileURLToPath(
  new URL('../packages/semaphore-artifacts/browser/create-prover.ts', import.meta.url),
);
const page = `import { createProver } from ${JSON.stringify(prover)};
const prover = createProver({ artifactsPath: '/artifacts/' });
let last = performance.now();
let pauseMs = 0;
const beat = () => {
  const now = performance.now();
  pauseMs = Math.max(pauseMs, now - last);
  last = now;
  requestAnimationFrame(beat);
};
beat();
globalThis.proveOnce = async (others, depth, scope, message) => {
  const secret = await prover.createSecret();
  const commitment = await prover.commitmentOf(secret);
  pauseMs = 0;
  const proof = await prover.prove({ secret, commitments: [...others, commitment], depth, scope, message });
  return { commitment, proof, pauseMs, secret };
};
globalThis.proveAsStranger = async () => {
  const secret = await prover.createSecret();
  return prover.prove({ secret, commitments: ['1'], depth: 10, scope: '1', message: '1' }).catch((error) => error.message);
};`;

let folder: string;
let server: Server;
let browser: Browser;
const refusedByPolicy: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-proof-'));
  await writeFile(path.join(folder, 'page.js'), page);
  await writeFile(
    path.join(folder, 'index.html'),
    '<!doctype html><script type="module" src="/page.js"></script>',
  );
  await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    worker: { format: 'es' },
    build: { target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  });
  server = createServer((request, response) => {
    const name = request.url === '/' ? '/index.html' : (request.url ?? '');
    const artifact = artifactDepths
      .flatMap((depth) => Object.values(locateArtifacts(depth) as unknown as Record<string, URL>))
      .find(({ pathname }) => name === `/artifacts/${path.basename(pathname)}`);
    readFile(artifact ?? path.join(folder, 'dist', name)).then(
      (bytes) =>
        response
          .writeHead(200, {
            'content-security-policy': policy,
            'content-type': types[path.extname(name)] ?? 'application/octet-stream',
          })
          .end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  browser = await openBrowser();
  Object.assign(globalThis, { curve_bn128: await curves.getCurveFromName('bn128', { singleThread: true }) });
}, 120_000);

afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  await rm(folder, { recursive: true, force: true });
});

async function openPage() {
  const opened = await browser.newPage();
  opened.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refusedByPolicy.push(message.text());
  });
  await opened.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return opened;
}

interface Made {
  readonly commitment: string;
  readonly secret: string;
  readonly pauseMs: number;
  readonly proof: { readonly scope: string; readonly message: string; readonly merkleTreeDepth: number };
}

describe('a browser', () => {
  test.each(artifactDepths)('proves at depth %d what the hub verifies', async (depth) => {
    const scope = await deriveScope({ kind: 'platform', platform: 'black_portal', epoch: 1 });
    const message = await deriveMessage({ kind: 'proof_token', platform: 'black_portal', challenge: 'c' });
    const opened = await openPage();
    const made = await opened.evaluate<Made, [number, string, string]>(
      ([at, ...about]) =>
        (globalThis as unknown as { proveOnce(...args: unknown[]): Promise<Made> }).proveOnce(
          ['1', '2'],
          at,
          ...about,
        ),
      [depth, scope, message],
    );
    expect(made.proof).toMatchObject({ scope, message, merkleTreeDepth: depth });
    expect(await (verifyProof as (proof: unknown) => Promise<boolean>)(made.proof)).toBe(true);
    expect(JSON.stringify(made.proof)).not.toContain(made.commitment);
    expect(refusedByPolicy).toEqual([]);
    await opened.close();
  });

  test('whose member is not in the group is told so', async () => {
    const opened = await openPage();
    const told = await opened.evaluate(() =>
      (globalThis as unknown as { proveAsStranger(): Promise<string> }).proveAsStranger(),
    );
    expect(told).toContain('this device is not in the group');
    await opened.close();
  });
});
