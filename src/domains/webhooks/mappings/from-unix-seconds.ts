/** RFC 3339 of a time in whole seconds since 1970. */
export function fromUnixSeconds(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}
