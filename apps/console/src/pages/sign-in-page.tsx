import { Mark } from '@interlock/design';
import { useEffect, type ReactNode } from 'react';

/** Operators come in by a one-time link, so there is nothing to type and nothing to steal here. */
export function SignInPage(): ReactNode {
  useEffect(() => {
    document.title = 'Sign in · Interlock';
  }, []);
  return (
    <main className="alone">
      <div className="sign-in">
        <Mark size={40} />
        <h1>Sign in to Interlock</h1>
        <p className="soft">
          Open the one-time link that <code>npm start</code> printed. For a new one, run this where the hub
          runs:
        </p>
        <pre className="command">
          <code>npx interlock sign-in</code>
        </pre>
        <p className="faint">Links work once and for a few minutes.</p>
      </div>
    </main>
  );
}
