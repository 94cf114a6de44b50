import {
  acmeConfiguration,
  acmeEarlierAgenda,
  acmeOldAgenda,
  acmeTemplate,
  globexConfiguration,
  globexHostileAgenda,
  globexTemplate,
  initechConfiguration,
  type SampleDates,
} from "./sample-texts.ts";
import type { Sandbox } from "./sandbox.ts";

export interface SampleCustomers {
  /** The bot's, scope `api`. */
  readonly token: string;
  readonly projects: readonly { readonly id: number; readonly path: string }[];
  readonly whatToTry: readonly string[];
  /** How to see the service at work. */
  readonly service: {
    readonly commands: readonly string[];
    /** The page of a project with an agenda of a call that is over. */
    readonly page: string;
    readonly agenda: number;
  };
}

const GROUP = "account-management/emea";
const ACME = `${GROUP}/acme/collaboration`;
const GLOBEX = `${GROUP}/globex/collaboration`;
const INITECH = `${GROUP}/initech/collaboration`;
const AGENDA_LABEL = "meeting-agenda";
const DAY = 86_400_000;

/**
 * Fills a sandbox with three customers, their dates counted from its clock, and answers a token and things to try with the
 * command that people call by `commandName`.
 */
export function addSampleCustomers(sandbox: Sandbox, commandName = "cadence"): SampleCustomers {
  const dates = sampleDates(sandbox.clock.now());
  addPeople(sandbox);
  const projects = [addAcme(sandbox, dates), addGlobex(sandbox, dates), addInitech(sandbox, dates)];
  const token = sandbox.addToken({ user: "cadence-bot", scopes: ["api"], name: "cadence" });
  const owner = sandbox.addToken({ user: "jane", scopes: ["api"], name: "for webhooks" });
  const service = { commands: serviceCommands(owner, commandName), page: `${sandbox.url}/${ACME}`, agenda: 2 };
  return { token, projects, whatToTry: whatToTry(commandName), service };
}

function addPeople(sandbox: Sandbox): void {
  sandbox.addUser({ username: "jane", name: "Jane Doe" });
  sandbox.addUser({ username: "sam", name: "Sam Roe" });
  sandbox.addUser({ username: "bob", name: "Bob Poe" });
  sandbox.addUser({ username: "carol", name: "Carol Coe" });
  sandbox.addUser({ username: "peter", name: "Peter Poole" });
  sandbox.addUser({ username: "cadence-bot", name: "Cadence", bot: true });
  // The account team owns the group; the bot is a Reporter everywhere and no more.
  sandbox.addGroup({ path: GROUP, name: "EMEA", members: { jane: 50, sam: 50, "cadence-bot": 20 } });
}

function addAcme(sandbox: Sandbox, dates: SampleDates): { readonly id: number; readonly path: string } {
  const project = sandbox.addProject({
    path: ACME,
    name: "Acme",
    defaultBranch: "master",
    members: { bob: 30 },
    labels: [AGENDA_LABEL],
    files: {
      "README.md": "# Acme and GitLab\n",
      ".gitlab/cadence.yml": acmeConfiguration(dates),
      ".gitlab/issue_templates/Meeting Agenda.md": acmeTemplate,
    },
  });
  const jane = sandbox.as("jane");
  // The bot has been at work since then: what people wrote before it began is only read.
  const marker = `<!-- cadence:v1 agenda cadence-call/${dates.callBefore} date=${dates.callBefore} -->\n`;
  const first = agenda("Acme", dates.callBefore, marker + acmeOldAgenda(dates));
  // GitLab lets only Owners say when an issue was made.
  sandbox.setMember(ACME, "cadence-bot", 50);
  const old = sandbox.as("cadence-bot").createIssue(ACME, first);
  sandbox.setMember(ACME, "cadence-bot", 0);
  jane.close(ACME, old);
  const earlier = jane.createIssue(ACME, agenda("Acme", dates.lastCall, acmeEarlierAgenda(dates)));
  sandbox.as("bob").comment(ACME, earlier, "The diagram comes this week.");
  return project;
}

