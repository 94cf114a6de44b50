import type { Gauge } from "prom-client";
import type { Log } from "../../src/domain/log.ts";
import { ALERT_RULES, type Alert, type AlertRule } from "../../src/fleet/alerts.ts";

/** Lines of one kind at a time: when all of a large fleet is late, the rest is counted. */
const MOST_LINES = 20;

export interface AlertWatch {
  /** Compares what asks for attention now with what was the last time, and says what began and what is over. */
  tick(): void;
  /** What asked for attention the last time. */
  readonly alerts: readonly Alert[];
}

/** Tells of alerts when they begin and when they end, not in between; `find` says which there are. */
export function watchAlerts(
  find: () => readonly Alert[],
  gauge: Pick<Gauge<"rule">, "reset" | "set" | "inc">,
  log: Log,
): AlertWatch {
  let open: ReadonlyMap<string, Alert> = new Map();
  return {
    tick() {
      const now = new Map(find().map((alert) => [alert.key, alert]));
      const begun = [...now.values()].filter(({ key }) => !open.has(key));
      const ended = [...open.values()].filter(({ key }) => !now.has(key));
      open = now;
      tell(begun, (fields, text) => log.warn(fields, text), "");
      tell(ended, (fields, text) => log.info(fields, text), "no longer: ");
      gauge.reset();
      for (const rule of ALERT_RULES) gauge.set({ rule }, 0);
      for (const { rule } of now.values()) gauge.inc({ rule });
    },
    get alerts() {
      return [...open.values()];
    },
  };
}

function tell(alerts: readonly Alert[], say: Log["info"], before: string): void {
  const told = new Map<AlertRule, number>();
  for (const { rule, project, since, text, remedy } of alerts) {
    const count = (told.get(rule) ?? 0) + 1;
    told.set(rule, count);
    if (count > MOST_LINES) continue;
    const where = project === null ? "" : `${project}: `;
    const help = before === "" ? ` (${remedy})` : "";
    say({ concern: rule, ...(project === null ? {} : { project }), since }, `${before}${where}${text}${help}`);
  }
  for (const [rule, count] of told) {
    if (count > MOST_LINES) say({ concern: rule, count }, `${before}${count - MOST_LINES} more of ${rule}`);
  }
}
