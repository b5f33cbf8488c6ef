/** What one examination found. */
export interface Finding {
  /** What was looked at, in a few words. */
  readonly title: string;
  readonly verdict: 'good' | 'bad' | 'skipped';
  /** What was seen. */
  readonly detail: string;
  /** What to do about it; only when it is bad. */
  readonly fix?: string;
}

export const good = (title: string, detail: string): Finding => ({ title, verdict: 'good', detail });
export const bad = (title: string, detail: string, fix: string): Finding => ({
  title,
  verdict: 'bad',
  detail,
  fix,
});
export const skipped = (title: string, detail: string): Finding => ({ title, verdict: 'skipped', detail });
