import type { ReactNode } from 'react';
import type { ProvenEntry } from '../../api/audit-contract.ts';
import { CheckList, type Check } from '../../components/check-list.tsx';
import { Panel } from '../../components/panel.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Time } from '../../components/time.tsx';
import { formatCount } from '../../format/numbers.ts';
import type { EntryVerdict } from './verify/check-entry.ts';

export interface ProofPanelProps {
  readonly entry: ProvenEntry;
  /** Absent while it is computed. */
  readonly verdict: EntryVerdict | undefined;
}

/** What this browser computed from the entry, step by step, without asking the hub. */
export function ProofPanel({ entry, verdict }: ProofPanelProps): ReactNode {
  return (
    <Panel title="Proof" aside={<span className="panel-aside">computed in this browser</span>}>
      <div className="head-panel" aria-live="polite">
        {verdict === undefined ? <Skeleton lines={3} /> : <CheckList checks={checksOf(entry, verdict)} />}
        <details className="path">
          <summary>The {formatCount(entry.proof.length)} hashes from this entry up to the root</summary>
          <ol>
            <li>
              <span className="faint">Entry</span> <code>{entry.leafHash}</code>
            </li>
            {entry.proof.map((hash, level) => (
              <li key={hash}>
                <span className="faint">{level + 1}</span> <code>{hash}</code>
              </li>
            ))}
            <li>
              <span className="faint">Root</span> <code>{entry.head.root}</code>
            </li>
          </ol>
        </details>
      </div>
    </Panel>
  );
}

function checksOf(
  entry: ProvenEntry,
  { leafHash, leafHolds, pathHolds, head }: EntryVerdict,
): readonly Check[] {
  const size = formatCount(entry.head.size);
  return [
    {
      name: 'leaf',
      outcome: leafHolds ? 'good' : 'bad',
      text: leafHolds ? (
        <>
          The entry, as shown, hashes to <code title={leafHash}>{leafHash.slice(0, 12)}…</code>
        </>
      ) : (
        'The entry, as shown, does not have the hash that the log claims. It was edited.'
      ),
    },
    {
      name: 'path',
      outcome: pathHolds ? 'good' : 'bad',
      text: pathHolds ? (
        <>
          It stands at place {formatCount(entry.index)} of {size} entries, under the root{' '}
          <code title={entry.head.root}>{entry.head.root.slice(0, 12)}…</code>
        </>
      ) : (
        'Its hash does not lead to the signed root: the log that was signed does not hold it there.'
      ),
    },
    {
      name: 'signature',
      outcome: head.outcome === 'genuine' ? 'good' : head.outcome === 'forged' ? 'bad' : 'open',
      text: describeSignature(entry, head.outcome),
    },
  ];
}

function describeSignature(entry: ProvenEntry, outcome: EntryVerdict['head']['outcome']): ReactNode {
  if (outcome === 'forged') return 'The key that the head names did not sign it.';
  if (outcome === 'unknown_key') {
    return 'Another key signed the head than those that this browser knows, and none of them vouches for it.';
  }
  return (
    <>
      The root was signed on <Time value={entry.head.time} /> by the key <code>{entry.head.keyId}</code>, by
      Ed25519 and by ML-DSA-65
    </>
  );
}
