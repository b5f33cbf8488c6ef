const colours = ['--series-1', '--series-2', '--series-3', '--series-4', '--series-5', '--series-6'] as const;

/** Colour token of the platform at this place of the list; the same on every page. */
export function seriesColour(index: number): string {
  return colours[index % colours.length] ?? '--series-1';
}
