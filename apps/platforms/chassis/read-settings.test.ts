import { describe, expect, it } from 'vitest';
import { readSettings, SettingsMissing } from './read-settings.ts';

const databaseUrl = 'postgresql://localhost/platform';

describe('settings of a platform', () => {
  it('names everything that is missing or wrong, with an example', () => {
    const read = () => readSettings({ PORT: '80a', HUB_URL: 'http://localhost:4000' }, 4102);
    expect(read).toThrow(SettingsMissing);
    expect(read).toThrow(/PORT[^]*DATABASE_URL[^]*HUB_URL and HUB_KEY/);
  });

  it('needs no hub, and says what that means', () => {
    const settings = readSettings({ DATABASE_URL: databaseUrl }, 4102);
    expect(settings).toMatchObject({ host: '127.0.0.1', port: 4102, hub: null });
    expect(settings.remarks.join()).toMatch(/HUB_URL.*INTERLOCK_SECRET/);
  });

  it('makes up a secret that nobody knows where none is given, a new one every time', () => {
    const [first, second] = [1, 2].map(() => readSettings({ DATABASE_URL: databaseUrl }, 4102).secrets[0]);
    expect(first).toMatch(/^whsec_/);
    expect(first).not.toBe(second);
  });

  it('takes two secrets while one rotates', () => {
    const settings = readSettings({ DATABASE_URL: databaseUrl, INTERLOCK_SECRET: 'whsec_a whsec_b' }, 4102);
    expect(settings.secrets).toEqual(['whsec_a', 'whsec_b']);
  });
});
