import { standardPasskeyPolicy, type PasskeyPolicy } from '#identity';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { warnOfUnknownMakers } from './warn-of-unknown-makers.ts';

const any = { devicesMax: 2, binding: 'any', aaguids: null } as const;
const trusting: PasskeyPolicy = { onyx: any, obsidian: any, void: any, other: any };
const listed = { ...any, aaguids: ['ee882879-721c-4913-9775-3dfcce97072a'] };

const abroad = ['http://localhost:4101', 'https://portal.example'];

function warn(policy: PasskeyPolicy, rootsFile = '', origins = abroad): unknown[] {
  const lines: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line) => lines.push(line) });
  warnOfUnknownMakers(logger, { policy, rootsFile, origins });
  return lines.map((line) => (JSON.parse(line) as { tiers: unknown }).tiers);
}

test('who asks for attestations without trusting a maker by name is told so at the start', () => {
  expect(warn(standardPasskeyPolicy)).toEqual([['obsidian', 'void']]);
  expect(warn({ ...trusting, onyx: listed })).toEqual([['onyx']]);
});

test('who trusts makers, or asks for nothing, is told nothing', () => {
  expect(warn(standardPasskeyPolicy, '/etc/interlock/roots.pem')).toEqual([]);
  expect(warn(trusting)).toEqual([]);
});

test('who tries it on one machine is told nothing', () => {
  expect(warn(standardPasskeyPolicy, '', ['http://localhost:4101'])).toEqual([]);
});
