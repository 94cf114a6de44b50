import { Session } from "node:inspector/promises";
import { ConfigError } from "../../src/domain/errors.ts";
import type { ExportedFunction } from "./exports.ts";
import { goWholeWay, PLACES } from "./whole-way.ts";

const COMMENT = "@cadence-bot snooze a until 2026-12-09";
const TEXT = "- [ ] @bob sends it, due 2026-12-24 [a](https://a.example) #2\n";

/** Which functions run while small projects go the whole way, by key: what V8 counts when it is asked for coverage. */
export async function reachedFunctions(all: readonly ExportedFunction[]): Promise<ReadonlySet<string>> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  for (const place of Object.values(PLACES)) {
    for (const text of [TEXT, COMMENT]) {
      await goWholeWay(place(text)).catch((error: unknown) => {
        // A text that is no configuration is refused.
        if (!(error instanceof ConfigError)) throw error;
      });
    }
  }
  const { result } = await session.post("Profiler.takePreciseCoverage");
  session.disconnect();
  const ran = new Set(
    result.flatMap(({ url, functions }) =>
      functions
        .filter(({ ranges }) => (ranges[0]?.count ?? 0) > 0)
        .map(({ functionName }) => `${url.replace(/^.*?(?=src\/)|\?.*$/g, "")} ${functionName}`),
    ),
  );
  return new Set(all.map(({ key }) => key).filter((key) => ran.has(key)));
}
