import { Link } from '@interlock/design';
import type { ReactNode } from 'react';
import { humanise } from '../../format/names.ts';

export interface NamedThingProps {
  readonly kind: string;
  readonly id: string;
  readonly asLink?: boolean;
}

/** Where things of a kind have a page. */
const pages: Readonly<Record<string, string>> = {
  person: '/people/',
  member: '/people/',
  service_key: '/keys/',
  platform: '/platforms/',
  circle: '/circles/',
};

/** Who did something, or to what, with the way to its page. */
export function NamedThing({ kind, id, asLink = false }: NamedThingProps): ReactNode {
  if (kind === id) return <span className="faint">{humanise(kind)}</span>;
  const page = pages[kind];
  const name = kind === 'staff' ? id : <code>{id}</code>;
  return (
    <>
      <span className="faint">{humanise(kind)}</span>{' '}
      {asLink && page !== undefined ? <Link to={`${page}${encodeURIComponent(id)}`}>{name}</Link> : name}
    </>
  );
}
