import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createStatementKey, exportStatementKey, signStatement } from '#infra/crypto';
import type {
  AuditEntry,
  AuditPublicKey,
  ProvenEntry,
  StatementKeyChange,
} from '../apps/console/src/api/audit-contract.ts';
import { checkEntry } from '../apps/console/src/pages/audit/verify/check-entry.ts';
import { checkHead } from '../apps/console/src/pages/audit/verify/check-head.ts';
import { followKeyChanges } from '../apps/console/src/pages/audit/verify/follow-key-changes.ts';
import { emptyRoot, hashChildren, hashLeaf } from '../apps/console/src/pages/audit/verify/tree-hash.ts';
import { verifyConsistency } from '../apps/console/src/pages/audit/verify/verify-consistency.ts';
import { verifyInclusion } from '../apps/console/src/pages/audit/verify/verify-inclusion.ts';

/** RFC 9162 §2.1.1, word by word. */
function rootOf(leaves: readonly string[]): string {
  if (leaves.length === 0) return emptyRoot;
  if (leaves.length === 1) return leaves[0]!;
  const middle = largestPowerBelow(leaves.length);
  return hashChildren(rootOf(leaves.slice(0, middle)), rootOf(leaves.slice(middle)));
}

/** RFC 9162 §2.1.3.1. */
function inclusionOf(index: number, leaves: readonly string[]): string[] {
  if (leaves.length === 1) return [];
  const middle = largestPowerBelow(leaves.length);
  return index < middle
    ? [...inclusionOf(index, leaves.slice(0, middle)), rootOf(leaves.slice(middle))]
    : [...inclusionOf(index - middle, leaves.slice(middle)), rootOf(leaves.slice(0, middle))];
}

/** RFC 9162 §2.1.4.1. */
function consistencyOf(from: number, leaves: readonly string[], isWhole = true): string[] {
  if (from === leaves.length) return isWhole ? [] : [rootOf(leaves)];
  const middle = largestPowerBelow(leaves.length);
  return from <= middle
    ? [...consistencyOf(from, leaves.slice(0, middle), isWhole), rootOf(leaves.slice(middle))]
    : [...consistencyOf(from - middle, leaves.slice(middle), false), rootOf(leaves.slice(0, middle))];
}

function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

const leaves = Array.from({ length: 70 }, (_, index) => hashLeaf(`leaf ${index}`));
const another = hashLeaf('another');

describe('the tree', () => {
  test('has the hashes that RFC 6962 gives as examples', () => {
    expect(emptyRoot).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(hashLeaf('')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
  });

  test('a true proof of inclusion is accepted, and no other', () => {
    const cases = fc
      .integer({ min: 1, max: 70 })
      .chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1)));
    fc.assert(
      fc.property(cases, fc.nat(), ([size, index], spot) => {
        const shown = leaves.slice(0, size);
        const claim = {
          index,
          leafHash: leaves[index]!,
          size,
          root: rootOf(shown),
          proof: inclusionOf(index, shown),
        };
        expect(verifyInclusion(claim)).toBe(true);
        expect(verifyInclusion({ ...claim, leafHash: another })).toBe(false);
        expect(verifyInclusion({ ...claim, root: another })).toBe(false);
        expect(verifyInclusion({ ...claim, proof: [...claim.proof, another] })).toBe(false);
        expect(verifyInclusion({ ...claim, index: size })).toBe(false);
        if (claim.proof.length === 0) return;
        expect(verifyInclusion({ ...claim, proof: claim.proof.slice(1) })).toBe(false);
        expect(
          verifyInclusion({ ...claim, proof: claim.proof.with(spot % claim.proof.length, another) }),
        ).toBe(false);
      }),
    );
  });

  test('a true proof of consistency is accepted, and no other', () => {
    const cases = fc
      .integer({ min: 1, max: 70 })
      .chain((to) => fc.tuple(fc.constant(to), fc.integer({ min: 1, max: to })));
    fc.assert(
      fc.property(cases, ([to, from]) => {
        const claim = {
          earlier: { size: from, root: rootOf(leaves.slice(0, from)) },
          later: { size: to, root: rootOf(leaves.slice(0, to)) },
          proof: consistencyOf(from, leaves.slice(0, to)),
        };
        expect(verifyConsistency(claim)).toBe(true);
        expect(verifyConsistency({ ...claim, earlier: { size: from, root: another } })).toBe(false);
        expect(verifyConsistency({ ...claim, later: { size: to, root: another } })).toBe(false);
        expect(verifyConsistency({ ...claim, proof: [...claim.proof, another] })).toBe(false);
        expect(
          verifyConsistency({ ...claim, earlier: claim.later, later: { ...claim.earlier, size: to - 1 } }),
        ).toBe(false);
      }),
    );
  });
});

