import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Badge, type Tone } from '../../components/badge.tsx';
import { CheckList, type Check } from '../../components/check-list.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Time } from '../../components/time.tsx';
import { formatCount } from '../../format/numbers.ts';
import { useTrust, type Trust } from './use-trust.ts';
import { forgetHead } from './verify/remembered-head.ts';

/** What this browser found when it checked the newest head of the log. */
export function HeadPanel(): ReactNode {
  const trust = useTrust();
  const [tone, label] = judge(trust.data);
  return (
    <Panel title="The log" aside={<Badge tone={tone}>{label}</Badge>}>
      <div className="head-panel">
        {trust.isPending ? <Skeleton lines={3} /> : null}
        {trust.isError ? <ProblemNotice error={trust.error} /> : null}
        {trust.data === undefined ? null : <Findings trust={trust.data} />}
      </div>
    </Panel>
  );
}

function judge(trust: Trust | undefined): readonly [Tone, string] {
  if (trust === undefined) return ['quiet', 'Checking'];
  const { verdict, continuity } = trust;
  if (verdict.outcome === 'forged' || continuity === 'changed' || continuity === 'shorter') {
    return ['bad', 'Not to be trusted'];
  }
  if (verdict.outcome === 'unknown_key' || continuity === 'other_key') return ['warn', 'Another key'];
  return ['good', 'Checked in this browser'];
}

function Findings({ trust }: { readonly trust: Trust }): ReactNode {
  const client = useQueryClient();
  const { head, continuity } = trust;
  return (
    <>
      <dl className="facts">
        <div>
          <dt>Entries</dt>
          <dd className="figures">{formatCount(head.size)}</dd>
        </div>
        <div>
          <dt>Signed</dt>
          <dd>
            <Time value={head.time} as="ago" />
          </dd>
        </div>
        <div>
          <dt>Root</dt>
          <dd>
            <code title={head.root}>{head.root.slice(0, 12)}…</code>
          </dd>
        </div>
        <div>
          <dt>Key</dt>
          <dd>
            <code className="truncate">{head.keyId}</code>
          </dd>
        </div>
      </dl>
      <CheckList checks={[signatureCheck(trust), continuityCheck(trust)]} />
      {continuity === 'other_key' ? (
        <button
          type="button"
          className="button button-small"
          onClick={() => {
            forgetHead();
            void client.invalidateQueries({ queryKey: ['audit-head', 'trust'] });
            void client.invalidateQueries({ queryKey: ['audit-verdict'] });
          }}
        >
          I compared the key: trust it from now on
        </button>
      ) : null}
    </>
  );
}

function signatureCheck({ verdict, before }: Trust): Check {
  const name = 'signature';
  switch (verdict.outcome) {
    case 'genuine': {
      const isSameKey = before === undefined || before.key.keyId === verdict.key?.keyId;
      const change =
        ' It is not the one that this browser knew, but each key signed that the next follows it.';
      const text = `The hub’s key signed this head, by Ed25519 and by ML-DSA-65.${isSameKey ? '' : change}`;
      return { name, outcome: 'good', text };
    }
    case 'unknown_key':
      return {
        name,
        outcome: 'open',
        text: 'A key signed this head for which none that this browser knows vouches.',
      };
    case 'forged':
      return { name, outcome: 'bad', text: 'The key that this head names did not sign it.' };
  }
}

function continuityCheck({ continuity, before }: Trust): Check {
  const name = 'continuity';
  const seen =
    before === undefined ? null : (
      <>
        on <Time value={before.time} /> ({formatCount(before.size)} entries)
      </>
    );
  switch (continuity) {
    case 'new':
      return {
        name,
        outcome: 'open',
        text: 'This browser looks for the first time. It keeps the head, to hold the hub to it from now on.',
      };
    case 'continues':
      return { name, outcome: 'good', text: <>It begins with everything that this browser saw {seen}.</> };
    case 'other_key':
      return {
        name,
        outcome: 'open',
        text: (
          <>
            Another key signs than the one that this browser saw {seen}. Compare its id with what your
            operator published.
          </>
        ),
      };
    case 'shorter':
      return {
        name,
        outcome: 'bad',
        text: <>It is shorter than what this browser saw {seen}. Entries are gone.</>,
      };
    case 'changed':
      return {
        name,
        outcome: 'bad',
        text: <>It is not what this browser saw {seen}. Somebody changed what was written.</>,
      };
  }
}
