import type { Instant } from "../domain/time/types.ts";

/** An instant some milliseconds later, or earlier. */
export function later(at: Instant, milliseconds: number): Instant {
  return new Date(Date.parse(at) + milliseconds).toISOString();
}

/** The later of two instants, of which none or one may be unknown. */
export function latest(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return isAfter(other, one) ? other : one;
}

/** The earlier of two instants, of which none or one may be unknown. */
export function earliest(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return isAfter(one, other) ? other : one;
}

/** Whether the first is later; GitLab writes instants in more than one form. */
export function isAfter(one: Instant, other: Instant): boolean {
  return Date.parse(one) > Date.parse(other);
}