describe('an entry', () => {
  const signer = createStatementKey();
  const key = JSON.parse(exportStatementKey(signer.publicKey, 'json')) as AuditPublicKey;
  const content: AuditEntry = {
    version: 1,
    id: '0190a0a0-0000-7000-8000-000000000000',
    time: '2026-01-01T00:00:00.000Z',
    actor: { kind: 'staff', id: 'asha' },
    action: 'person.suspended',
    subject: { kind: 'person', id: 'p1' },
    reason: 'Ünïcode “quotes”\n',
    origin: { address: null, hub: 'hub-1', requestId: null },
    details: { b: 1.5, a: [true, null, 'x'] },
    personal: {},
  };
  const canonical =
    '{"action":"person.suspended","actor":{"id":"asha","kind":"staff"},"details":{"a":[true,null,"x"],"b":1.5},' +
    '"id":"0190a0a0-0000-7000-8000-000000000000","origin":{"address":null,"hub":"hub-1","requestId":null},' +
    '"personal":{},"reason":"Ünïcode “quotes”\\n","subject":{"id":"p1","kind":"person"},' +
    '"time":"2026-01-01T00:00:00.000Z","version":1}';

  function prove(changes: Partial<ProvenEntry['head']> = {}, by = signer): ProvenEntry {
    const tree = leaves.with(5, hashLeaf(canonical));
    const [root, time, keyId] = [rootOf(tree), '2026-01-01T00:00:01.000Z', by.publicKey.keyId];
    const statement = `{"format":"interlock-audit-head/1","key":"${keyId}","root":"${root}","size":70,"time":"${time}"}`;
    const signature = Buffer.from(signStatement(by, Buffer.from(statement))).toString('base64');
    const head = { size: 70, root, time, keyId, statement, signature, ...changes };
    return { index: 5, leafHash: tree[5]!, entry: content, head, proof: inclusionOf(5, tree) };
  }

  test('that is as it was, under a head that the key signed, is proven', () => {
    expect(checkEntry(prove(), [key])).toMatchObject({ holds: true, head: { outcome: 'genuine' } });
  });

  test('that was edited is not', () => {
    const edited = { ...prove(), entry: { ...content, reason: 'another' } };
    expect(checkEntry(edited, [key])).toMatchObject({ holds: false, leafHolds: false, pathHolds: false });
    const withNewHash = { ...edited, leafHash: checkEntry(edited, [key]).leafHash };
    expect(checkEntry(withNewHash, [key])).toMatchObject({ holds: false, leafHolds: true, pathHolds: false });
  });

  test('under a head of another key is not, also when the key is named like ours', () => {
    const foreign = createStatementKey();
    expect(checkHead(prove({}, foreign).head, [key]).outcome).toBe('unknown_key');
    const { statement } = prove().head;
    const signature = Buffer.from(signStatement(foreign, Buffer.from(statement))).toString('base64');
    expect(checkEntry(prove({ signature }), [key])).toMatchObject({
      holds: false,
      head: { outcome: 'forged' },
    });
    const renamed = {
      ...(JSON.parse(exportStatementKey(foreign.publicKey, 'json')) as AuditPublicKey),
      keyId: key.keyId,
    };
    expect(checkHead(prove().head, [renamed]).outcome).toBe('forged');
  });

  test('needs both signatures', () => {
    const signature = Buffer.from(prove().head.signature, 'base64');
    for (const [spot, name] of [
      [10, 'ed25519'],
      [2_000, 'mlDsa65'],
    ] as const) {
      const broken = Buffer.from(signature);
      broken[spot]! ^= 1;
      const verdict = checkHead(prove({ signature: broken.toString('base64') }).head, [key]);
      expect(verdict).toMatchObject({ outcome: 'forged', ed25519: true, mlDsa65: true, [name]: false });
    }
  });

  test('is judged by the statement, not by what is written beside it', () => {
    expect(checkHead(prove({ size: 7, root: another }).head, [key]).tree).toMatchObject({ size: 70 });
    const { statement } = prove().head;
    expect(checkHead(prove({ statement: ` ${statement}` }).head, [key]).outcome).toBe('forged');
  });
});

