import type { ReactNode } from 'react';
import type { SalonView } from '../../api/contract.ts';
import { serverNow } from '../../device/server-clock.ts';
import { formatMoment } from '../../format/time.ts';
import { tierNames } from '../../words/tiers.ts';

const shownLength = 12;

/** What the proof opened, and all that the portal knows of whoever made it. */
export function SalonRooms({ salon }: { readonly salon: SalonView }): ReactNode {
  return (
    <>
      <output className="known-as">
        <span>
          All that we know of you here: <strong>{tierNames[salon.tier]}</strong>, under the name{' '}
          <code>{salon.pseudonym.slice(0, shownLength)}</code> until{' '}
          {formatMoment(salon.expiresAt, serverNow())}.
        </span>
      </output>
      <ul className="salons">
        {salon.rooms.map(({ name, when, what }) => (
          <li key={name}>
            <h2>{name}</h2>
            <p className="quiet">{when}</p>
            <p>{what}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
