import { Gauge, type Registry } from "prom-client";
import type { FleetFigures } from "../fleet/fleet-figures.ts";

/** Takes the function that counts the fleet; it is called when metrics are read, null where nothing is known yet. */
export type WatchFleet = (read: () => FleetFigures | null) => void;

/** Each gauge with its one figure. */
const GAUGES: readonly (readonly [name: string, help: string, figure: Exclude<keyof FleetFigures, "openItems">])[] = [
  ["cadence_projects", "Projects that are served", "projects"],
  ["cadence_projects_in_error", "Projects whose last look failed", "inError"],
  ["cadence_agendas_due", "Calls whose lead time has begun and that are not over", "agendasDue"],
  ["cadence_agendas_missing", "Calls whose lead time has begun and that have no agenda", "agendasMissing"],
  ["cadence_agendas_not_closed", "Agendas that are open more than a business day after their call", "agendasNotClosed"],
  ["cadence_follow_ups_held_back", "Follow-ups not made since too many are wanted together", "followUpsHeldBack"],
  ["cadence_follow_ups_late", "Follow-ups whose participants were to be told by now", "followUpsLate"],
];

/** Gauges of the fleet, counted when they are read: a thousand looks between two readings cost nothing. */
export function createFleetMetrics(registry: Registry): WatchFleet {
  let source: () => FleetFigures | null = () => null;
  let counted: FleetFigures | null | undefined;
  /** All gauges are asked in one go, before anything else happens: one count for all of them. */
  const figures = (): FleetFigures | null => {
    if (counted === undefined) {
      counted = source();
      queueMicrotask(() => {
        counted = undefined;
      });
    }
    return counted;
  };
  const registers = [registry];
  for (const [name, help, figure] of GAUGES) {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        const now = figures();
        if (now === null) this.remove();
        else this.set(now[figure]);
      },
    });
  }
  new Gauge({
    name: "cadence_open_action_items",
    help: "Open action items, by days since they were raised",
    labelNames: ["age"],
    registers,
    collect() {
      this.reset();
      for (const [age, count] of Object.entries(figures()?.openItems ?? {})) this.set({ age }, count);
    },
  });
  return (read) => {
    source = read;
  };
}
