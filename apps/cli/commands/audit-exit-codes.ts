/** Exit codes of `audit verify` and `audit show`, beyond those of every command. */
export const auditExitCodes = {
  /** The log was manipulated, or what came is not what the key signed. */
  tampered: 5,
  /** Intact, but older than the head that it was compared with. */
  older: 6,
} as const;
