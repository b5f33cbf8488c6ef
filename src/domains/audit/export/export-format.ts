import { importKeyChange, type ExportedKeyChange, type KeyChange } from '#infra/crypto';
import { parseHead } from '../tree-head.ts';
import type { LoggedEntry, SignedHead } from '../types.ts';

/**
 * An export is lines of JSON. The first is the header, with the head up to which it goes. Then come the entries in order,
 * and after the last entry that a signed head covers, that head. Nothing is written twice differently: a reader takes the
 * bytes of an entry as they stand in its line.
 */
export const exportFormat = 'interlock-audit-export/1';

/** Longer lines are none of ours; an entry has at most 32,768 characters. */
export const lineBytesMax = 1_048_576;

export interface ExportedHead {
  readonly statement: string;
  /** Base64. */
  readonly signature: string;
}

export interface ExportHeader {
  readonly format: typeof exportFormat;
  /** For looking at; a verifier takes the key from elsewhere. */
  readonly publicKey: unknown;
  readonly head: ExportedHead;
  /** How keys followed each other. A verifier believes what a key that it trusts has signed. */
  readonly changes: readonly ExportedKeyChange[];
}

/** What a verifier takes of the header. */
export interface ReadHeader {
  readonly head: SignedHead;
  readonly changes: readonly KeyChange[];
}

/** An entry as its line holds it. */
export interface EntryLine {
  readonly index: number;
  /** The leaf hash that the line claims, in hex. */
  readonly leaf: string;
  /** The entry’s canonical form. */
  readonly content: Buffer;
}

export const exportHead = ({ statement, signature }: SignedHead): ExportedHead => ({
  statement,
  signature: signature.toString('base64'),
});

/** @throws `audit.not_a_head` */
export const importHead = ({ statement, signature }: ExportedHead): SignedHead =>
  parseHead(statement, Buffer.from(signature, 'base64'));

export const writeEntryLine = ({ index, leafHash, content }: LoggedEntry): string =>
  `{"index":${index},"leaf":"${leafHash.toString('hex')}","entry":${content}}\n`;

const entryStart = /^\{"index":(0|[1-9]\d{0,15}),"leaf":"([0-9a-f]{64})","entry":\{/;
/** The longest that can stand before the entry. */
const entryStartLengthMax = 120;
const closingBrace = 0x7d;

/** Reads an entry’s line without parsing the entry: what counts is its bytes. */
export function readEntryLine(line: Buffer): EntryLine | undefined {
  const match = entryStart.exec(line.toString('latin1', 0, entryStartLengthMax));
  if (match === null || line.at(-1) !== closingBrace) return undefined;
  const [start, index = '', leaf = ''] = match;
  return { index: Number(index), leaf, content: line.subarray(start.length - 1, -1) };
}

/** Reads a head’s line; the header is none. */
export function readHeadLine(line: Buffer): SignedHead | undefined {
  const document = readObject(line);
  return document === undefined || !('head' in document) || 'format' in document
    ? undefined
    : readHead(document['head']);
}

export function readHeader(line: Buffer): ReadHeader | undefined {
  const document = readObject(line);
  if (document?.['format'] !== exportFormat) return undefined;
  const head = readHead(document['head']);
  if (head === undefined) return undefined;
  const changes: unknown = document['changes'];
  return {
    head,
    // Exports from before keys could be replaced have none.
    changes: Array.isArray(changes) ? changes.flatMap((change) => importKeyChange(change) ?? []) : [],
  };
}

function readObject(line: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const document: unknown = JSON.parse(line.toString('utf8'));
    return typeof document === 'object' && document !== null
      ? (document as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function readHead(value: unknown): SignedHead | undefined {
  const { statement, signature } = (value ?? {}) as Partial<ExportedHead>;
  if (typeof statement !== 'string' || typeof signature !== 'string') return undefined;
  try {
    return importHead({ statement, signature });
  } catch {
    return undefined;
  }
}
