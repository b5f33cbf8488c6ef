import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

/** Puts the application into the element that `index.html` has for it. */
export function showPages(application: ReactNode): void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no element with the id root');
  createRoot(root).render(<StrictMode>{application}</StrictMode>);
}
