import { useState, type ReactNode } from 'react';
import { peopleCommands } from '../../api/people-commands.ts';
import type { PersonDetail, SecondKey } from '../../api/people-contract.ts';
import { Panel } from '../../components/panel.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Time } from '../../components/time.tsx';
import { formatCount } from '../../format/numbers.ts';
import { useMay } from '../../session/use-may.ts';

/** Keys by which a person can begin anew without any device, and so can whoever else holds them. */
export function SecondKeys({
  person: { personId, secondKeys },
}: {
  readonly person: PersonDetail;
}): ReactNode {
  const mayRevoke = useMay('devices:admin');
  const [leaving, setLeaving] = useState<SecondKey>();
  return (
    <Panel
      title="Second keys"
      aside={<span className="panel-aside">{formatCount(secondKeys.length)} in use</span>}
    >
      {secondKeys.length === 0 ? <p className="panel-text soft">No second key is registered.</p> : null}
      <ul className="entries">
        {secondKeys.map((key) => (
          <li key={key.secondKeyId}>
            <div className="entry-text">
              <code>{key.secondKeyId}</code>
              <span className="soft">
                Added <Time value={key.createdAt} />
                {key.lastUsedAt === null ? null : (
                  <>
                    , last used <Time value={key.lastUsedAt} as="ago" />
                  </>
                )}
              </span>
              {key.registeredOn === null ? null : (
                <span className="soft">
                  On <code>{key.registeredOn}</code>, and goes with it
                </span>
              )}
            </div>
            {mayRevoke ? (
              <button type="button" className="button button-small" onClick={() => setLeaving(key)}>
                Put out…
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {leaving === undefined ? null : (
        <ReasonDialog
          title="Put this second key out?"
          action="Put out"
          tone="danger"
          run={(reason) => peopleCommands.revokeSecondKey(personId, leaving.secondKeyId, reason)}
          done="The second key is out"
          refreshes={['person']}
          example="Found in the street, ticket 4711"
          onClose={() => setLeaving(undefined)}
        >
          <p>
            <code>{leaving.secondKeyId}</code> lets nobody begin anew any more. The person keeps their
            devices.
          </p>
        </ReasonDialog>
      )}
    </Panel>
  );
}
