import type { ExportProblem } from './export-verdict.ts';

/** What is wrong, in a sentence for people. */
export function describeProblem(problem: ExportProblem): string {
  switch (problem.kind) {
    case 'wrong_key':
      return `The heads were signed by another key, ${problem.keyId}.`;
    case 'forged_head':
      return `The head of size ${problem.size} is forged: the key did not sign it. Nothing vouches for ${range(problem)}.`;
    case 'backdated_head':
      return `The head of size ${problem.size} is dated before one of a smaller log.`;
    case 'edited':
      return `Entry ${problem.index} was edited: it is not what its leaf hash stands for.`;
    case 'missing':
      return `${capitalise(range(problem))} ${problem.from === problem.to ? 'is' : 'are'} missing.`;
    case 'reordered':
      return `Entry ${problem.index} was moved: it stands after entry ${problem.after}.`;
    case 'repeated':
      return `Entry ${problem.index} stands there more than once.`;
    case 'altered':
      return `${capitalise(range(problem))} are not what was signed: ${describeAlteration(problem)}.`;
    case 'added':
      return `${capitalise(range(problem))} stand past the head: nothing vouches for them.`;
    case 'truncated':
      return `The file was cut off: its head covers ${range(problem)}, which it doesn’t hold.`;
    case 'unreadable':
      return `Line ${problem.line} is no line of an export.`;
    case 'shorter':
      return `The log was cut back to ${problem.size} entries: it had ${problem.remembered} when the remembered head was signed, and this head is later.`;
    case 'different_history':
      return `The history was rewritten: the first ${problem.remembered} entries are not those that the remembered head covers.`;
  }
}

function range({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? `entry ${from}` : `the entries ${from} to ${to}`;
}

function describeAlteration({ signed, found }: { readonly signed: number; readonly found: number }): string {
  if (found < signed) return `${signed - found} of them ${signed - found === 1 ? 'was' : 'were'} removed`;
  if (found > signed) return `${found - signed} ${found - signed === 1 ? 'was' : 'were'} put in`;
  return 'at least one was edited or exchanged, and the leaf hashes were computed anew';
}

const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
