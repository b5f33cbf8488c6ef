import { useSession } from './use-session.ts';

/**
 * Whether the role of whoever is signed in allows something. It decides what is offered; the hub decides what is done.
 */
export function useMay(permission: string): boolean {
  return useSession().permissions.includes(permission);
}
