import { describe, expect, it } from 'vitest';
import { bufferedBytesMax, openConsoleLink } from './console-link.ts';
import type { ConsoleMessage } from './messages.ts';

/** A socket whose network takes nothing until `drain`. */
function stalledOutlet() {
  const sent: ConsoleMessage[] = [];
  const callbacks: (() => void)[] = [];
  return {
    sent,
    bufferedAmount: 0,
    send(text: string, onSent: () => void) {
      this.bufferedAmount += text.length;
      sent.push(JSON.parse(text) as ConsoleMessage);
      callbacks.push(onSent);
    },
    drain() {
      this.bufferedAmount = 0;
      for (const callback of callbacks.splice(0)) callback();
    },
  };
}

const permissions = new Set(['metrics:read', 'delivery:read']);
const beginning: ConsoleMessage = { type: 'heartbeat', at: '2026-01-01T00:00:00.000Z' };
const flows: ConsoleMessage = { type: 'flows', points: [] };
const deadLetters = (total: number): ConsoleMessage => ({ type: 'dead_letters', total, byPlatform: {} });

describe('a console that does not keep up', () => {
  it('holds a bounded number of bytes, however much happens', () => {
    const outlet = stalledOutlet();
    const link = openConsoleLink(outlet, permissions);
    link.begin(beginning);
    for (let each = 0; each < 100_000; each += 1) {
      link.sendSample(flows);
      link.sendState('dead_letters', deadLetters(each));
    }
    expect(outlet.bufferedAmount).toBeLessThan(bufferedBytesMax + 1_024);
  });

  it('gets the newest state once it has caught up, and only that', () => {
    const outlet = stalledOutlet();
    const link = openConsoleLink(outlet, permissions);
    link.begin(beginning);
    outlet.bufferedAmount = bufferedBytesMax + 1;
    link.sendState('dead_letters', deadLetters(1));
    link.sendState('dead_letters', deadLetters(2));
    link.sendSample(flows);
    outlet.drain();
    expect(outlet.sent).toEqual([beginning, deadLetters(2)]);
  });
});

describe('a console that has just connected', () => {
  it('gets its snapshot first, then what changed meanwhile', () => {
    const outlet = stalledOutlet();
    const link = openConsoleLink(outlet, permissions);
    link.sendState('dead_letters', deadLetters(1));
    link.sendSample(flows);
    link.sendState('dead_letters', deadLetters(2));
    expect(outlet.sent).toEqual([]);
    link.begin(beginning);
    expect(outlet.sent).toEqual([beginning, flows, deadLetters(2)]);
  });
});
