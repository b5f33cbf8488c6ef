export interface KnownRoute {
  readonly methods: readonly string[];
  /** Pattern as registered: `:name` stands for one segment, `*` for the rest. */
  readonly url: string;
}

/** The methods that some route answers at `path`, sorted; none when no route has that path. */
export function findAllowedMethods(routes: readonly KnownRoute[], path: string): string[] {
  const methods = routes.filter(({ url }) => matches(url, path)).flatMap((route) => route.methods);
  return [...new Set(methods)].toSorted();
}

function matches(pattern: string, path: string): boolean {
  const expected = pattern.split('/');
  const actual = path.split('/');
  for (const [index, segment] of expected.entries()) {
    if (segment === '*') return true;
    const candidate = actual[index];
    if (candidate === undefined) return false;
    if (segment.startsWith(':') ? candidate === '' : segment !== candidate) return false;
  }
  return actual.length === expected.length;
}
