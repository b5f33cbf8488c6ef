import { humanise } from '../../format/names.ts';

/** `person.tier_changed` → `Person tier changed`. */
export const describeAction = (action: string): string => humanise(action.replace('.', '_'));

/** Something that was tried and not allowed. */
export const isRefusal = (action: string): boolean => action.endsWith('refused');
