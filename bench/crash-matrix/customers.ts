import { type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import { createClient } from "../../tests/sandbox/gitlab.ts";
import { type ModelItem, type Seen, seeAll } from "../../tests/scenarios/year/model.ts";
import { botAtWork } from "../../tests/support/bot-at-work.ts";

export const GROUP = "account-management";
export const SIGNING_TOKEN = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;
/** Of those in which people are mailed, so that a long storm ends in them too. */
const OFFICE = { from: 9, to: 16 };
/** Zones without clock changes that lie around the world, by the hours that they are ahead of UTC. */
const ZONES = { UTC: 0, "America/Bogota": -5, "Asia/Dhaka": 6, "Pacific/Honolulu": -10, "Pacific/Noumea": 11 };

/** Where a customer's issue stands in its call: that of the call that is over, the next one, what followed the first. */
export type Role = "past" | "next" | "follow-up";

/** A customer's project, and what its people did there. */
export interface Customer {
  readonly path: string;
  readonly configuration: string;
  /** Days of the call that is over and of the next one. */
  readonly days: { readonly past: string; readonly next: string };
  /** Whether people are mailed now. */
  readonly isMailed: boolean;
  /** When the next agenda is due, in milliseconds since 1970. */
  readonly leadBegins: number;
  readonly items: Map<string, ModelItem>;
  readonly lines: { readonly iid: number; readonly line: string; readonly at: number }[];
  readonly comments: { readonly iid: number; readonly word: string }[];
  /** By key: when a person last set a box of the item. */
  readonly touched: Map<string, number>;
}

/** How long a follow-up stays a draft: every third customer has another answer. */
const DRAFTS = ["none", "1 minute", "1 hour"];

/** Where it is a business day and office hours now: elsewhere nobody is mailed. */
interface Office {
  readonly zone: string;
  readonly aheadMs: number;
  /** On a weekend of the whole world it is nowhere so. */
  readonly isOpen: boolean;
}

function findOffice(now: number): Office {
  const open = Object.entries(ZONES).find(([, ahead]) => {
    const local = new Date(now + ahead * HOUR);
    const isWorkday = local.getUTCDay() % 6 !== 0;
    return isWorkday && local.getUTCHours() >= OFFICE.from && local.getUTCHours() < OFFICE.to;
  });
  const [zone, ahead] = open ?? ["UTC", 0];
  return { zone, aheadMs: ahead * HOUR, isOpen: open !== undefined };
}

/**
 * The nth of the customers: a weekly call was held a day ago. Of every fourth the time to make the next agenda comes within
 * the minutes of the storm that begins at `startedAt`; of the others it is over.
 */
export function createCustomer(number: number, startedAt: number, minutes: number): Customer {
  const office = findOffice(startedAt);
  const rings = number % 4 === 3;
  const minute = 1 + (Math.floor(number / 4) % Math.max(1, minutes));
  const call = rings ? startedAt + minute * MINUTE - DAY : startedAt - 26 * 60 * MINUTE;
  const begins = new Date(Math.ceil(call / MINUTE) * MINUTE);
  const local = new Date(begins.getTime() + office.aheadMs);
  const past = local.toISOString().slice(0, 10);
  const time = local.toISOString().slice(11, 16);
  const weekday = new Intl.DateTimeFormat("en-US", { weekday: "long", timeZone: "UTC" }).format(local).toLowerCase();
  const configuration = [
    `customer: Customer ${number}`,
    `timezone: ${office.zone}`,
    'account_team: ["@jane", "@sam"]',
    'attendees: ["@bob"]',
    "meetings:",
    "  cadence-call:",
    `    repeat: every week on ${weekday} at ${time}`,
    `    from: ${past}`,
    `    lead_time: ${rings ? 6 : 7} days`,
    `    follow_up: { draft_for: ${DRAFTS[number % 3]} }`,
    "",
  ].join("\n");
  return {
    path: `${GROUP}/customer-${number}/collaboration`,
    configuration,
    days: { past, next: new Date(local.getTime() + 7 * DAY).toISOString().slice(0, 10) },
    isMailed: office.isOpen,
    leadBegins: begins.getTime() + (rings ? DAY : 0),
    items: new Map(),
    lines: [],
    comments: [],
    touched: new Map(),
  };
}

/** A GitLab with the projects of customers, each with the open agenda (#1) of the call that is over. */
export interface World {
  readonly sandbox: Sandbox;
  readonly token: string;
}

/** `now` stops the clock there; without it the world lives in real time. */
export async function createWorld(customers: readonly Customer[], now?: string): Promise<World> {
  // Off by default in GitLab's own installations. On, most deliveries would be lost after the first minute.
  const sandbox = await startSandbox({ autoDisableHooks: false, ...(now === undefined ? {} : { now }) });
  for (const username of ["jane", "sam", "bob"]) sandbox.addUser({ username });
  sandbox.addUser({ username: "cadence-bot", name: "Cadence", bot: true });
  sandbox.addGroup({ path: GROUP, members: { jane: 50, sam: 40, "cadence-bot": 20 } });
  for (const { path, configuration, days } of customers) {
    sandbox.addProject({ path, members: { bob: 30 }, files: { ".gitlab/cadence.yml": configuration } });
    sandbox.as("jane").createIssue(path, {
      title: "Our weekly call",
      labels: ["meeting-agenda"],
      dueDate: days.past,
      createdAt: new Date(sandbox.clock.now().getTime() - 3 * DAY).toISOString(),
      description: "## Action items\n",
    });
    botAtWork(sandbox, new Date(sandbox.clock.now().getTime() - 3 * DAY).toISOString(), path);
  }
  return { sandbox, token: sandbox.addToken({ user: "cadence-bot", scopes: ["api"] }) };
}

/** Every issue of a customer, read as what it is. */
export function readIssues({ sandbox }: World, { path, items, days }: Customer): readonly Seen[] {
  return seeAll(sandbox.issues(path), new Set(items.keys()), new Map([[1, days.past]]));
}

/** The issue of that role; of duplicates the one that stays. Null while there is none. */
export function issueOf(seen: readonly Seen[], role: Role, { days }: Customer): Seen | null {
  const kind = role === "follow-up" ? "follow-up" : "agenda";
  const day = role === "next" ? days.next : days.past;
  return seen.find((one) => one.kind === kind && one.occurrence === day && !one.ended) ?? null;
}

/** Makes GitLab send all four kinds of events of the group to a service. */
export async function hook(sandbox: Sandbox, url: string): Promise<void> {
  const owner = createClient(sandbox.url, { "private-token": sandbox.addToken({ user: "jane", scopes: ["api"] }) });
  const events = ["issues", "confidential_issues", "note", "confidential_note"].map((one) => [`${one}_events`, true]);
  const fields = { url: `${url}/webhooks/gitlab`, signing_token: SIGNING_TOKEN, ...Object.fromEntries(events) };
  const { status } = await owner.post(`/groups/${encodeURIComponent(GROUP)}/hooks`, fields);
  if (status !== 201) throw new Error(`the hook was refused with ${status}`);
}
