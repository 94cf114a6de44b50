import type { Terminal } from "../../app/terminal.ts";
import { formatInstant } from "../../domain/schedule/format.ts";
import type { Reconciled } from "../../reconcile/reconcile.ts";
import { actionLines } from "../output/plan-text.ts";
import { runResultLine } from "../output/run-text.ts";

const ZONE = "Europe/Berlin";

/** Tells the story on the terminal, with the sandbox's clock beside each line. */
export interface Teller {
  chapter(title: string): void;
  person(who: string, what: string): void;
  run(result: Reconciled): void;
  note(text: string): void;
}

/** Builds a teller; a quiet one says nothing. */
export function createTeller(terminal: Terminal, now: () => Date, quiet: boolean): Teller {
  const { paint } = terminal;
  const say = (text: string): void => {
    if (!quiet) terminal.out(text);
  };
  const clock = (): string => paint.dim(formatInstant(now().toISOString(), ZONE).padEnd(23));
  return {
    chapter: (title) => say(`\n${paint.bold(title)}\n`),
    person: (who, what) => say(`  ${clock()}  ${paint.cyan(who.padEnd(8))} ${what}`),
    note: (text) => say(`  ${" ".repeat(23)}  ${paint.yellow("->".padEnd(8))} ${text}`),
    run: ({ plan, applied }) => {
      say(`  ${clock()}  ${paint.green("cadence ")} run`);
      if (plan.actions.length === 0) {
        const rules = ["closed-before-call", "not-yet"];
        const news = rules.map((rule) => plan.skipped.find(({ reason }) => reason.rule === rule));
        for (const one of news)
          if (one !== undefined) say(`      ${paint.dim("=")} call of ${one.occurrence}: ${one.reason.text}`);
      }
      for (const one of applied) {
        const left = plan.leftBehind.get(one.action.series) ?? [];
        for (const line of actionLines(one.action, left, paint)) say(`    ${line}`);
        say(`    ${runResultLine({ ...one, webUrl: null }, paint)}`);
      }
    },
  };
}
