import type { Tier } from '@interlock/connector';

export interface Salon {
  readonly name: string;
  readonly when: string;
  readonly what: string;
}

const salons: Readonly<Record<Tier, readonly Salon[]>> = {
  onyx: [
    {
      name: 'The Reading Room',
      when: 'Tuesdays, 19:30',
      what: 'Markets of the week, told by those who made them. No names, no recordings.',
    },
  ],
  obsidian: [
    {
      name: 'The Syndicate Table',
      when: 'First Thursday of the month, 20:00',
      what: 'Co-investments before they are offered elsewhere. Twelve chairs.',
    },
  ],
  void: [
    {
      name: 'The Quiet Floor',
      when: 'Always open',
      what: 'Private banking without a counter: say what you need, and somebody takes it up.',
    },
  ],
};

const ascending: readonly Tier[] = ['onyx', 'obsidian', 'void'];

/** The rooms that a tier opens: its own, and those of the tiers below. */
export function salonsFor(tier: Tier): readonly Salon[] {
  return ascending.slice(0, ascending.indexOf(tier) + 1).flatMap((each) => salons[each]);
}
