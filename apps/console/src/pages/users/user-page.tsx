import { Link } from '@interlock/design';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { UserOnPlatform, UserProfile } from '../../api/contract.ts';
import { queries } from '../../api/queries.ts';
import { Badge } from '../../components/badge.tsx';
import { JsonView } from '../../components/json-view.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { syncStates } from '../../components/states.ts';
import { Time } from '../../components/time.tsx';
import { humanise } from '../../format/names.ts';
import { usePlatformName } from '../../live/use-platform-name.ts';

/** One member: what every platform is to hold, and what is still under way. */
export function UserPage({ userId }: { readonly userId: string }): ReactNode {
  const query = useQuery(queries.user(userId));
  return (
    <Page
      title={<code>{userId}</code>}
      name={userId}
      back={{ to: '/users', label: 'Members' }}
      actions={
        <Link to={`/events?userId=${encodeURIComponent(userId)}`} className="button">
          Events
        </Link>
      }
    >
      {query.isPending ? <Skeleton lines={8} /> : null}
      {query.isError ? <ProblemNotice error={query.error} /> : null}
      {query.isSuccess ? <Profile profile={query.data} /> : null}
    </Page>
  );
}

function Profile({ profile }: { readonly profile: UserProfile }): ReactNode {
  const { tier, syncStatus, platforms } = profile;
  const health = syncStates[syncStatus.syncHealth];
  return (
    <div className="two-columns">
      <div className="stack">
        <Panel title="Member">
          <dl className="rows">
            <div>
              <dt>Tier</dt>
              <dd>
                <span className={`tier-dot tier-${tier}`} aria-hidden="true" />
                {humanise(tier)}
              </dd>
            </div>
            <div>
              <dt>Sync</dt>
              <dd>
                <Badge tone={health.tone}>{health.label}</Badge>
              </dd>
            </div>
            <div>
              <dt>Last full sync</dt>
              <dd>
                <Time value={syncStatus.lastFullSync} />
              </dd>
            </div>
            <div>
              <dt>Pending</dt>
              <dd>
                {syncStatus.pendingChanges.length === 0 ? 'Nothing' : syncStatus.pendingChanges.join(', ')}
              </dd>
            </div>
          </dl>
        </Panel>
        {Object.entries(platforms).map(([name, platform]) => (
          <PlatformPart key={name} name={name} platform={platform} />
        ))}
      </div>
      <JsonView label="Profile" value={profile} />
    </div>
  );
}

// The unified profile names platforms in camel case.
const snakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const properNames: Readonly<Record<string, string>> = {
  zkProof: 'Zero-knowledge proof',
  whatsappLinked: 'WhatsApp linked',
};
const words = (name: string): string => properNames[name] ?? humanise(snakeCase(name));

function PlatformPart({
  name,
  platform,
}: {
  readonly name: string;
  readonly platform: UserOnPlatform;
}): ReactNode {
  const { active, lastSync, ...fields } = platform;
  return (
    <Panel
      title={usePlatformName(snakeCase(name))}
      aside={<Badge tone={active ? 'good' : 'quiet'}>{active ? 'Active' : 'Not active'}</Badge>}
    >
      <dl className="rows">
        <div>
          <dt>Last sync</dt>
          <dd>
            <Time value={lastSync} />
          </dd>
        </div>
        {Object.entries<unknown>(fields).map(([field, value]) => (
          <div key={field}>
            <dt>{words(field)}</dt>
            <dd>{describe(value)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

const amount = /^\d{4,}\.\d{2}$/;

/** `1000000000.00` → `1,000,000,000.00`, without passing through a float. */
const groupDigits = (decimal: string): string => decimal.replaceAll(/\B(?=(\d{3})+\.)/g, ',');

/** Any value of a profile, on one line. */
function describe(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'string') return amount.test(value) ? groupDigits(value) : value;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(describe).join(', ') || '–';
  return Object.entries(value)
    .map(([name, part]) => `${words(name).toLowerCase()} ${part === null ? 'without limit' : describe(part)}`)
    .join(', ');
}
