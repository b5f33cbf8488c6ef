import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consistencyRanges, inclusionRanges } from './proof-ranges.ts';
import { joinSubtrees, splitIntoSubtrees, type LeafRange } from './subtrees.ts';
import { TreeEdge } from './tree-edge.ts';
import { emptyRoot, hashBytes, hashChildren, hashLeaf, type Hash } from './tree-hash.ts';
import { verifyConsistency } from './verify-consistency.ts';
import { verifyInclusion } from './verify-inclusion.ts';

/** The reference tree of Certificate Transparency: its leaves, and the root over the first n of them. */
const referenceLeaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((leaf) => hashLeaf(Buffer.from(leaf, 'hex')));
const referenceRoots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const growTree = (leaves: readonly Hash[]): TreeEdge => {
  const edge = new TreeEdge();
  for (const leaf of leaves) edge.append(leaf);
  return edge;
};

/** The definition of RFC 9162 §2.1.1, word for word; slow and plain. */
const naiveRoot = (leaves: readonly Hash[]): Hash => {
  if (leaves.length === 0) return emptyRoot;
  if (leaves.length === 1) return leaves[0]!;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return hashChildren(naiveRoot(leaves.slice(0, split)), naiveRoot(leaves.slice(split)));
};

/** PATH(m, D[n]) of RFC 9162 §2.1.3.1, word for word. */
const naivePath = (index: number, leaves: readonly Hash[]): Hash[] => {
  if (leaves.length <= 1) return [];
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return index < split
    ? [...naivePath(index, leaves.slice(0, split)), naiveRoot(leaves.slice(split))]
    : [...naivePath(index - split, leaves.slice(split)), naiveRoot(leaves.slice(0, split))];
};

/** SUBPROOF(m, D[n], b) of RFC 9162 §2.1.4.1, word for word. */
const naiveSubproof = (from: number, leaves: readonly Hash[], isWhole: boolean): Hash[] => {
  if (from === leaves.length) return isWhole ? [] : [naiveRoot(leaves)];
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return from <= split
    ? [...naiveSubproof(from, leaves.slice(0, split), isWhole), naiveRoot(leaves.slice(split))]
    : [...naiveSubproof(from - split, leaves.slice(split), false), naiveRoot(leaves.slice(0, split))];
};

/** Proves from what is stored: complete subtrees alone. */
const prove = (leaves: readonly Hash[], ranges: readonly LeafRange[]): Hash[] => {
  const stored = new Map(leaves.map((leaf, index) => [`0/${index}`, leaf]));
  const edge = new TreeEdge();
  for (const leaf of leaves)
    edge.append(leaf, ({ level, index }, hash) => stored.set(`${level}/${index}`, hash));
  return ranges.map((range) =>
    joinSubtrees(splitIntoSubtrees(range).map(({ level, index }) => stored.get(`${level}/${index}`)!))!,
  );
};

const hex = (hashes: readonly Hash[]): string[] => hashes.map((hash) => hash.toString('hex'));

