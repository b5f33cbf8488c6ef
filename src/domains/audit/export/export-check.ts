import type { StatementPublicKey } from '#infra/crypto';
import { judgeHead } from '../judge-head.ts';
import { TreeEdge } from '../merkle/tree-edge.ts';
import { hashLeaf, type Hash } from '../merkle/tree-hash.ts';
import type { SignedHead } from '../types.ts';
import { EntryOrder } from './entry-order.ts';
import type { EntryLine } from './export-format.ts';
import type { Comparison, ExportProblem, ExportVerdict } from './export-verdict.ts';

const problemsMax = 100;

/**
 * Checks an export line by line.
 *
 * The tree is grown from the leaf hashes that the lines claim, so one edited entry doesn’t hide what comes after it. It is
 * compared with every head. At the first difference between two heads it stops growing: from there on the signatures
 * and the order are still checked, the roots can’t be.
 */
export class ExportCheck {
  readonly #publicKeys: readonly StatementPublicKey[];
  readonly #head: SignedHead;
  readonly #remembered: SignedHead | null;
  readonly #problems: ExportProblem[] = [];
  readonly #order = new EntryOrder();
  readonly #edge = new TreeEdge();
  #isAltered = false;
  #entries = 0;
  #heads = 0;
  /** Everything below it is covered by a genuine head. */
  #covered = 0;
  #coveredAt = '';
  #lastEdited = -1;
  #rootThen: Hash | undefined;

  constructor(head: SignedHead, publicKeys: readonly StatementPublicKey[], remembered: SignedHead | null) {
    this.#head = head;
    this.#publicKeys = publicKeys;
    this.#remembered = remembered;
    // If it is forged, what lies between it and the last genuine one is known at the end.
    if (judgeHead(head, publicKeys) === 'foreign') this.#isGenuine(head);
  }

  get entries(): number {
    return this.#entries;
  }

  takeEntry({ index, leaf, content }: EntryLine): void {
    this.#entries += 1;
    this.#order.take(index);
    const leafHash = hashLeaf(content);
    const isEdited = leafHash.toString('hex') !== leaf;
    if (isEdited) {
      this.#complain({ kind: 'edited', index });
      this.#lastEdited = index;
    }
    if (!this.#grows) return;
    this.#edge.append(isEdited ? Buffer.from(leaf, 'hex') : leafHash);
    if (this.#edge.size === this.#remembered?.size) this.#rootThen = this.#edge.root;
  }

  takeHead(head: SignedHead): void {
    if (!this.#isGenuine(head)) return;
    if (head.time < this.#coveredAt) this.#complain({ kind: 'backdated_head', size: head.size });
    this.#compareRoot(head);
    this.#coveredAt = head.time;
  }

  takeUnreadable(line: number): void {
    this.#isAltered = true;
    this.#complain({ kind: 'unreadable', line });
  }

  finish(): Omit<ExportVerdict, 'keysFollowed'> {
    const { size } = this.#head;
    const isGenuine = this.#isGenuine(this.#head);
    for (const problem of this.#order.problems()) this.#complain(problem);
    const { next } = this.#order;
    if (next < size) this.#complain({ kind: 'truncated', from: next, to: size - 1 });
    else if (next > size) this.#complain({ kind: 'added', from: size, to: next - 1 });
    // Without its line the last head has not been compared yet.
    else if (isGenuine && this.#covered < size) this.#compareRoot(this.#head);
    const comparison = this.#compareWithRemembered();
    if (comparison === 'shorter') {
      this.#complain({ kind: 'shorter', size, remembered: this.#remembered?.size ?? 0 });
    }
    if (comparison === 'different') {
      this.#complain({ kind: 'different_history', remembered: this.#remembered?.size ?? 0 });
    }
    return {
      intact: this.#problems.length === 0,
      problems: this.#problems,
      head: this.#head,
      entries: this.#entries,
      heads: this.#heads,
      comparison,
    };
  }

  get #grows(): boolean {
    return this.#order.isWhole && !this.#isAltered;
  }

  #isGenuine(head: SignedHead): boolean {
    const verdict = judgeHead(head, this.#publicKeys);
    if (verdict === 'foreign') this.#complain({ kind: 'wrong_key', keyId: head.keyId });
    if (verdict === 'forged') {
      this.#complain({ kind: 'forged_head', size: head.size, from: this.#covered, to: head.size - 1 });
    }
    return verdict === 'genuine';
  }

  #compareRoot(head: SignedHead): void {
    if (!this.#grows) return;
    if (head.size === this.#edge.size && head.root.equals(this.#edge.root)) {
      this.#heads += 1;
      this.#covered = head.size;
      return;
    }
    this.#isAltered = true;
    // Where an edited entry was found already, the difference is explained.
    if (this.#lastEdited >= this.#covered) return;
    this.#complain({
      kind: 'altered',
      from: this.#covered,
      to: Math.max(head.size, this.#edge.size) - 1,
      signed: head.size - this.#covered,
      found: this.#edge.size - this.#covered,
    });
  }

  #compareWithRemembered(): Comparison {
    const remembered = this.#remembered;
    if (remembered === null) return 'none';
    const { size, time } = this.#head;
    if (judgeHead(this.#head, this.#publicKeys) !== 'genuine') return 'unknown';
    if (size < remembered.size) return time > remembered.time ? 'shorter' : 'older';
    if (this.#rootThen === undefined) return 'unknown';
    if (!this.#rootThen.equals(remembered.root)) return 'different';
    return size === remembered.size ? 'same' : 'later';
  }

  #complain(problem: ExportProblem): void {
    const isKnown = this.#problems.some((known) => isSameProblem(known, problem));
    if (!isKnown && this.#problems.length < problemsMax) this.#problems.push(problem);
  }
}

/** The head in the header and the one behind the last entry are the same, and so is what is wrong with them. */
function isSameProblem(left: ExportProblem, right: ExportProblem): boolean {
  if (left.kind === 'wrong_key' && right.kind === 'wrong_key') return left.keyId === right.keyId;
  return left.kind === 'forged_head' && right.kind === 'forged_head' && left.size === right.size;
}