function addGlobex(sandbox: Sandbox, dates: SampleDates): { readonly id: number; readonly path: string } {
  const project = sandbox.addProject({
    path: GLOBEX,
    name: "Globex",
    members: { carol: 30 },
    labels: [AGENDA_LABEL, "cadence-call"],
    files: {
      ".gitlab/cadence.yml": globexConfiguration(dates),
      ".gitlab/issue_templates/Meeting Agenda.md": globexTemplate,
    },
  });
  const sam = sandbox.as("sam");
  const iid = sam.createIssue(GLOBEX, agenda("Globex", dates.lastCall, "## Action items\n"));
  sandbox.as("carol").createIssue(GLOBEX, { title: "Ticket 4711", description: "The runner stops at midnight." });
  sam.editDescription(GLOBEX, iid, () => globexHostileAgenda);
  return project;
}

function addInitech(sandbox: Sandbox, dates: SampleDates): { readonly id: number; readonly path: string } {
  return sandbox.addProject({
    path: INITECH,
    name: "Initech",
    members: { peter: 30 },
    labels: [AGENDA_LABEL],
    files: { ".gitlab/cadence.yml": initechConfiguration(dates) },
  });
}

function agenda(
  customer: string,
  date: string,
  description: string,
): Parameters<ReturnType<Sandbox["as"]>["createIssue"]>[1] {
  return {
    title: `GitLab / ${customer} CSM Call - ${date}`,
    description,
    labels: [AGENDA_LABEL],
    dueDate: date,
    createdAt: `${dayAfter(date, -5)}T08:00:00Z`,
  };
}

/** The next call is on the first working day from the day after tomorrow on, so that its agenda is due now. */
function sampleDates(now: Date): SampleDates {
  const today = now.toISOString().slice(0, 10);
  let nextCall = dayAfter(today, 2);
  while ([0, 6].includes(new Date(nextCall).getUTCDay())) nextCall = dayAfter(nextCall, 1);
  const weekday = new Intl.DateTimeFormat("en-US", { weekday: "long", timeZone: "UTC" }).format(new Date(nextCall));
  return {
    first: dayAfter(nextCall, -26 * 14),
    callBefore: dayAfter(nextCall, -28),
    lastCall: dayAfter(nextCall, -14),
    nextCall,
    weekday: weekday.toLowerCase(),
    overdue: dayAfter(today, -3),
    soon: dayAfter(today, 6),
    holidayFrom: dayAfter(nextCall, 54),
    holidayTo: dayAfter(nextCall, 58),
  };
}

function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** Any 32 bytes: nothing but this toy is signed with them. */
const SIGNING_TOKEN = `whsec_${Buffer.from("a toy's secret, of 32 bytes long").toString("base64")}`;

function serviceCommands(owner: string, commandName: string): readonly string[] {
  const hook = `--group ${GROUP} --url http://127.0.0.1:8080/webhooks/gitlab`;
  return [
    `export CADENCE_SIGNING_TOKEN=${SIGNING_TOKEN}`,
    `GITLAB_TOKEN=${owner} ${commandName} hooks apply ${hook}`,
    `${commandName} serve --group ${GROUP}`,
  ];
}

function whatToTry(commandName: string): readonly string[] {
  return [
    `${commandName} plan --project ${ACME} --now # what would happen, and why; nothing is written`,
    `${commandName} run --project ${ACME} --now  # makes the agenda with everything still open`,
    `${commandName} run --project ${ACME} --now  # once more: nothing to do`,
    `${commandName} preview cadence-call --project ${GLOBEX}   # a customer's text that would like to run`,
    `${commandName} check --project ${INITECH}   # a configuration with two mistakes`,
    `${commandName} run --project ${ACME} --project ${GLOBEX} --project ${INITECH} --now   # one bad project stops nobody`,
  ];
}
