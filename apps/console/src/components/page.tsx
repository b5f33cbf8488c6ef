import { Icon, Link } from '@interlock/design';
import { useEffect, type ReactNode } from 'react';

export interface PageProps {
  readonly title: ReactNode;
  /** The title in the browser’s tab. */
  readonly name: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly back?: { readonly to: string; readonly label: string };
  readonly children: ReactNode;
}

/** The frame of every page: title, one sentence, actions. */
export function Page({ title, name, lead, actions, back, children }: PageProps): ReactNode {
  useEffect(() => {
    document.title = `${name} · Interlock`;
  }, [name]);
  return (
    <div className="page">
      {back === undefined ? null : (
        <Link to={back.to} className="back-link">
          <Icon name="back" />
          {back.label}
        </Link>
      )}
      <header className="page-head">
        <div>
          <h1 tabIndex={-1}>{title}</h1>
          {lead === undefined ? null : <p className="page-lead">{lead}</p>}
        </div>
        {actions === undefined ? null : <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
