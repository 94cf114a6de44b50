import { SHIPPED_ADDRESSES, SHIPPED_WORDS } from "../../domain/guard/shipped-words.ts";
import { type GuardRules, NO_GUARD } from "../../domain/guard/types.ts";
import type { GuardInput } from "../schema/guard.ts";

/** The words that a customer should not read: the shipped ones, as whoever runs the service changed them. */
export function resolveGuard(input?: GuardInput): GuardRules {
  if (input?.on === false) return NO_GUARD;
  const { words = [], addresses = [], without = [] } = input ?? {};
  const shipped = Object.values(SHIPPED_WORDS)
    .flat()
    .filter((word) => !without.includes(word));
  return {
    words: [...new Set([...shipped, ...words])],
    addresses: [...new Set([...SHIPPED_ADDRESSES, ...addresses])],
  };
}
