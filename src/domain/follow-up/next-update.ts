import { parseDay } from "../commands/parse-day.ts";
import type { PlainBlock } from "../minutes/plain-blocks.ts";
import type { PlainDate } from "../time/types.ts";

/** `**Next update:** 2026-12-04`, in the languages in which due words are read. */
const PROMISE =
  /^[\s*_>-]{0,8}(?:next update|nächstes update|nächster stand|prochaine mise à jour|próxima actualización|próxima atualização|volgende update)[\s*_]{0,4}[:：]([^\n]{1,60})/imu;

/**
 * Returns the day that a recap promises the next update for (handbook A70: set the expectation up front), written as
 * `2026-12-04` or `4 Dec 2026`; null where it promises none that is not over on the day of the call.
 */
export function nextUpdateIn(recap: readonly PlainBlock[], callDate: PlainDate): PlainDate | null {
  for (const { text } of recap) {
    const said = (PROMISE.exec(text)?.[1] ?? "").replace(/[*_\\]/g, "").trim();
    const day = parseDay(said.endsWith(".") ? said.slice(0, -1) : said, callDate);
    if (day.ok) return day.date;
  }
  return null;
}
