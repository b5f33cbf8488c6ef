import type { WrappingContext } from './key-service.ts';

/** A table that keeps wrapped keys in `wrapped` and `wrapped_by`. */
export interface WrappedTable {
  readonly name: string;
  /** The primary key: text columns, in order. */
  readonly columns: readonly string[];
  /** What the key service was told when the key of this row was wrapped. */
  readonly contextOf: (values: readonly string[]) => WrappingContext;
}

/** What the key service is told of a version of the master key that it guards. */
export const masterKeyContext = (keyId: string): WrappingContext => ({ table: 'crypto.master_keys', keyId });

/** Every one there is: `rotateKeys` goes through them. */
export const wrappedTables: readonly WrappedTable[] = [
  {
    name: 'crypto.master_keys',
    columns: ['key_id'],
    contextOf: ([keyId = '']) => masterKeyContext(keyId),
  },
  {
    name: 'crypto.data_keys',
    columns: ['person_id', 'purpose'],
    contextOf: ([personId = '', purpose = '']) => ({ table: 'crypto.data_keys', personId, purpose }),
  },
  {
    name: 'crypto.token_keys',
    columns: ['key_id'],
    contextOf: ([keyId = '']) => ({ table: 'crypto.token_keys', keyId }),
  },
  {
    name: 'crypto.statement_keys',
    columns: ['key_id'],
    contextOf: ([keyId = '']) => ({ table: 'crypto.statement_keys', keyId }),
  },
];
