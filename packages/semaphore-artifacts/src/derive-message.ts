import { hashToField } from './hash-to-field.ts';

/** What a proof is made to say. Each is bound to a challenge of the hub, which is good for one use. */
export type MessagePurpose =
  | { readonly kind: 'proof_token'; readonly platform: string; readonly challenge: string }
  | { readonly kind: 'enter'; readonly circleId: string; readonly challenge: string }
  | { readonly kind: 'post'; readonly circleId: string; readonly content: string; readonly challenge: string }
  | {
      readonly kind: 'found';
      readonly name: string;
      readonly purpose: string;
      /** Empty: any tier. */
      readonly minimumTier: string;
      readonly challenge: string;
    };

/** The `message` of a Semaphore proof, in decimal. */
export function deriveMessage(purpose: MessagePurpose): Promise<string> {
  const { kind, challenge } = purpose;
  switch (kind) {
    case 'proof_token':
      return hashToField(['interlock/message/proof-token/1', purpose.platform, challenge]);
    case 'enter':
      return hashToField(['interlock/message/enter/1', purpose.circleId, challenge]);
    case 'post':
      return hashToField(['interlock/message/post/1', purpose.circleId, purpose.content, challenge]);
    case 'found':
      return hashToField([
        'interlock/message/found/1',
        purpose.name,
        purpose.purpose,
        purpose.minimumTier,
        challenge,
      ]);
  }
}
