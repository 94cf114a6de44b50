/** One process of `npm run linear`: takes tasks from its parent and measures them. */
import { type Call, callsByType } from "./arguments.ts";
import { CALLS } from "./calls.ts";
import { findExports } from "./exports.ts";
import { judge } from "./measure.ts";
import { CLASS_FORMS, type Form, inside, MORE_FORMS, PAIRS, SINGLES, sample } from "./texts.ts";
import { goWholeWay, PLACES } from "./whole-way.ts";

/** What is to be measured: a function with every text, or the whole way with the text in one place. */
export interface Task {
  readonly kind: "call" | "way";
  readonly name: string;
  /** Of its texts each so-manieth is used. */
  readonly every: number;
}

export type Answer =
  | { readonly kind: "begins"; readonly form: string }
  | { readonly kind: "fault"; readonly form: string; readonly fault: string }
  | { readonly kind: "done" };

/** Pairs, and texts besides the classes, for the whole way: in each place others. */
const PAIRS_ON_THE_WAY = 4;
const MORE_ON_THE_WAY = 6;
/** Processor time after which a function gets a sample of the remaining texts only. */
const ENOUGH_MS = 1_000;
const SAMPLE = 7;
/** A function that is slow on everything says so once, not four hundred times. */
const MOST_FAULTS = 3;

const functions = new Map((await findExports()).map((one) => [one.key, one]));

function callsOf({ kind, name }: Task): readonly Call[] {
  const place = PLACES[name];
  if (kind === "way") return place === undefined ? [] : [{ name: "", work: (text) => goWholeWay(place(text)) }];
  const own = CALLS[name];
  if (own !== undefined) return [{ name: "", work: own }];
  const found = functions.get(name);
  return found === undefined ? [] : (callsByType(found) ?? []);
}

/** Which texts a sample begins with differs from task to task, so that together they see all of them. */
function formsOf(task: Task): readonly Form[] {
  const first = [...task.name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  return allForms(task).filter((_form, at) => (at + first) % task.every === 0);
}

function allForms({ kind, name }: Task): readonly Form[] {
  if (kind === "call") return [...SINGLES, ...SINGLES.map(inside), ...PAIRS];
  const seed = Object.keys(PLACES).indexOf(name);
  return [...CLASS_FORMS, ...sample(MORE_FORMS, MORE_ON_THE_WAY, seed), ...sample(PAIRS, PAIRS_ON_THE_WAY, seed * 7)];
}

async function measure(task: Task, say: (answer: Answer) => void): Promise<void> {
  let faults = 0;
  for (const call of callsOf(task)) {
    const from = process.cpuUsage();
    for (const [at, form] of formsOf(task).entries()) {
      const { user } = process.cpuUsage(from);
      if (task.kind === "call" && user > ENOUGH_MS * 1000 && at % SAMPLE !== 0) continue;
      const name = call.name === "" ? form.name : `${form.name} (${call.name})`;
      const begin = (): void => say({ kind: "begins", form: name });
      begin();
      const fault = await judge(call.work, form, begin);
      if (fault === null) continue;
      say({ kind: "fault", form: name, fault });
      faults += 1;
      if (faults >= MOST_FAULTS) return;
    }
  }
}

const say = (answer: Answer): void => {
  process.send?.(answer);
};
process.on("message", async (task: Task) => {
  await measure(task, say);
  say({ kind: "done" });
});
