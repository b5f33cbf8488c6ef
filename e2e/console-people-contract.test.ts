import { expect, expectTypeOf, test } from 'vitest';
import type { AuditEntry } from '#audit';
import { scopes } from '#identity';
import type * as AuditConsole from '../apps/console/src/api/audit-contract.ts';
import { scopeMeanings } from '../apps/console/src/pages/keys/scope-meanings.ts';

/** The console lives in a browser and cannot ask the hub’s code; so what it says is compared with it here. */

test('the console offers exactly the scopes that a service key may have, with the hub’s words', () => {
  expect(scopeMeanings).toEqual(scopes);
});

test('the console knows the entries of the audit log as they are', () => {
  expectTypeOf<AuditEntry>().toExtend<AuditConsole.AuditEntry>();
});
