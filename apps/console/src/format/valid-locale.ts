/**
 * The first of the tags that `Intl` understands. Browsers pass on what the system calls its locale, and that may be
 * no language tag: `en-US@posix` under `LANG=C`.
 */
export function validLocale(tags: readonly string[]): string {
  return tags.find(isLocale) ?? 'en';
}

/** Corrects `navigator.language` where it is no language tag, for code of others that trusts it. */
export function correctLanguage(browser: Navigator): void {
  if (isLocale(browser.language)) return;
  Object.defineProperty(browser, 'language', {
    configurable: true,
    value: validLocale(browser.languages),
  });
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
