import type { ReactNode } from 'react';
import { EmptyState } from '../components/empty-state.tsx';
import { Page } from '../components/page.tsx';
import { humanise } from '../format/names.ts';
import { useSession } from '../session/use-session.ts';
import type { Section } from '../shell/sections.ts';

/** Somebody followed a link to a section that is not for their role. */
export function NotPermittedPage({ section }: { readonly section: Section }): ReactNode {
  const { role } = useSession();
  return (
    <Page title={section.label} name={section.label}>
      <EmptyState icon="lock" title={`Not for the role ${humanise(role).toLowerCase()}`}>
        {section.label}: this needs the permission <code>{section.permission}</code>. Ask somebody whose role
        has it, or sign in with a link for another role: <code>npx interlock sign-in --role operator</code>
      </EmptyState>
    </Page>
  );
}
