import { Link, Mark } from '@interlock/design';
import { useEffect, type ReactNode } from 'react';
import { Rings } from '../design/rings.tsx';

/** The entrance, for whoever is not signed in. */
export function ThresholdPage(): ReactNode {
  useEffect(() => {
    document.title = 'Black Portal';
  }, []);
  return (
    <div className="threshold">
      <Rings />
      <header className="threshold-head">
        <span className="brand">
          <Mark size={30} />
          <span>Black Portal</span>
        </span>
      </header>
      <main className="threshold-main">
        <h1>By invitation.</h1>
        <p className="lead">
          One membership, known on every platform of the house. Held by your device, and by nobody else.
        </p>
        <nav className="threshold-ways" aria-label="Ways in">
          <Link to="/sign-in" className="button button-primary">
            Sign in
          </Link>
          <Link to="/join" className="button button-plain">
            I have an invitation
          </Link>
        </nav>
      </main>
      <footer className="threshold-foot">
        <Link to="/add-device">Add this device</Link>
        <Link to="/recover">Recover</Link>
      </footer>
    </div>
  );
}