describe('the published vectors of RFC 6962', () => {
  test.each(referenceRoots.map((root, size) => [size, root] as const))('root of %i leaves', (size, root) => {
    expect(growTree(referenceLeaves.slice(0, size)).root.toString('hex')).toBe(root);
  });

  test.each([
    [0, 1, []],
    [0, 2, ['96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7']],
    [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
    [
      1,
      5,
      [
        '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
    [
      5,
      8,
      [
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
  ])('inclusion of leaf %i in %i', (index, size, expected) => {
    const leaves = referenceLeaves.slice(0, size);
    const proof = prove(leaves, inclusionRanges(index, size));
    expect(hex(proof)).toEqual(expected);
    const root = Buffer.from(referenceRoots[size]!, 'hex');
    expect(verifyInclusion({ index, leafHash: leaves[index]!, size, root, proof })).toBe(true);
  });

  test.each([
    [1, 1, []],
    [
      1,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      3,
      8,
      [
        '0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7',
        '07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7',
        'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      6,
      8,
      [
        '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
  ])('consistency of %i with %i', (from, to, expected) => {
    const proof = prove(referenceLeaves.slice(0, to), consistencyRanges(from, to));
    expect(hex(proof)).toEqual(expected);
    const tree = (size: number) => ({ size, root: Buffer.from(referenceRoots[size]!, 'hex') });
    expect(verifyConsistency({ earlier: tree(from), later: tree(to), proof })).toBe(true);
  });
});

const leavesOf = (count: number): Hash[] =>
  Array.from({ length: count }, (_, index) => hashLeaf(Buffer.from(`leaf ${index}`)));
const allLeaves = leavesOf(300);
const sizes = fc.integer({ min: 1, max: 300 });

describe('against a naive tree', () => {
  test('every proof is the one of the definition, and verifies', () => {
    const cases = sizes.chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1), fc.nat(size)));
    fc.assert(
      fc.property(cases, ([size, index, from]) => {
        const leaves = allLeaves.slice(0, size);
        const root = growTree(leaves).root;
        expect(root).toEqual(naiveRoot(leaves));
        const inclusion = prove(leaves, inclusionRanges(index, size));
        expect(inclusion).toEqual(naivePath(index, leaves));
        expect(verifyInclusion({ index, leafHash: leaves[index]!, size, root, proof: inclusion })).toBe(true);
        const consistency = prove(leaves, consistencyRanges(from, size));
        expect(consistency).toEqual(from === 0 ? [] : naiveSubproof(from, leaves, true));
        const earlier = { size: from, root: naiveRoot(leaves.slice(0, from)) };
        expect(verifyConsistency({ earlier, later: { size, root }, proof: consistency })).toBe(true);
      }),
    );
  });

  test('a tree goes on from its edge', () => {
    fc.assert(
      fc.property(sizes, fc.nat(300), (size, more) => {
        const leaves = leavesOf(size + more);
        const edge = new TreeEdge(
          size,
          prove(
            leaves,
            TreeEdge.subtrees(size).map(({ level, index }) => ({
              begin: index * 2 ** level,
              end: (index + 1) * 2 ** level,
            })),
          ),
        );
        for (const leaf of leaves.slice(size)) edge.append(leaf);
        expect(edge.size).toBe(size + more);
        expect(edge.root).toEqual(growTree(leaves).root);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a false claim is refused', () => {
  const falsify = fc.constantFrom('index', 'size', 'leaf', 'root', 'flip', 'drop', 'add', 'swap');

  test('of inclusion', () => {
    const cases = fc
      .integer({ min: 3, max: 300 })
      .chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1)));
    fc.assert(
      fc.property(cases, falsify, fc.nat(), ([size, index], lie, seed) => {
        const leaves = allLeaves.slice(0, size);
        const proof = prove(leaves, inclusionRanges(index, size));
        const claim = { index, leafHash: leaves[index]!, size, root: naiveRoot(leaves), proof };
        const spot = seed % proof.length;
        const another = hashLeaf(Buffer.from('another'));
        const lies = {
          index: { ...claim, index: (index + 1 + (seed % (size - 1))) % size },
          // Another size may have the same path (leaf 0 of 3 and of 4); the root tells them apart, and it is signed with the size.
          size: { ...claim, size: index },
          leaf: { ...claim, leafHash: another },
          root: { ...claim, root: another },
          flip: { ...claim, proof: proof.with(spot, another) },
          drop: { ...claim, proof: proof.toSpliced(spot, 1) },
          add: { ...claim, proof: proof.toSpliced(spot, 0, another) },
          swap: { ...claim, proof: proof.length < 2 ? [] : proof.toReversed() },
        };
        expect(verifyInclusion(lies[lie])).toBe(false);
      }),
    );
  });

  test('of consistency', () => {
    const cases = fc
      .integer({ min: 3, max: 300 })
      .chain((to) => fc.tuple(fc.constant(to), fc.integer({ min: 1, max: to - 1 })));
    fc.assert(
      fc.property(cases, falsify, fc.nat(), ([to, from], lie, seed) => {
        const leaves = allLeaves.slice(0, to);
        const proof = prove(leaves, consistencyRanges(from, to));
        const earlier = { size: from, root: naiveRoot(leaves.slice(0, from)) };
        const later = { size: to, root: naiveRoot(leaves) };
        const claim = { earlier, later, proof };
        const spot = seed % proof.length;
        const another = hashLeaf(Buffer.from('another'));
        const lies = {
          index: { ...claim, earlier: later, later: earlier },
          size: { ...claim, later: { size: from, root: later.root } },
          leaf: { ...claim, earlier: { size: from, root: another } },
          root: { ...claim, later: { size: to, root: another } },
          flip: { ...claim, proof: proof.with(spot, another) },
          drop: { ...claim, proof: proof.toSpliced(spot, 1) },
          add: { ...claim, proof: proof.toSpliced(spot, 0, another) },
          swap: { ...claim, proof: proof.length < 2 ? [] : proof.toReversed() },
        };
        expect(verifyConsistency(lies[lie])).toBe(false);
      }),
    );
  });

  test.each([-1, 0.5, Number.NaN, 2 ** 53])('of a leaf at %d', (index) => {
    const root = hashLeaf(Buffer.from('x'));
    expect(verifyInclusion({ index, leafHash: root, size: 2 ** 60, root, proof: [] })).toBe(false);
  });
});

test('a tree may have more leaves than 32 bits count', () => {
  const size = 2 ** 40 + 2 ** 33 + 5;
  const [index, from] = [2 ** 39 + 7, 2 ** 36 + 1];
  const width = ({ begin, end }: LeafRange): number => end - begin;
  const inclusion = inclusionRanges(index, size);
  expect(inclusion.reduce((sum, range) => sum + width(range), 1)).toBe(size);
  const consistency = consistencyRanges(from, size);
  expect(consistency.reduce((sum, range) => sum + width(range), 0)).toBe(size);
  for (const range of [...inclusion, ...consistency]) {
    const subtrees = splitIntoSubtrees(range);
    expect(subtrees.reduce((sum, { level }) => sum + 2 ** level, 0)).toBe(width(range));
    for (const subtree of subtrees) expect(Number.isSafeInteger(subtree.index)).toBe(true);
  }
});

test('an edge needs the hashes of its size', () => {
  expect(() => new TreeEdge(3, [Buffer.alloc(hashBytes)])).toThrow(RangeError);
});
