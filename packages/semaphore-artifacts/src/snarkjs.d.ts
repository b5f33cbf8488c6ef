/** The few verbs of snarkjs that are used here; it brings no types of its own. */
declare module 'snarkjs' {
  export const curves: {
    /** With `singleThread`, computes in the thread of the caller and starts none. */
    getCurveFromName(name: 'bn128', options: { singleThread: true }): Promise<object>;
  };
  export const zKey: {
    exportVerificationKey(provingKey: Uint8Array): Promise<object>;
  };
}
