import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { artifactDepths, locateArtifacts, type ArtifactDepth } from '@interlock/semaphore-artifacts';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { openBrowser } from './open-browser.ts';

/** The strictest content policy under which a browser can prove. */
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

/** What runs in the browser: as little as there can be around the prover. */
const source = `import { createProver } from ${JSON.stringify(prover)};
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
globalThis.proveOnce = async ({ others, depth, scope, message, isMember }) => {
  const secret = await prover.createSecret();
  const commitment = await prover.commitmentOf(secret);
  const commitments = isMember ? [...others, commitment] : others;
  pauseMs = 0;
  const startedAt = performance.now();
  const proof = await prover.prove({ secret, commitments, depth, scope, message });
  return { commitment, proof, pauseMs, durationMs: performance.now() - startedAt };
};`;

export interface ProofOrder {
  /** Commitments of the other members. */
  readonly others: readonly string[];
  readonly depth: ArtifactDepth;
  readonly scope: string;
  readonly message: string;
  /** Whether the one who proves is in the group. */
  readonly isMember: boolean;
}

export interface MadeProof {
  readonly commitment: string;
  readonly proof: {
    readonly merkleTreeDepth: number;
    readonly merkleTreeRoot: string;
    readonly nullifier: string;
    readonly scope: string;
    readonly message: string;
    readonly points: readonly string[];
  };
  readonly durationMs: number;
  /** The longest time without a frame meanwhile: how long the page stood still. */
  readonly pauseMs: number;
}

export interface ProverPage extends AsyncDisposable {
  /** Proves in the browser with a new secret. */
  prove(order: ProofOrder): Promise<MadeProof>;
  /** What the browser refused for the sake of the content policy. */
  readonly refusals: readonly string[];
}

/** A page with the prover, bundled and served as a platform does, open in a real browser. */
export async function openProverPage(): Promise<ProverPage> {
  await using parts = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'interlock-proof-'));
  parts.defer(() => rm(folder, { recursive: true, force: true }));
  await bundle(folder);
  const server = await serve(path.join(folder, 'dist'));
  parts.defer(() => closeServer(server));
  const browser = await openBrowser();
  parts.defer(() => browser.close());
  const page = await browser.newPage();
  const refusals: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refusals.push(message.text());
  });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const kept = parts.move();
  return {
    prove: (order) => proveIn(page, order),
    refusals,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

function proveIn(page: Page, order: ProofOrder): Promise<MadeProof> {
  return page.evaluate(
    (what) => (globalThis as unknown as { proveOnce(what: unknown): Promise<MadeProof> }).proveOnce(what),
    order,
  );
}

async function bundle(folder: string): Promise<void> {
  await writeFile(path.join(folder, 'page.js'), source);
  const html = '<!doctype html><script type="module" src="/page.js"></script>';
  await writeFile(path.join(folder, 'index.html'), html);
  await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    worker: { format: 'es' },
    build: { target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  });
}

async function serve(folder: string): Promise<Server> {
  const artifacts = new Map(
    artifactDepths
      .map(locateArtifacts)
      .flatMap(({ wasm, zkey }) => [wasm, zkey])
      .map((file) => [`/artifacts/${path.basename(file.pathname)}`, file]),
  );
  const server = createServer((request, response) => {
    const name = request.url === '/' ? '/index.html' : (request.url ?? '');
    const headers = {
      'content-security-policy': policy,
      'content-type': types[path.extname(name)] ?? 'application/octet-stream',
    };
    readFile(artifacts.get(name) ?? path.join(folder, name)).then(
      (bytes) => response.writeHead(200, headers).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
}
