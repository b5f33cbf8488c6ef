import { Link, Mark, navigate, usePlace } from '@interlock/design';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { hub } from '../api/hub.ts';
import { useSession } from '../api/use-session.ts';

const rooms = [
  { to: '/', name: 'Home' },
  { to: '/salon', name: 'Salon' },
  { to: '/circles', name: 'Circles' },
  { to: '/devices', name: 'Devices' },
] as const;

export interface RoomProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}

/** A page for a member who is signed in: the way to the other rooms, and the way out. */
export function Room({ title, lead, children }: RoomProps): ReactNode {
  const { path } = usePlace();
  const heading = useRef<HTMLHeadingElement>(null);
  const { refresh } = useSession();
  const leaving = useMutation({
    mutationFn: hub.signOut,
    // Whether or not the hub heard it: on this device it is over.
    onSettled: () => {
      refresh();
      navigate('/');
    },
  });
  useEffect(() => {
    document.title = `${title} · Black Portal`;
    heading.current?.focus();
  }, [title]);
  return (
    <div className="room">
      <a className="skip-link" href="#main">
        Skip to the page
      </a>
      <header className="room-head">
        <Link to="/" className="brand" aria-label="Black Portal, home">
          <Mark size={28} />
          <span>Black Portal</span>
        </Link>
        <nav aria-label="Rooms" className="room-ways">
          {rooms.map(({ to, name }) => (
            <Link
              key={to}
              to={to}
              aria-current={(to === '/' ? path === to : path.startsWith(to)) ? 'page' : undefined}
            >
              {name}
            </Link>
          ))}
        </nav>
        <button type="button" className="link-button" onClick={() => leaving.mutate()}>
          Sign out
        </button>
      </header>
      <main className="room-main" id="main" tabIndex={-1}>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead === undefined ? null : <p className="lead">{lead}</p>}
        {children}
      </main>
    </div>
  );
}
