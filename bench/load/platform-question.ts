/** What the benchmark asks of a counting platform. */
export type PlatformQuestion =
  /** Begin to listen; answered with the port. */
  | { readonly kind: 'listen' }
  /** Count these events from now on, and no others. */
  | { readonly kind: 'expect'; readonly runId: string; readonly events: number }
  /** Answered with a `Completion` as soon as all of them are counted. */
  | { readonly kind: 'completion' }
  /** Answered with how many of them are counted. */
  | { readonly kind: 'count' }
  /** Answered with the moment at which each was processed, by number, in milliseconds since 1970. */
  | { readonly kind: 'moments' }
  /** Take events and answer nothing, until told to recover; health checks are still answered. */
  | { readonly kind: 'hang' }
  /** Answer again; what was taken meanwhile is answered with an error. */
  | { readonly kind: 'recover' };
