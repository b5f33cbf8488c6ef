import { usePlace, Waiting } from '@interlock/design';
import type { ReactNode } from 'react';
import { useSession } from './api/use-session.ts';
import { AddDevicePage } from './pages/add-device-page.tsx';
import { CirclePage } from './pages/circles/circle-page.tsx';
import { CirclesPage } from './pages/circles/circles-page.tsx';
import { DevicesPage } from './pages/devices/devices-page.tsx';
import { HomePage } from './pages/home/home-page.tsx';
import { JoinPage } from './pages/join/join-page.tsx';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { RecoverPage } from './pages/recover-page.tsx';
import { SalonPage } from './pages/salon/salon-page.tsx';
import { SignInPage } from './pages/sign-in-page.tsx';
import { ThresholdPage } from './pages/threshold-page.tsx';
import { AwayPage } from './pages/away-page.tsx';

/** Pages that need nobody to be signed in. */
const open: Readonly<Record<string, () => ReactNode>> = {
  '/join': JoinPage,
  '/sign-in': SignInPage,
  '/add-device': AddDevicePage,
  '/recover': RecoverPage,
};

export function App(): ReactNode {
  const { path } = usePlace();
  const Open = open[path];
  return Open === undefined ? <Inside path={path} /> : <Open key={path} />;
}

function Inside({ path }: { readonly path: string }): ReactNode {
  const { account, error, refresh } = useSession();
  if (account === undefined) {
    return error === null ? <Waiting /> : <AwayPage onRetry={refresh} />;
  }
  if (account === null) return path === '/' ? <ThresholdPage /> : <SignInPage />;
  if (path === '/') return <HomePage account={account} />;
  if (path === '/devices') return <DevicesPage account={account} />;
  if (path === '/salon') return <SalonPage account={account} />;
  if (path === '/circles') return <CirclesPage account={account} />;
  const circleId = /^\/circles\/([\w-]+)$/.exec(path)?.[1];
  return circleId === undefined ? (
    <NotFoundPage />
  ) : (
    <CirclePage key={circleId} account={account} circleId={circleId} />
  );
}
