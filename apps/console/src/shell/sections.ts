import type { IconName } from '../design/icon.tsx';

export interface Section {
  readonly path: string;
  readonly label: string;
  /** For the narrow bar of a phone. */
  readonly short: string;
  readonly icon: IconName;
  /** Pressed after `g`. */
  readonly key: string;
}

export const sections: readonly Section[] = [
  { path: '/', label: 'Live flow', short: 'Flow', icon: 'flow', key: 'f' },
  { path: '/platforms', label: 'Platforms', short: 'Platforms', icon: 'platforms', key: 'p' },
  { path: '/events', label: 'Events', short: 'Events', icon: 'events', key: 'e' },
  { path: '/dead-letters', label: 'Dead letters', short: 'Letters', icon: 'letters', key: 'd' },
  { path: '/users', label: 'Members', short: 'Members', icon: 'users', key: 'm' },
  { path: '/jobs', label: 'Jobs', short: 'Jobs', icon: 'jobs', key: 'j' },
];
