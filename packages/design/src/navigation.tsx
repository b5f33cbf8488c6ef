import { useSyncExternalStore, type AnchorHTMLAttributes, type ReactNode } from 'react';

/** Every page lives below the path that Vite builds for; the server answers each address below it with the same file. */
const basePath = import.meta.env.BASE_URL.replace(/\/$/, '');

const changed = 'interlock:navigate';

export interface Place {
  /** Below the base path, without a slash at its end: `/`, `/events/…`. */
  readonly path: string;
  readonly query: URLSearchParams;
}

/** Goes to `to`, a path below the base, with its query. */
export function navigate(to: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  const url = basePath + to;
  if (replace) window.history.replaceState(null, '', url);
  else window.history.pushState(null, '', url);
  window.dispatchEvent(new Event(changed));
  if (!replace) window.scrollTo({ top: 0 });
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  window.addEventListener(changed, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(changed, listener);
  };
}

/** Where the page is now. */
export function usePlace(): Place {
  const href = useSyncExternalStore(subscribe, () => window.location.pathname + window.location.search);
  const url = new URL(href, window.location.origin);
  return { path: url.pathname.slice(basePath.length).replace(/\/$/, '') || '/', query: url.searchParams };
}

export interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly to: string;
}

/** A link to another page. Clicks with a modifier, and middle clicks, stay the browser’s. */
export function Link({ to, onClick, children, ...rest }: LinkProps): ReactNode {
  return (
    <a
      {...rest}
      href={basePath + to}
      onClick={(event) => {
        onClick?.(event);
        const plain =
          event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
        if (!plain || event.defaultPrevented) return;
        event.preventDefault();
        navigate(to);
      }}
    >
      {children}
    </a>
  );
}
