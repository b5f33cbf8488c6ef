import { Link, Mark } from '@interlock/design';
import { useEffect, useRef, type ReactNode } from 'react';

export interface NarrowPageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children?: ReactNode;
  readonly foot?: ReactNode;
}

/** A page with one thing to do. Its heading gets the focus, so that a screen reader tells where one is. */
export function NarrowPage({ title, lead, children, foot }: NarrowPageProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Black Portal`;
    heading.current?.focus();
  }, [title]);
  return (
    <div className="narrow">
      <header className="narrow-head">
        <Link to="/" className="brand" aria-label="Black Portal, entrance">
          <Mark size={34} />
        </Link>
      </header>
      <main className="narrow-main">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead === undefined ? null : <p className="lead">{lead}</p>}
        {children}
      </main>
      <footer className="narrow-foot">{foot}</footer>
    </div>
  );
}
