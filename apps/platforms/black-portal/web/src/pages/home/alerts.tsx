import type { ReactNode } from 'react';
import type { Alert } from '../../api/contract.ts';
import { Moment } from '../../components/moment.tsx';
import { nameFeature } from '../../words/tiers.ts';

/** Emergencies that are open; read out when one comes. Nothing is shown when all is well. */
export function Alerts({ alerts }: { readonly alerts: readonly Alert[] }): ReactNode {
  const open = alerts.filter(({ resolvedAt }) => resolvedAt === null);
  return (
    <div role="alert">
      {open.map(({ emergencyId, protocol, severity, raisedAt }) => (
        <div key={emergencyId} className="alarm">
          <strong>{protocol === null ? 'Emergency' : `${nameFeature(protocol)} emergency`}</strong>
          <span>
            {nameFeature(severity)} · raised <Moment at={raisedAt} />. Responders are told; stay where you are
            reached.
          </span>
        </div>
      ))}
    </div>
  );
}
