export type SecretKind = 'signing' | 'bearer';

/** The associated data of a sealed secret: it opens only in the row, and for the use, it was sealed for. */
export function secretPlace(platformId: string, kind: SecretKind, secretId: string): string {
  return `connectors.secrets/${platformId}/${kind}/${secretId}`;
}