describe('keys that follow each other', () => {
  const present = ({ publicKey }: Signer): AuditPublicKey =>
    JSON.parse(exportStatementKey(publicKey, 'json')) as AuditPublicKey;
  const [first, second, third, stranger] = Array.from({ length: 4 }, () => createStatementKey()) as [
    Signer,
    Signer,
    Signer,
    Signer,
  ];
  type Signer = ReturnType<typeof createStatementKey>;
  const keys = [first, second, third].map(present);
  const ids = (known: readonly AuditPublicKey[]): string[] => known.map(({ keyId }) => keyId).toSorted();

  /** What `interlock crypto rotate --statements` makes; docs/concepts/audit.md describes it. */
  function change(from: Signer, to: Signer, by: readonly [Signer, Signer] = [from, to]): StatementKeyChange {
    const format = 'interlock-key-change/1';
    const time = '2026-01-01T00:00:00.000Z';
    const statement = JSON.stringify({ format, from: present(from), time, to: present(to) });
    const [fromSignature, toSignature] = by.map((signer) =>
      Buffer.from(signStatement(signer, Buffer.from(statement))).toString('base64'),
    ) as [string, string];
    return { statement, fromSignature, toSignature };
  }
  const changes = [change(second, third), change(first, second)];

  test('are all known by any of them, and a head that any of them signed is genuine', () => {
    for (const key of keys) {
      const known = followKeyChanges(key, changes);
      expect(known[0]).toBe(key);
      expect(ids(known)).toEqual(ids(keys));
      for (const signer of [first, second, third]) {
        const verdict = checkHead(headBy(signer), known);
        expect(verdict).toMatchObject({ outcome: 'genuine', key: present(signer) });
      }
    }
  });

  test('lead nowhere from a key that is none of them', () => {
    const known = followKeyChanges(present(stranger), changes);
    expect(known).toEqual([present(stranger)]);
    expect(checkHead(headBy(third), known).outcome).toBe('unknown_key');
  });

  test('lead to no key unless both signed, each by both algorithms', () => {
    const given = keys[0]!;
    const honest = change(first, stranger);
    expect(followKeyChanges(given, [honest])).toHaveLength(2);
    const damage = (signature: string, spot: number): string => {
      const bytes = Buffer.from(signature, 'base64');
      bytes[spot]! ^= 1;
      return bytes.toString('base64');
    };
    const broken = [10, 2_000].flatMap((spot) => [
      { ...honest, fromSignature: damage(honest.fromSignature, spot) },
      { ...honest, toSignature: damage(honest.toSignature, spot) },
    ]);
    const forged = [
      ...broken,
      change(first, stranger, [stranger, stranger]),
      change(first, stranger, [first, first]),
      change(stranger, first, [stranger, stranger]),
      // What was signed for another.
      { ...change(first, second), statement: honest.statement },
      ...['', 'null', '{}', '{"format":"interlock-key-change/1"}'].map((statement) => ({
        ...honest,
        statement,
      })),
      { ...honest, statement: honest.statement.replace('key-change/1', 'key-change/2') },
    ];
    for (const each of forged) expect(followKeyChanges(given, [each])).toEqual([given]);
  });

  test('do not lead from a key that only bears the id of a trusted one', () => {
    const posing = { ...present(stranger), keyId: keys[0]!.keyId };
    const statement = changes[1]!.statement.replace(JSON.stringify(keys[0]), JSON.stringify(posing));
    expect(statement).not.toBe(changes[1]!.statement);
    const [fromSignature, toSignature] = [stranger, second].map((signer) =>
      Buffer.from(signStatement(signer, Buffer.from(statement))).toString('base64'),
    ) as [string, string];
    expect(followKeyChanges(keys[0]!, [{ statement, fromSignature, toSignature }])).toEqual([keys[0]]);
  });
});

function headBy(signer: ReturnType<typeof createStatementKey>): ProvenEntry['head'] {
  const [root, time, keyId] = [emptyRoot, '2026-01-01T00:00:01.000Z', signer.publicKey.keyId];
  const statement = `{"format":"interlock-audit-head/1","key":"${keyId}","root":"${root}","size":0,"time":"${time}"}`;
  const signature = Buffer.from(signStatement(signer, Buffer.from(statement))).toString('base64');
  return { size: 0, root, time, keyId, statement, signature };
}
