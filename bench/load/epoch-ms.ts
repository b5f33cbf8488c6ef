/**
 * Milliseconds since 1970 with fractions. Never jumps, and agrees between the processes of one machine as far as the
 * system’s clock was not corrected since they started.
 */
export const epochMs = (): number => performance.timeOrigin + performance.now();
