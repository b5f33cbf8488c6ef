import type { IconName } from '@interlock/design';

export interface Section {
  readonly path: string;
  readonly label: string;
  /** For the narrow bar of a phone. */
  readonly short: string;
  readonly icon: IconName;
  /** Pressed after `g`. */
  readonly key: string;
  /** Who lacks it does not see the section. */
  readonly permission: string;
}

export interface SectionGroup {
  readonly label: string;
  readonly sections: readonly Section[];
}

export const sectionGroups: readonly SectionGroup[] = [
  {
    label: 'Operations',
    sections: [
      {
        path: '/',
        label: 'Live flow',
        short: 'Flow',
        icon: 'flow',
        key: 'f',
        permission: 'metrics:read',
      },
      {
        path: '/platforms',
        label: 'Platforms',
        short: 'Platforms',
        icon: 'platforms',
        key: 'p',
        permission: 'platforms:read',
      },
      {
        path: '/events',
        label: 'Events',
        short: 'Events',
        icon: 'events',
        key: 'e',
        permission: 'events:read',
      },
      {
        path: '/dead-letters',
        label: 'Dead letters',
        short: 'Letters',
        icon: 'letters',
        key: 'd',
        permission: 'delivery:read',
      },
      {
        path: '/users',
        label: 'Members',
        short: 'Members',
        icon: 'users',
        key: 'm',
        permission: 'sync:read',
      },
      { path: '/jobs', label: 'Jobs', short: 'Jobs', icon: 'jobs', key: 'j', permission: 'delivery:read' },
    ],
  },
  {
    label: 'People and trust',
    sections: [
      {
        path: '/people',
        label: 'People',
        short: 'People',
        icon: 'people',
        key: 'w',
        permission: 'people:read',
      },
      {
        path: '/invitations',
        label: 'Invitations',
        short: 'Invite',
        icon: 'invitations',
        key: 'i',
        permission: 'invitations:admin',
      },
      {
        path: '/joinings',
        label: 'Joinings',
        short: 'Joinings',
        icon: 'joinings',
        key: 'o',
        permission: 'people:read',
      },
      {
        path: '/circles',
        label: 'Circles',
        short: 'Circles',
        icon: 'circles',
        key: 'c',
        permission: 'circles:moderate',
      },
      {
        path: '/keys',
        label: 'Service keys',
        short: 'Keys',
        icon: 'keys',
        key: 'k',
        permission: 'keys:admin',
      },
      {
        path: '/audit',
        label: 'Audit log',
        short: 'Audit',
        icon: 'audit',
        key: 'a',
        permission: 'audit:read',
      },
    ],
  },
];

const sections: readonly Section[] = sectionGroups.flatMap((group) => group.sections);

/** The section that a page belongs to. */
export function sectionAt(path: string): Section | undefined {
  return sections.find((section) =>
    section.path === '/' ? path === '/' : path === section.path || path.startsWith(`${section.path}/`),
  );
}
