export { ConnectorError, connectorErrorCatalogue } from './errors.ts';
export type { ConnectorErrorCode } from './errors.ts';
export { createHubClient } from './hub/create-hub-client.ts';
export type {
  HubClient,
  HubClientOptions,
  HubProblem,
  OutgoingEvent,
  SendResult,
} from './hub/create-hub-client.ts';
export { createInbox } from './inbox/create-inbox.ts';
export type { Inbox, InboxOptions } from './inbox/create-inbox.ts';
export { EventRejected } from './inbox/event-rejected.ts';
export type { EventRejectedOptions } from './inbox/event-rejected.ts';
export type {
  EventBatchHandler,
  EventHandler,
  ProfileHandlers,
  ReportFailure,
  Transaction,
} from './inbox/types.ts';
export type { NewEvent } from './outbox/add-events.ts';
export { createOutbox } from './outbox/create-outbox.ts';
export type { Outbox, OutboxOptions, RefusedEvent } from './outbox/create-outbox.ts';
export type { BackoffOptions } from './outbox/full-jitter.ts';
export { interlockPlugin } from './plugin/interlock-plugin.ts';
export type { InterlockPluginOptions } from './plugin/interlock-plugin.ts';
export { canonicalJson } from './profiles/canonical-json.ts';
export { profileDigest } from './profiles/profile-digest.ts';
export { blockedByEarlierFailure } from './protocol.ts';
export type {
  BatchAnswer,
  BatchFailure,
  BlackPortalProfile,
  DigestAnswer,
  DigestRequest,
  EventBatch,
  HealthAnswer,
  PlatformEvent,
  PlatformProfile,
  ProfileBase,
  ProfileBatch,
  ProfileDigest,
  SupportPortalProfile,
  Tier,
  TradingLimits,
  TradingPlatformProfile,
} from './protocol.ts';
export { createSignatureVerifier } from './signature/create-signature-verifier.ts';
export type { SignatureVerifierOptions, VerifySignature } from './signature/create-signature-verifier.ts';
export { decodeSecret } from './signature/decode-secret.ts';
export { signMessage } from './signature/sign-message.ts';
export type { SignedMessage } from './signature/sign-message.ts';
export { systemClock } from './time.ts';
export type { Clock } from './time.ts';
export { checkDpopProof } from './tokens/check-dpop-proof.ts';
export type { DpopExpectation, DpopProof } from './tokens/check-dpop-proof.ts';
export type { KeySetTiming, KeySource } from './tokens/create-key-set.ts';
export { createMemberVerifier } from './tokens/create-member-verifier.ts';
export type {
  MemberRequest,
  MemberVerifierOptions,
  VerifiedMember,
  VerifyMember,
} from './tokens/create-member-verifier.ts';
export { createProofTokenVerifier } from './tokens/create-proof-token-verifier.ts';
export type {
  ProofTokenVerifierOptions,
  ProvenTier,
  VerifyProofToken,
} from './tokens/create-proof-token-verifier.ts';
export { createReplayGuard } from './tokens/create-replay-guard.ts';
export type { ProofUse, ReplayGuard, ReplayGuardOptions } from './tokens/create-replay-guard.ts';
