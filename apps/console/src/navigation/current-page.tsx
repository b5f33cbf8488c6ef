import { usePlace } from '@interlock/design';
import { lazy, Suspense, useEffect, useRef, type ReactNode } from 'react';
import { FaultBoundary } from '../components/fault-boundary.tsx';
import { Skeleton } from '../components/skeleton.tsx';
import { NotFoundPage } from '../pages/not-found-page.tsx';
import { NotPermittedPage } from '../pages/not-permitted-page.tsx';
import { useSession } from '../session/use-session.ts';
import { sectionAt } from '../shell/sections.ts';

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
const PeoplePage = lazy(async () => ({
  default: (await import('../pages/people/people-page.tsx')).PeoplePage,
}));
const PersonPage = lazy(async () => ({
  default: (await import('../pages/people/person-page.tsx')).PersonPage,
}));
const InvitationsPage = lazy(async () => ({
  default: (await import('../pages/invitations/invitations-page.tsx')).InvitationsPage,
}));
const JoiningsPage = lazy(async () => ({
  default: (await import('../pages/joinings/joinings-page.tsx')).JoiningsPage,
}));
const KeysPage = lazy(async () => ({ default: (await import('../pages/keys/keys-page.tsx')).KeysPage }));
const KeyPage = lazy(async () => ({ default: (await import('../pages/keys/key-page.tsx')).KeyPage }));
const AuditPage = lazy(async () => ({ default: (await import('../pages/audit/audit-page.tsx')).AuditPage }));
const EntryPage = lazy(async () => ({ default: (await import('../pages/audit/entry-page.tsx')).EntryPage }));
const CirclesPage = lazy(async () => ({
  default: (await import('../pages/circles/circles-page.tsx')).CirclesPage,
}));
const CirclePage = lazy(async () => ({
  default: (await import('../pages/circles/circle-page.tsx')).CirclePage,
}));

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
    case 'people':
      return id === undefined ? <PeoplePage /> : <PersonPage key={id} personId={id} />;
    case 'invitations':
      return <InvitationsPage />;
    case 'joinings':
      return <JoiningsPage />;
    case 'keys':
      return id === undefined ? <KeysPage /> : <KeyPage key={id} keyId={id} />;
    case 'audit':
      return id === undefined ? <AuditPage /> : <EntryPage key={id} entryKey={id} />;
    case 'circles':
      return id === undefined ? <CirclesPage /> : <CirclePage key={id} circleId={id} />;
    default:
      return <NotFoundPage />;
  }
}

/** The page of the present address. After a change of page the focus goes to its heading. */
export function CurrentPage(): ReactNode {
  const { path } = usePlace();
  const { permissions } = useSession();
  const section = sectionAt(path);
  const isPermitted = section === undefined || permissions.includes(section.permission);
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
      <Suspense fallback={<Skeleton lines={6} />}>
        {isPermitted ? pageAt(path) : <NotPermittedPage section={section} />}
      </Suspense>
    </FaultBoundary>
  );
}
