import type { ArtifactDepth } from './locate-artifacts.ts';

/**
 * The smallest circuit that holds a group.
 *
 * @param places places of the group, those of members who left included
 */
export function depthFor(places: number): ArtifactDepth {
  return places <= 2 ** 10 ? 10 : 20;
}
