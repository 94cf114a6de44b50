import { randomUUID } from "node:crypto";
import { createMemoryTexts } from "../../src/queue/store/memory-texts.ts";
import { NO_MAP, newsOf, type SharedStore } from "../../src/queue/store/types.ts";

interface NumberedMap {
  readonly epoch: string;
  last: number;
  /** In the order of the last writes. */
  readonly fields: Map<string, { readonly text: string | null; readonly number: number }>;
}

/** What processes of one queue share, in the memory of this one. */
export function createMemoryStore(): SharedStore {
  const maps = new Map<string, NumberedMap>();
  return {
    ...createMemoryTexts(),
    async write(name, written) {
      const map = maps.get(name) ?? { epoch: randomUUID(), last: 0, fields: new Map() };
      maps.set(name, map);
      for (const [field, text] of written) map.fields.set(field, { text, number: ++map.last });
    },
    async readNews(name, since) {
      const map = maps.get(name);
      if (map === undefined) return NO_MAP;
      const from = since?.epoch === map.epoch ? since.number : 0;
      const news = [...map.fields].flatMap(([field, { text, number }]) =>
        number > from ? [[field, text] as const] : [],
      );
      return newsOf({ epoch: map.epoch, number: map.last }, since, news);
    },
  };
}
