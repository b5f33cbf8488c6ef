import { scopes, type Scope } from './scopes.ts';

export function isScope(text: string): text is Scope {
  return Object.hasOwn(scopes, text);
}
