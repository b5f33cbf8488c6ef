import type { ReactNode } from 'react';

// One stroke, one grid (16 px), drawn for this console.
const paths = {
  flow: 'M1.5 8h3l2-4.5 3 9 2-4.5h3',
  platforms: 'M3 2.5h10v4H3zM3 9.5h10v4H3zM5.5 4.5h.01M5.5 11.5h.01',
  events: 'M2.5 4h11M2.5 8h11M2.5 12h7',
  letters: 'M2 4.5h12v8H2zM2 5l6 4.5L14 5',
  users: 'M8 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM3 13.5c.6-2.4 2.5-3.5 5-3.5s4.400 1.100 5 3.500',
  jobs: 'M8 2.500a5.500 5.500 0 1 0 5.500 5.500M8 5v3.200l2 1.300',
  search: 'M7 11.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9zM10.300 10.300l3.200 3.200',
  copy: 'M5.500 5.500h8v8h-8zM3.500 10.500h-1v-8h8v1',
  check: 'M3 8.500l3.200 3.200L13 4.800',
  close: 'M4 4l8 8M12 4l-8 8',
  chevron: 'M6 3.500L10.500 8 6 12.500',
  back: 'M10 3.500L5.500 8l4.500 4.500',
  sun: 'M8 10.800a2.800 2.800 0 1 0 0-5.600 2.800 2.800 0 0 0 0 5.600zM8 1.500v1.300M8 13.200v1.300M1.500 8h1.300M13.200 8h1.300M3.400 3.400l.9.9M11.700 11.700l.9.9M3.400 12.600l.9-.9M11.700 4.300l.9-.9',
  moon: 'M13 9.600A5.300 5.300 0 0 1 6.400 3a5.300 5.300 0 1 0 6.600 6.600z',
  globe:
    'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM2 8h12M8 2c1.800 1.700 2.600 3.700 2.600 6S9.800 12.300 8 14c-1.800-1.700-2.600-3.700-2.600-6S6.200 3.700 8 2z',
  help: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM6.300 6.400C6.500 5.500 7.200 5 8 5c1 0 1.800.7 1.800 1.600 0 1.300-1.800 1.400-1.800 2.600M8 11.200h.01',
  signOut: 'M6.500 2.500h-4v11h4M10.500 5l3 3-3 3M13.500 8h-8',
  replay: 'M3 8a5 5 0 1 0 1.600-3.700M3 2.500v2.800h2.800',
  warning: 'M8 2.500l6 10.500H2zM8 6.500v3M8 11.300h.01',
} as const;

export type IconName = keyof typeof paths;

/** An icon beside words; it says nothing by itself to a screen reader. */
export function Icon({ name }: { readonly name: IconName }): ReactNode {
  return (
    <svg className="icon" width="16" height="16" viewBox="0 0 16 16" fill="none" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
