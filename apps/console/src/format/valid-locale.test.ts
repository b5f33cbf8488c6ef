import { expect, it } from 'vitest';
import { correctLanguage, validLocale } from './valid-locale.ts';

it.each([
  [['de-CH', 'en'], 'de-CH'],
  [['en-US@posix', 'en-GB'], 'en-GB'],
  [['C', '', 'en_US'], 'en'],
  [[], 'en'],
])('of %j the first that Intl understands is %s', (tags, locale) => {
  expect(validLocale(tags)).toBe(locale);
});

it('corrects a language that is no tag, and leaves one that is', () => {
  const browser = { language: 'en-US@posix', languages: ['en-US@posix', 'fr'] } as unknown as Navigator;
  correctLanguage(browser);
  expect(browser.language).toBe('fr');
  correctLanguage(browser);
  expect(browser.language).toBe('fr');
});
