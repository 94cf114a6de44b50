import type { Sandbox } from "../../../src/sandbox/index.ts";
import { PROJECT, type Stage, setStage } from "../../support/stage.ts";
import { createFigures, type Figures } from "./figures.ts";
import { createLabelBook, type LabelBook } from "./labels.ts";
import { type ModelItem, type Seen, seeAll } from "./model.ts";
import { type Chance, createChance } from "./random.ts";

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
  /** Iids of issues that are all an item says. */
  readonly tickets: Set<number>;
  /** Words written into confidential issues. */
  readonly secrets: string[];
  readonly calendar: Calendar;
  /** Iids of agendas that nobody will close. */
  readonly forgotten: Set<number>;
  readonly labels: LabelBook;
  readonly figures: Figures;
  readonly violations: string[];
  /** Laws with what broke them: the same again is not news. */
  readonly complaints: Set<string>;
  readonly trace: string[];
}

export interface Calendar {
  readonly weekday: string;
  /** The first call. */
  readonly from: string;
}

/** Every second Friday of 2026 is a public holiday of Germany three times, Mondays and Thursdays once. */
export const CALENDARS: readonly Calendar[] = [
  { weekday: "friday", from: "2026-01-09" },
  { weekday: "monday", from: "2026-01-12" },
  { weekday: "thursday", from: "2026-01-08" },
];

export const HAND_OVER = "2026-06-30";

function configurationOf(calendar: Calendar): string {
  return `
customer: Acme
timezone: Europe/Berlin
country: DE
csm: [{user: "@jane", until: ${HAND_OVER}}, {user: "@ann"}]
account_team: ["@sam"]
attendees: ["@bob", "@carol"]
meetings:
  cadence-call:
    repeat: every 2 weeks on ${calendar.weekday} at 10:00
    from: ${calendar.from}
`;
}

/** Acme at the beginning of its year. */
export async function createCustomer(seed: number, calendar: Calendar, now: string): Promise<Customer> {
  const stage = await setStage(now, { configuration: configurationOf(calendar) });
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
    tickets: new Set(),
    secrets: [],
    calendar,
    forgotten: new Set(),
    labels: createLabelBook(),
    figures: createFigures(),
    violations: [],
    complaints: new Set(),
    trace: [],
  };
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

/** Sets the clock, which never goes back. */
export function goTo(customer: Customer, instant: number): void {
  if (instant > nowOf(customer)) customer.sandbox.clock.set(new Date(instant).toISOString());
}

export function tell(customer: Customer, what: string): void {
  customer.trace.push(`${customer.sandbox.clock.now().toISOString().slice(0, 19)} ${what}`);
}

/** Notes a broken law once for each item, with what was done to it. */
export function complain(customer: Customer, law: string, what: string, key: string | null = null): void {
  const about = `${law} ${key ?? what}`;
  if (customer.complaints.has(about)) return;
  customer.complaints.add(about);
  const when = customer.sandbox.clock.now().toISOString().slice(0, 16);
  const story =
    key === null ? customer.trace.slice(-6) : customer.trace.filter((line) => line.includes(key)).slice(-12);
  customer.violations.push(`seed ${customer.seed}, ${when}: ${law}: ${what}\n    ${story.join("\n    ")}`);
  customer.figures.count(customer.figures.violations, law);
}
