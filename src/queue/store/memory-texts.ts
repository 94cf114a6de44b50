import type { TextStore } from "./types.ts";

/** Texts in the memory of this process, for a queue that no other process uses. */
export function createMemoryTexts(): TextStore {
  const texts = new Map<string, string>();
  return {
    async change(name, change) {
      const { text, result } = change(texts.get(name) ?? null);
      texts.set(name, text);
      return result;
    },
  };
}
