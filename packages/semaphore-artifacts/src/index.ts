export { depthFor } from './depth-for.ts';
export { deriveMessage } from './derive-message.ts';
export { deriveScope } from './derive-scope.ts';
export type { ScopePurpose } from './derive-scope.ts';
export type { MessagePurpose } from './derive-message.ts';
export { artifactDepths, locateArtifacts } from './locate-artifacts.ts';
export type { ArtifactDepth, ArtifactFiles } from './locate-artifacts.ts';
