/** A module for `--inspect` that never finds an effect. */
export async function readEffects() {
  return [];
}
