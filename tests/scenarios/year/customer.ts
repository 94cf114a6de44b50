import type { Reconciled } from "../../../src/reconcile/reconcile.ts";
import type { Sandbox } from "../../../src/sandbox/index.ts";
import { PROJECT, type Stage, type StageOptions, setStage } from "../../support/stage.ts";
import { type Account, firstAccount } from "./accounts.ts";
import { addDays, instantOf, localTime } from "./clock.ts";
import { createFigures, type Figures } from "./figures.ts";
import { renderFile, type SeriesInFile, seriesNamed, type YearFile } from "./file.ts";
import { createLabelBook, type LabelBook } from "./labels.ts";
import { type ModelItem, type Seen, seeAll } from "./model.ts";
import { type Chance, createChance } from "./random.ts";

/** An earlier version of the bot, as its package is: runs in place of this one. */
export type EarlierVersion = (stage: Stage, options: StageOptions) => Promise<Reconciled>;

/** One customer with its people, the model of what they want, and what was found wrong. */
export interface Customer {
  readonly seed: number;
  readonly stage: Stage;
  readonly sandbox: Sandbox;
  /** Replaced for each step of a history. */
  chance: Chance;
  readonly items: Map<string, ModelItem>;
  /** Words of comments: in no description. */
  readonly spoken: string[];
  /** Words of internal notes: nowhere the bot writes. */
  readonly internal: string[];
  /** Iids of follow-ups whose text people changed. */
  readonly edited: Set<number>;
  /** By iid: the planned day of agendas that people wrote. */
  readonly hand: Map<number, string>;
  /** Iids of agendas that people closed before their call, and of those that they closed after it. */
  readonly skipped: Set<number>;
  readonly held: Set<number>;
  /** Issues that are all an item says, by iid: the agenda where it was raised. */
  readonly tickets: Map<number, number>;
  /** Words written into confidential issues. */
  readonly secrets: string[];
  /** Keys of items that an agenda took over while the bot could not read all their copies: they may have become two. */
  readonly split: Set<string>;
  readonly file: YearFile;
  /** Series that were taken out of the file and may come back. */
  readonly takenOff: SeriesInFile[];
  /** The version that the bot has, where it is not this one: what it does is not judged. */
  earlier: EarlierVersion | null;
  /** The bot's account now. */
  account: Account;
  /** Iids of agendas that nobody will close. */
  readonly forgotten: Set<number>;
  readonly labels: LabelBook;
  readonly figures: Figures;
  readonly violations: string[];
  /** Laws with what broke them: the same again is not news. */
  readonly complaints: Set<string>;
  readonly trace: string[];
}

/** The days on which customers meet, and their first calls: Fridays are often public holidays in 2026. */
const CALENDARS = [
  { weekday: "friday", from: "2026-01-09" },
  { weekday: "monday", from: "2026-01-12" },
  { weekday: "thursday", from: "2026-01-08" },
] as const;

export const HAND_OVER = "2026-06-30";

const PEOPLE = [
  `csm: [{user: "@jane", until: ${HAND_OVER}}, {user: "@ann"}]`,
  'account_team: ["@sam"]',
  'attendees: ["@bob", "@carol"]',
];

const USUAL = { continues: [], until: null, home: null } as const;

/** Every second customer has leadership calls besides, every fourth begins with onboarding calls. */
function fileOf(seed: number): YearFile {
  const calendar = CALENDARS[seed % CALENDARS.length] ?? CALENDARS[0];
  const fresh = () => ({ ...USUAL, time: "10:00", move: new Map(), skip: new Set<string>() });
  const cadence: SeriesInFile = { ...fresh(), ...calendar, id: "cadence-call", weeks: 2 };
  const leadership: SeriesInFile = {
    ...fresh(),
    id: "leadership",
    weeks: 6,
    weekday: "wednesday",
    time: "14:00",
    from: "2026-01-14",
  };
  const onboarding: SeriesInFile = {
    ...fresh(),
    id: "onboarding",
    weeks: 1,
    weekday: "tuesday",
    from: "2026-01-06",
    until: "2026-02-17",
  };
  const later = { ...cadence, from: addDays(cadence.from, 42) };
  const series = [[cadence], [onboarding, later, leadership], [cadence, leadership], [cadence]][seed % 4] ?? [cadence];
  return { language: "en", timeZone: "Europe/Berlin", countries: ["DE"], series, version: 1 };
}

