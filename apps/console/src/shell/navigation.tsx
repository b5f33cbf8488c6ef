import { Dialog, Icon, Link, usePlace } from '@interlock/design';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { peopleQueries } from '../api/people-queries.ts';
import { formatShort } from '../format/numbers.ts';
import { useLive } from '../live/live-context.tsx';
import { useMay } from '../session/use-may.ts';
import { sectionAt, type Section } from './sections.ts';
import { useSections } from './use-sections.ts';

/** The bar of a phone has room for this many; what is left is behind “More”. */
const inBarMax = 6;

/** The sections of the console that are for whoever is signed in. */
export function Navigation(): ReactNode {
  const { path } = usePlace();
  const groups = useSections();
  const counts = useCounts();
  const [moreShown, setMoreShown] = useState(false);
  const current = sectionAt(path);
  const all = groups.flatMap(({ sections }) => sections);
  const inBar = new Set(all.length <= inBarMax ? all : all.slice(0, inBarMax - 1));
  const behind = all.filter((section) => !inBar.has(section));
  return (
    <>
      <nav className="sections" aria-label="Sections">
        {groups.map(({ label, sections }) => (
          <div key={label} className="section-group">
            {groups.length > 1 ? <p className="section-heading">{label}</p> : null}
            {sections.map((section) => (
              <SectionLink
                key={section.path}
                section={section}
                current={section === current}
                inBar={inBar.has(section)}
                count={counts[section.path] ?? 0}
              />
            ))}
          </div>
        ))}
        {behind.length === 0 ? null : (
          <button
            type="button"
            className="section section-more"
            aria-haspopup="dialog"
            data-current={current !== undefined && behind.includes(current) ? '' : undefined}
            onClick={() => setMoreShown(true)}
          >
            <Icon name="more" />
            More
          </button>
        )}
      </nav>
      {moreShown ? (
        <Dialog title="More" onClose={() => setMoreShown(false)}>
          <ul className="more-sections">
            {behind.map((section) => (
              <li key={section.path}>
                <Link
                  to={section.path}
                  className="section"
                  aria-current={section === current ? 'page' : undefined}
                  onClick={() => setMoreShown(false)}
                >
                  <Icon name={section.icon} />
                  {section.label}
                  <Count count={counts[section.path] ?? 0} />
                </Link>
              </li>
            ))}
          </ul>
        </Dialog>
      ) : null}
    </>
  );
}

interface SectionLinkProps {
  readonly section: Section;
  readonly current: boolean;
  readonly inBar: boolean;
  readonly count: number;
}

function SectionLink({ section, current, inBar, count }: SectionLinkProps): ReactNode {
  return (
    <Link
      to={section.path}
      className={inBar ? 'section' : 'section section-behind'}
      aria-current={current ? 'page' : undefined}
    >
      <Icon name={section.icon} />
      <span className="section-label">{section.label}</span>
      <span className="section-short" aria-hidden="true">
        {section.short}
      </span>
      <Count count={count} />
    </Link>
  );
}

function Count({ count }: { readonly count: number }): ReactNode {
  return count === 0 ? null : <span className="section-count figures">{formatShort(count)}</span>;
}

/** What waits for somebody, by the section where it is done. */
function useCounts(): Readonly<Record<string, number>> {
  const mayApprove = useMay('recovery:approve');
  const deadLetters = useLive((state) => state.deadLetters.total);
  const recoveries = useQuery({ ...peopleQueries.recoveries, enabled: mayApprove });
  const undecided = recoveries.data?.filter(({ decidedAt }) => decidedAt === null) ?? [];
  return { '/dead-letters': deadLetters, '/people': undecided.length };
}
