import { navigate, usePlace } from '@interlock/design';
import { useMemo } from 'react';
import type { Filters } from '../api/queries.ts';

export interface FilterState {
  readonly filters: Filters;
  readonly isFiltered: boolean;
  set(changes: Filters): void;
  clear(): void;
}

/** Filters that live in the address bar, so that a view can be shared and survives a reload. */
export function useFilters(names: readonly string[]): FilterState {
  const { path, query } = usePlace();
  const text = query.toString();
  const filters = useMemo(() => {
    const parameters = new URLSearchParams(text);
    return Object.fromEntries(
      names
        .map((name) => [name, parameters.get(name) ?? undefined])
        .filter(([, value]) => value !== undefined),
    ) as Filters;
  }, [text, names]);
  return {
    filters,
    isFiltered: Object.keys(filters).length > 0,
    set(changes) {
      const next = new URLSearchParams(text);
      for (const [name, value] of Object.entries(changes)) {
        if (value === undefined || value === '') next.delete(name);
        else next.set(name, value);
      }
      navigate(next.size === 0 ? path : `${path}?${next}`, { replace: true });
    },
    clear: () => navigate(path, { replace: true }),
  };
}
