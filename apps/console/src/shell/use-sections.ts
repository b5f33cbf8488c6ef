import { useSession } from '../session/use-session.ts';
import { sectionGroups, type SectionGroup } from './sections.ts';

/** The sections that the role of whoever is signed in lets them see; groups that would be empty are left out. */
export function useSections(): readonly SectionGroup[] {
  const { permissions } = useSession();
  return sectionGroups
    .map(({ label, sections }) => ({
      label,
      sections: sections.filter(({ permission }) => permissions.includes(permission)),
    }))
    .filter(({ sections }) => sections.length > 0);
}
