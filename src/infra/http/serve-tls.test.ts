import { mkdtemp, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { request, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import fastify from 'fastify';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { VirtualClock } from '#kernel/virtual-clock';
import { readTls, renewTls, type TlsSettings } from './serve-tls.ts';
import { makeCertificate, type TestCertificate } from './testing/make-certificate.ts';

let directory: string;
let settings: TlsSettings;
let certificate: TestCertificate;
const closers: (() => unknown)[] = [];

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'tls-'));
  settings = { tlsCertFile: path.join(directory, 'cert.pem'), tlsKeyFile: path.join(directory, 'key.pem') };
  certificate = makeCertificate();
  await write(certificate);
});
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
  await rm(directory, { recursive: true, force: true });
});

async function write({ cert, key }: TestCertificate): Promise<void> {
  await writeFile(settings.tlsCertFile, cert);
  await writeFile(settings.tlsKeyFile, key, { mode: 0o600 });
}

/** An application that serves HTTPS, and what its renewal logs. */
async function serve(clock = new VirtualClock()): Promise<{ port: number; messages: string[] }> {
  const tls = (await readTls(settings))!;
  const app = fastify({ https: tls });
  app.get('/', async () => 'hello');
  await app.listen({ port: 0, host: '127.0.0.1' });
  const messages: string[] = [];
  const logger = pino({ hooks: { logMethod: ([, message]) => void messages.push(String(message)) } });
  const server: Server = app.server;
  const renewal = renewTls(server, { settings, tls, clock, logger });
  closers.push(async () => {
    renewal.close();
    server.closeAllConnections();
    await app.close();
  });
  return { port: (server.address() as AddressInfo).port, messages };
}

async function shakeHands(port: number, options: ConnectionOptions = {}): Promise<TLSSocket> {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options });
  closers.push(() => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    socket.once('secureConnect', resolve);
    socket.once('error', reject);
  });
  return socket;
}

const serialAt = async (port: number): Promise<string> =>
  (await shakeHands(port)).getPeerCertificate().serialNumber;

test('serves HTTPS to whoever trusts the certificate, by TLS 1.3', async () => {
  const { port } = await serve();
  const text = await new Promise<string>((resolve, reject) => {
    request({ port, host: 'localhost', family: 4, ca: certificate.cert }, (response) => {
      response.setEncoding('utf8').on('data', resolve);
    })
      .on('error', reject)
      .end();
  });
  expect(text).toBe('hello');
  const socket = await shakeHands(port);
  expect(socket.getProtocol()).toBe('TLSv1.3');
  expect(socket.getPeerCertificate().serialNumber).toBe(certificate.serialNumber);
});

test.each(['TLSv1', 'TLSv1.1', 'TLSv1.2'] as const)('refuses a client that speaks %s', async (version) => {
  const { port } = await serve();
  // The client’s own OpenSSL refuses the oldest at its usual security level.
  const old = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' };
  await expect(shakeHands(port, old)).rejects.toThrow(/protocol version/);
});

test('agrees on keys with X25519 and ML-KEM-768 together, with a client that asks for nothing else', async () => {
  const { port } = await serve();
  const socket = await shakeHands(port, { ecdhCurve: 'X25519MLKEM768' });
  expect(socket.getProtocol()).toBe('TLSv1.3');
});

test('takes renewed files without a restart; connections that are open stay', async () => {
  const clock = new VirtualClock();
  const { port, messages } = await serve(clock);
  const before = await shakeHands(port);
  const renewed = makeCertificate();
  await write(renewed);
  clock.advance(60_000);
  await vi.waitFor(async () => expect(await serialAt(port)).toBe(renewed.serialNumber));
  expect(messages).toEqual(['TLS certificate renewed']);
  expect(before.destroyed).toBe(false);
  const old = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } as const;
  await expect(shakeHands(port, old), 'still TLS 1.3 only').rejects.toThrow(/protocol version/);
});

test('takes files that are links which lead elsewhere now', async () => {
  const clock = new VirtualClock();
  const place = path.join(directory, 'live.pem');
  await symlink(settings.tlsCertFile, place);
  settings = { ...settings, tlsCertFile: place };
  const { port } = await serve(clock);
  const renewed = makeCertificate();
  await writeFile(path.join(directory, 'next.pem'), renewed.cert);
  await unlink(place);
  await symlink(path.join(directory, 'next.pem'), place);
  await writeFile(settings.tlsKeyFile, renewed.key);
  clock.advance(60_000);
  await vi.waitFor(async () => expect(await serialAt(port)).toBe(renewed.serialNumber));
});

test('keeps what it has while the files do not fit each other, and takes them once they do', async () => {
  const clock = new VirtualClock();
  const { port, messages } = await serve(clock);
  const renewed = makeCertificate();
  await writeFile(settings.tlsCertFile, renewed.cert);
  clock.advance(60_000);
  await vi.waitFor(() => expect(messages).toEqual(['TLS certificate stays: the files are not usable']));
  expect(await serialAt(port)).toBe(certificate.serialNumber);
  await writeFile(settings.tlsKeyFile, renewed.key);
  await vi.waitFor(() => expect(clock.untilNext()).toBeDefined());
  clock.advance(60_000);
  await vi.waitFor(async () => expect(await serialAt(port)).toBe(renewed.serialNumber));
});

test('without files the hub serves plain HTTP', async () => {
  expect(await readTls({ tlsCertFile: '', tlsKeyFile: '' })).toBeUndefined();
});

test.each([
  ['the key is missing', () => ({ ...settings, tlsKeyFile: '' })],
  ['the certificate is missing', () => ({ ...settings, tlsCertFile: '' })],
  ['a file is not there', () => ({ ...settings, tlsKeyFile: path.join(directory, 'nothing.pem') })],
  ['the files are exchanged', () => ({ tlsCertFile: settings.tlsKeyFile, tlsKeyFile: settings.tlsCertFile })],
])('the hub does not start when %s', async (_what, wrong) => {
  await expect(readTls(wrong())).rejects.toMatchObject({ code: 'config.invalid_setting' });
});

test('the hub does not start with the key of another certificate', async () => {
  await writeFile(settings.tlsKeyFile, makeCertificate().key);
  await expect(readTls(settings)).rejects.toMatchObject({ code: 'config.invalid_setting' });
});