/** Acme at the beginning of its year. */
export async function createCustomer(seed: number, now: string): Promise<Customer> {
  const file = fileOf(seed);
  const stage = await setStage(now, { configuration: renderFile(file, PEOPLE), isLong: true });
  const { sandbox } = stage;
  sandbox.addUser({ username: "ann", name: "Ann Moe" });
  sandbox.addUser({ username: "carol", name: "Carol Coe" });
  sandbox.setMember(PROJECT, "ann", 40);
  sandbox.setMember(PROJECT, "carol", 30);
  return {
    seed,
    stage,
    sandbox,
    chance: createChance(seed),
    items: new Map(),
    spoken: [],
    internal: [],
    edited: new Set(),
    hand: new Map(),
    skipped: new Set(),
    held: new Set(),
    tickets: new Map(),
    secrets: [],
    split: new Set(),
    file,
    takenOff: [],
    earlier: null,
    account: firstAccount(stage),
    forgotten: new Set(),
    labels: createLabelBook(),
    figures: createFigures(),
    violations: [],
    complaints: new Set(),
    trace: [],
  };
}

/** Writes the file anew after a change of it. */
export function saveFile(customer: Customer): void {
  customer.file.version += 1;
  customer.sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", renderFile(customer.file, PEOPLE));
}

export function nowOf(customer: Customer): number {
  return customer.sandbox.clock.now().getTime();
}

const looks = new WeakMap<Customer, { readonly version: string; readonly seen: readonly Seen[] }>();

/** All issues, read as what they are. Every write moves the sandbox's clock, so that its time tells whether one came. */
export function look(customer: Customer): readonly Seen[] {
  const { items, hand, sandbox } = customer;
  const version = `${nowOf(customer)} ${items.size} ${hand.size}`;
  const known = looks.get(customer);
  if (known?.version === version) return known.seen;
  const seen = seeAll(sandbox.issues(PROJECT), new Set(items.keys()), hand);
  looks.set(customer, { version, seen });
  return seen;
}

/** The day on the project's clock. */
export function dayOf(customer: Customer, instant: number): string {
  return localTime(instant, customer.file.timeZone).date;
}

/** The series that an agenda or follow-up belongs to; null for one that the file has no more, and for what people wrote. */
export function seriesOf({ file }: Customer, { series }: Pick<Seen, "series">): SeriesInFile | null {
  return seriesNamed(file, series);
}

const WRITTEN_FOR = /^\s*<!-- cadence:[^>\n]* when=(\d{4}-\d\d-\d\d)T(\d\d:\d\d)\[([^\]]+)\]/;

/**
 * When the call of an agenda begins, in milliseconds: at the time that the file has for it or the one that the agenda was
 * written for, whichever is earlier. Null without a due date.
 */
export function callStart(customer: Customer, seen: Seen): number | null {
  const { occurrence, issue } = seen;
  const day = issue.dueDate;
  if (day === null) return null;
  const [main] = customer.file.series;
  const series = seriesOf(customer, seen) ?? main;
  const move = series?.move.get(occurrence ?? "");
  const time = day === occurrence && move?.to !== day ? series?.time : (move?.time ?? series?.time);
  const start = instantOf(day, time ?? "10:00", customer.file.timeZone);
  const [, writtenDay, writtenTime = "", zone = ""] = WRITTEN_FOR.exec(issue.description) ?? [];
  return writtenDay === day ? Math.min(start, instantOf(day, writtenTime, zone)) : start;
}

/** Open agendas whose call has not begun, by its day. */
export function toCome(customer: Customer): readonly Seen[] {
  const now = nowOf(customer);
  const ahead = look(customer).filter((one) => {
    const isOpen = one.kind === "agenda" && !one.ended && one.issue.state === "opened";
    return isOpen && (callStart(customer, one) ?? 0) > now;
  });
  return ahead.sort(
    (a, b) => (a.issue.dueDate ?? "").localeCompare(b.issue.dueDate ?? "") || a.issue.iid - b.issue.iid,
  );
}

/** The next agenda. */
export function upcoming(customer: Customer): Seen | null {
  return toCome(customer)[0] ?? null;
}

/** Sets the clock, which never goes back. */
export function goTo(customer: Customer, instant: number): void {
  if (instant > nowOf(customer)) customer.sandbox.clock.set(new Date(instant).toISOString());
}

/** A call was held: its agenda was closed after it, whatever somebody wanted before. */
export function noteHeld(customer: Customer, iid: number): void {
  customer.skipped.delete(iid);
  customer.held.add(iid);
}

export function tell(customer: Customer, what: string): void {
  customer.trace.push(`${customer.sandbox.clock.now().toISOString().slice(0, 19)} ${what}`);
}

/** Notes a broken law once for each item, with what was done to it. */
export function complain(customer: Customer, law: string, what: string, key: string | null = null): void {
  if (customer.earlier !== null || (key !== null && customer.split.has(key))) return;
  const about = `${law} ${key ?? what}`;
  if (customer.complaints.has(about)) return;
  customer.complaints.add(about);
  const when = customer.sandbox.clock.now().toISOString().slice(0, 16);
  const story =
    key === null ? customer.trace.slice(-6) : customer.trace.filter((line) => line.includes(key)).slice(-12);
  customer.violations.push(`seed ${customer.seed}, ${when}: ${law}: ${what}\n    ${story.join("\n    ")}`);
  customer.figures.count(customer.figures.violations, law);
}
