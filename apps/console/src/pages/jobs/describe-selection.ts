import type { ReplaySelection } from '../../api/contract.ts';
import { humanise } from '../../format/names.ts';

/** What a replay replays, in words. */
export function describeSelection(selection: ReplaySelection): string {
  const { deadLetters, eventTypes, userId, source, platform, from, to } = selection;
  const types = eventTypes === undefined || eventTypes.length === 0 ? undefined : eventTypes.join(', ');
  const what =
    deadLetters === true
      ? `dead letters${types === undefined ? '' : ` (${types})`}`
      : (types ?? 'all events');
  const whose = `${userId === undefined ? '' : ` of ${userId}`}${source === undefined ? '' : ` from ${humanise(source)}`}`;
  const where = platform === undefined ? '' : ` to ${humanise(platform)}`;
  const when = `${from === undefined ? '' : ` after ${shorten(from)}`}${
    to === undefined ? '' : ` before ${shorten(to)}`
  }`;
  return what + whose + where + when;
}

const shorten = (time: string): string => `${time.slice(0, 16).replace('T', ' ')} UTC`;
