import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AgendaText } from "../../../src/domain/action-items/read/types.ts";
import { parseMarkdown } from "../../../src/domain/markdown/parse.ts";
import { assertOften } from "../../support/assert-often.ts";
import { byHand, carry, nextAgenda, texts } from "../../support/state/agendas.ts";

/** A name that is like no other, so that no two items are alike by chance. */
function nameOf(serial: number): string {
  let seed = serial + 1;
  const letters = Array.from({ length: 18 }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return "bcdfghjklmnpqrstvwxz"[Math.floor(seed / 65_536) % 20];
  });
  return `${letters.join("")}-${serial}`;
}

interface Item {
  readonly name: string;
  state: "open" | "resolved" | "removed";
}

type Step =
  | { readonly kind: "add"; readonly agenda: number; readonly depth: number }
  | {
      readonly kind: "tick" | "reword" | "remove";
      readonly item: number;
      readonly agenda: number;
      readonly box: "x" | "X" | "~";
    };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), agenda: fc.nat(9), depth: fc.nat(2) }),
  fc.record({
    kind: fc.constantFrom("tick" as const, "reword" as const, "remove" as const),
    item: fc.nat(40),
    agenda: fc.nat(9),
    box: fc.constantFrom("x" as const, "X" as const, "~" as const),
  }),
);

/** A project as people see it: agendas with text, and what the people know of their items. */
class Model {
  readonly items: Item[] = [];
  agendas: AgendaText[] = [byHand(1, "2026-01-06", "## Topics\n\n")];

  private lineOf(agenda: AgendaText, name: string): string | undefined {
    return agenda.description.split("\n").find((line) => line.includes(name));
  }

  private edit(index: number, change: (text: string) => string): void {
    this.agendas = this.agendas.map((agenda, at) =>
      at === index ? { ...agenda, description: change(agenda.description) } : agenda,
    );
  }

  apply(one: Step): void {
    if (one.kind === "add") {
      const serial = this.items.length;
      const name = nameOf(serial);
      this.items.push({ name, state: "open" });
      this.edit(one.agenda % this.agendas.length, (text) => `${text.trimEnd()}\n\n- [ ] @bob ${name} please\n`);
      return;
    }
    const item = this.items[one.item % Math.max(1, this.items.length)];
    if (item === undefined || item.state !== "open") return;
    const places = this.agendas.flatMap((agenda, index) =>
      this.lineOf(agenda, item.name) === undefined ? [] : [index],
    );
    const at = places[one.agenda % Math.max(1, places.length)];
    const newest = places.at(-1);
    if (at === undefined || newest === undefined) return;
    const lines = (index: number, change: (line: string) => string | null): void =>
      this.edit(index, (text) =>
        text
          .split("\n")
          .flatMap((line) => (line.includes(item.name) ? (change(line) ?? []) : line))
          .join("\n"),
      );
    if (one.kind === "tick") {
      lines(at, (line) => line.replace("[ ]", `[${one.box}]`));
      item.state = "resolved";
    } else if (one.kind === "reword") {
      lines(newest, (line) => line.replace(" please", " as soon as you can"));
    } else {
      lines(newest, () => null);
      // Taken off where it stands only once: it is gone. Taken off its newest copy: dropped, though older ones stand.
      item.state = "removed";
    }
  }

  meet(round: number): void {
    const date = new Date(Date.UTC(2026, 0, 20 + 14 * round)).toISOString().slice(0, 10);
    const plan = carry(this.agendas, { today: date });
    this.agendas = [...this.agendas, nextAgenda(this.agendas.length + 1, date, plan)];
  }
}

describe("over random histories", () => {
  it("every open item is in the next agenda once, and no resolved or removed one comes back", () => {
    assertOften(
      { "an open item": 0.7, "another one": 0.6 },
      (asserted) =>
        fc.property(fc.array(fc.array(step, { maxLength: 6 }), { minLength: 2, maxLength: 7 }), (rounds) => {
          const model = new Model();
          rounds.forEach((steps, round) => {
            for (const one of steps) model.apply(one);
            model.meet(round);
            const agenda = model.agendas.at(-1)?.description ?? "";
            for (const { name, state } of model.items) {
              asserted(state === "open" ? "an open item" : "another one");
              expect([name, agenda.split(name).length - 1]).toEqual([name, state === "open" ? 1 : 0]);
            }
          });
        }),
      { numRuns: 150 },
    );
  });

  it("carrying again from the same agendas gives the same ids", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(11).map(nameOf), { minLength: 1, maxLength: 30 }), (words) => {
        const agenda = byHand(12, "2026-11-17", words.map((word) => `- [ ] ${word}`).join("\n"));
        expect(carry([agenda]).ids).toEqual(carry([agenda]).ids);
        expect(new Set(carry([agenda]).ids).size).toBe(words.length);
      }),
      { numRuns: 50 },
    );
  });

  it("what is carried parses again as the same open items", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 60 }).filter((one) => one.trim() !== "");
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 8 }), (lines) => {
        const source = byHand(
          12,
          "2026-11-17",
          lines.map((line) => `- [ ] x${line.replace(/[\r\n]/g, " ")}`).join("\n"),
        );
        const plan = carry([source]);
        const agenda = nextAgenda(13, "2026-12-01", plan);
        const open = parseMarkdown(agenda.description).items.filter((item) => item.state === "open");
        expect(open).toHaveLength(texts(plan.items).length);
      }),
      { numRuns: 200 },
    );
  });
});
