import { lazy, Suspense, useEffect, useRef, type ReactNode } from 'react';
import { FaultBoundary } from '../components/fault-boundary.tsx';
import { Skeleton } from '../components/skeleton.tsx';
import { NotFoundPage } from '../pages/not-found-page.tsx';
import { usePlace } from './location.tsx';

const FlowPage = lazy(async () => ({ default: (await import('../pages/flow/flow-page.tsx')).FlowPage }));
const PlatformsPage = lazy(async () => ({
  default: (await import('../pages/platforms/platforms-page.tsx')).PlatformsPage,
}));
const PlatformPage = lazy(async () => ({
  default: (await import('../pages/platforms/platform-page.tsx')).PlatformPage,
}));
const EventsPage = lazy(async () => ({
  default: (await import('../pages/events/events-page.tsx')).EventsPage,
}));
const EventPage = lazy(async () => ({ default: (await import('../pages/events/event-page.tsx')).EventPage }));
const DeadLettersPage = lazy(async () => ({
  default: (await import('../pages/dead-letters/dead-letters-page.tsx')).DeadLettersPage,
}));
const DeadLetterPage = lazy(async () => ({
  default: (await import('../pages/dead-letters/dead-letter-page.tsx')).DeadLetterPage,
}));
const UsersPage = lazy(async () => ({ default: (await import('../pages/users/users-page.tsx')).UsersPage }));
const UserPage = lazy(async () => ({ default: (await import('../pages/users/user-page.tsx')).UserPage }));
const JobsPage = lazy(async () => ({ default: (await import('../pages/jobs/jobs-page.tsx')).JobsPage }));

function pageAt(path: string): ReactNode {
  const [, section = '', encoded] = path.split('/');
  const id = encoded === undefined ? undefined : decodeURIComponent(encoded);
  switch (section) {
    case '':
      return <FlowPage />;
    case 'platforms':
      return id === undefined ? <PlatformsPage /> : <PlatformPage key={id} platformId={id} />;
    case 'events':
      return id === undefined ? <EventsPage /> : <EventPage key={id} eventId={id} />;
    case 'dead-letters':
      return id === undefined ? <DeadLettersPage /> : <DeadLetterPage key={id} id={Number(id)} />;
    case 'users':
      return id === undefined ? <UsersPage /> : <UserPage key={id} userId={id} />;
    case 'jobs':
      return <JobsPage />;
    default:
      return <NotFoundPage />;
  }
}

/** The page of the present address. After a change of page the focus goes to its heading. */
export function CurrentPage(): ReactNode {
  const { path } = usePlace();
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return undefined;
    shown.current = path;
    // The page’s code may still be on its way.
    const timer = window.setInterval(() => {
      const heading = document.querySelector<HTMLElement>('main h1');
      if (heading === null) return;
      window.clearInterval(timer);
      heading.focus({ preventScroll: true });
    }, 30);
    return () => window.clearInterval(timer);
  }, [path]);
  return (
    <FaultBoundary key={path} name="This page">
      <Suspense fallback={<Skeleton lines={6} />}>{pageAt(path)}</Suspense>
    </FaultBoundary>
  );
}
