import type { Command } from 'commander';
import { addEventsReplay } from './events-replay.ts';
import { addEventsSearch } from './events-search.ts';
import { addEventsShow } from './events-show.ts';
import { addEventsTail } from './events-tail.ts';

export function addEvents(program: Command): void {
  const events = program.command('events').description('look at the log of events, and replay from it');
  addEventsTail(events);
  addEventsShow(events);
  addEventsSearch(events);
  addEventsReplay(events);
}
