export const artifactDepths = [10, 20] as const;

/** Levels of the tree that a circuit takes: 2^depth members at most. */
export type ArtifactDepth = (typeof artifactDepths)[number];

export interface ArtifactFiles {
  /** Computes the witness. */
  readonly wasm: URL;
  /** Proves. */
  readonly zkey: URL;
}

/** The files of one depth, as `file:` addresses in Node. */
export function locateArtifacts(depth: ArtifactDepth): ArtifactFiles {
  const locate = (extension: string): URL =>
    new URL(`../artifacts/semaphore-${depth}.${extension}`, import.meta.url);
  return { wasm: locate('wasm'), zkey: locate('zkey') };
}
