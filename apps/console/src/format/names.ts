/** `trading_platform` → `Trading platform`. For names that come without one for people. */
export function humanise(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
