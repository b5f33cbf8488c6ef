import { Icon, Link, Mark } from '@interlock/design';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { commands } from '../api/commands.ts';
import type { Session } from '../api/contract.ts';
import { humanise } from '../format/names.ts';
import { toggleTheme, toggleZone, usePreferences } from '../preferences.ts';
import { useDarkMode } from '../components/use-dark-mode.ts';
import { ConnectionStatus } from './connection-status.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { Navigation } from './navigation.tsx';
import { useShortcuts } from './use-shortcuts.ts';

const mainId = 'main';

export interface ShellProps {
  readonly session: Session;
  readonly children: ReactNode;
}

/** What stands around every page. */
export function Shell({ session, children }: ShellProps): ReactNode {
  const [helpShown, setHelpShown] = useState(false);
  useShortcuts(() => setHelpShown(true));
  return (
    <div className="shell">
      <a className="skip-link" href={`#${mainId}`}>
        Skip to the page
      </a>
      <header className="shell-side">
        <Link to="/" className="brand" aria-label="Interlock, live flow">
          <Mark size={22} />
          <span>Interlock</span>
        </Link>
        <Navigation />
        <div className="shell-foot">
          <ConnectionStatus />
          <ShellTools session={session} onHelp={() => setHelpShown(true)} />
        </div>
      </header>
      <main id={mainId} tabIndex={-1}>
        {children}
      </main>
      {helpShown ? <HelpDialog onClose={() => setHelpShown(false)} /> : null}
    </div>
  );
}

function ShellTools({
  session,
  onHelp,
}: {
  readonly session: Session;
  readonly onHelp: () => void;
}): ReactNode {
  const client = useQueryClient();
  const { zone } = usePreferences();
  const dark = useDarkMode();
  return (
    <div className="shell-tools">
      <button
        type="button"
        className="button button-quiet button-icon"
        aria-label={dark ? 'Use the light theme' : 'Use the dark theme'}
        title={dark ? 'Light theme (t)' : 'Dark theme (t)'}
        onClick={toggleTheme}
      >
        <Icon name={dark ? 'sun' : 'moon'} />
      </button>
      <button
        type="button"
        className="button button-quiet button-icon"
        aria-label="Times in UTC"
        aria-pressed={zone === 'utc'}
        title={zone === 'utc' ? 'Times are in UTC (z)' : 'Times are local (z)'}
        onClick={toggleZone}
      >
        <Icon name="globe" />
      </button>
      <button
        type="button"
        className="button button-quiet button-icon"
        aria-label="Keyboard shortcuts"
        title="Keyboard shortcuts (?)"
        onClick={onHelp}
      >
        <Icon name="help" />
      </button>
      <button
        type="button"
        className="button button-quiet button-icon"
        aria-label={`Sign out ${session.operator}`}
        title={`Sign out ${session.operator} (${humanise(session.role).toLowerCase()})`}
        onClick={() => {
          void commands.signOut().finally(() => client.resetQueries({ queryKey: ['session'] }));
        }}
      >
        <Icon name="signOut" />
      </button>
    </div>
  );
}
