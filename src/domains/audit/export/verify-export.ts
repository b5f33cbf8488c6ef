import { followKeyChanges, type StatementPublicKey } from '#infra/crypto';
import { auditErrors } from '../errors.ts';
import { judgeHead } from '../judge-head.ts';
import type { SignedHead } from '../types.ts';
import { ExportCheck } from './export-check.ts';
import { readEntryLine, readHeader, readHeadLine, type ReadHeader } from './export-format.ts';
import type { ExportVerdict } from './export-verdict.ts';
import { readExportLines, type ExportLine } from './read-export-lines.ts';

export interface VerificationTerms {
  /** The keys that the verifier trusts, from somewhere other than the export; also those that they vouch for hold. */
  readonly publicKeys: readonly StatementPublicKey[];
  /** A head that the verifier kept from an earlier time. */
  readonly remembered?: SignedHead | undefined;
  /** Told now and then of the entries that were read, and of how many the export’s head covers. */
  readonly onProgress?: ((entries: number, total: number) => void) | undefined;
}

/**
 * Checks an export with nothing but a public key: no database, no hub. Never holds more than a piece of it.
 *
 * @throws `audit.not_an_export` when it doesn’t begin like one; `audit.not_a_head` when none of the keys signed the
 *   remembered head
 */
export async function verifyExport(
  stream: AsyncIterable<Uint8Array>,
  { publicKeys, remembered, onProgress }: VerificationTerms,
): Promise<ExportVerdict> {
  let check: ExportCheck | undefined;
  let head: SignedHead | undefined;
  let keysFollowed: readonly string[] = [];
  let lineNumber = 0;
  for await (const lines of readExportLines(stream)) {
    for (const line of lines) {
      lineNumber += 1;
      if (check === undefined) {
        const header = requireHeader(line);
        const trusted = followKeyChanges(publicKeys, header.changes);
        requireGenuine(remembered, trusted);
        head = header.head;
        keysFollowed = trusted.slice(publicKeys.length).map(({ keyId }) => keyId);
        check = new ExportCheck(head, trusted, remembered ?? null);
      } else {
        takeLine(check, line, lineNumber);
      }
    }
    onProgress?.(check?.entries ?? 0, head?.size ?? 0);
  }
  if (check === undefined) throw auditErrors('audit.not_an_export', { detail: 'It is empty.' });
  return { ...check.finish(), keysFollowed };
}

/** @throws `audit.not_a_head` */
function requireGenuine(remembered: SignedHead | undefined, publicKeys: readonly StatementPublicKey[]): void {
  if (remembered === undefined || judgeHead(remembered, publicKeys) === 'genuine') return;
  throw auditErrors('audit.not_a_head', {
    detail: `The remembered head of size ${remembered.size} was not signed by the key that was given.`,
  });
}

function requireHeader({ bytes }: ExportLine): ReadHeader {
  const header = readHeader(bytes);
  if (header !== undefined) return header;
  throw auditErrors('audit.not_an_export', { detail: 'It doesn’t begin with the header of an export.' });
}

function takeLine(check: ExportCheck, { bytes, isCut }: ExportLine, lineNumber: number): void {
  const entry = readEntryLine(bytes);
  if (entry !== undefined) {
    check.takeEntry(entry);
    return;
  }
  const head = readHeadLine(bytes);
  if (head !== undefined) check.takeHead(head);
  // What the file breaks off in the middle of is missing; that shows at the end.
  else if (!isCut) check.takeUnreadable(lineNumber);
}
