import { describe, expect, it } from "vitest";
import { PermanentError, TransientError, UnknownOutcomeError } from "../../../src/domain/errors.ts";
import type { GitLab, Issue, IssueDraft } from "../../../src/gitlab/port.ts";
import { createUnique, type Unique } from "../../../src/reconcile/apply/create-once.ts";
import { type Asked, inTurn, recordedPort } from "../../support/gitlab/recorded-port.ts";
import { anAgenda, anIssue, BOT } from "../../support/state/snapshots.ts";

const SEEN = "2026-11-28T09:00:00Z";
const MADE_AT = "2026-11-28T10:00:00Z";
const DRAFT: IssueDraft = {
  title: "Call",
  description: "",
  labels: ["meeting-agenda"],
  assigneeIds: [],
  dueDate: "2026-12-01",
  confidential: false,
  milestone: null,
};
const WANTED: Unique = {
  draft: DRAFT,
  label: "meeting-agenda",
  is: ({ kind, occurrence }) => kind === "agenda" && occurrence === "2026-12-01",
};
const agenda = (iid: number, more: Partial<Issue> = {}): Issue =>
  anAgenda(iid, "2026-12-01", { createdAt: MADE_AT, ...more });
const BEFORE = anIssue(7, { createdAt: SEEN });
const OTHER_CALL = anAgenda(8, "2026-12-15", { createdAt: MADE_AT });
/** What GitLab lists when it is asked for the bot's own, or for all, after a creation. */
const LOOK = { createdByMe: true };
const HOUR_BEFORE = "2026-11-28T09:00:00.000Z";

const FIELDS = { code: "GITLAB_TIMEOUT", status: null, retryAfterMs: 0 };
const unknown = new UnknownOutcomeError("no answer", FIELDS);
const conflict = new PermanentError("there is one", { code: "GITLAB_CONFLICT", status: 409, remedy: "" });
const refused = new PermanentError("no", { code: "GITLAB_FORBIDDEN", status: 403, remedy: "" });
const limited = new TransientError("later", { ...FIELDS, code: "GITLAB_RATE_LIMIT", status: 429 });

interface Story {
  /** Answers to lists, in turn; the first is what stands there just before. */
  readonly lists: readonly (readonly Issue[])[];
  readonly creates?: readonly (Issue | Error)[];
  readonly wanted?: Partial<Unique>;
}

async function tell({ lists, creates = [], wanted = {} }: Story) {
  const { gitlab, asked } = recordedPort({
    listIssues: inTurn(...lists),
    createIssue: inTurn(...creates),
    getCurrentUser: inTurn(BOT),
  } satisfies Partial<GitLab>);
  const done = createUnique(
    { ...WANTED, ...wanted },
    {
      gitlab,
      seenUntil: SEEN,
      sleep: async (ms) => void asked.push(["sleep", ms]),
      endDuplicate: async (iid, stays) => void asked.push(["end", iid, stays]),
    },
  );
  const outcome = await done.then(
    ({ issue, outcome }) => `${outcome} #${issue.iid}`,
    (error: Error) => error.message,
  );
  const steps = asked.map(([name, ...words]: Asked) => (name === "createIssue" ? "create" : [name, ...words]));
  return { outcome, steps };
}

const before = ["listIssues", { createdAfter: SEEN, ofAnyType: true }];
const who = ["getCurrentUser"];
const after = ["listIssues", { createdByMe: true, createdAfter: HOUR_BEFORE }];

describe("what is made once", () => {
  it.each<[string, Story, string, readonly unknown[]]>([
    [
      "comes right after the newest issue: nobody made another one beside it",
      { lists: [[BEFORE]], creates: [agenda(8)] },
      "done #8",
      [before, "create"],
    ],
    [
      "does not come right after it: whoever came in between is looked for",
      { lists: [[BEFORE], [agenda(9)]], creates: [agenda(9)] },
      "done #9",
      [before, "create", after, who],
    ],
    [
      "is the first of the project: nothing tells that it is alone",
      { lists: [[], [agenda(1)]], creates: [agenda(1)] },
      "done #1",
      [before, "create", after, who],
    ],
    ["was made since the run looked", { lists: [[BEFORE, agenda(8)]] }, "already-done #8", [before, who]],
    [
      "was made twice since the run looked: the lower number counts",
      { lists: [[agenda(9), BEFORE, agenda(8)]] },
      "already-done #8",
      [before, who],
    ],
    [
      "a person wrote its marker since: that is none",
      { lists: [[BEFORE, agenda(8, { author: anIssue(1).author })], []], creates: [agenda(10)] },
      "done #10",
      [before, who, "create", after],
    ],
    [
      "another call's was made since",
      { lists: [[BEFORE, OTHER_CALL]], creates: [agenda(9)] },
      "done #9",
      [before, "create"],
    ],
    [
      "a duplicate that was ended stands there: it is over",
      { lists: [[BEFORE, agenda(8, { state: "closed", closedById: BOT.id, labels: [] })]], creates: [agenda(9)] },
      "done #9",
      [before, "create"],
    ],
    [
      "one that a person closed stands there: it counts",
      { lists: [[BEFORE, agenda(8, { state: "closed", closedById: 1, labels: [] })]] },
      "already-done #8",
      [before, who],
    ],
    [
      "of a kind without a label, what lost its labels counts",
      {
        lists: [[BEFORE, agenda(8, { state: "closed", closedById: BOT.id, labels: [] })]],
        wanted: { label: null },
      },
      "already-done #8",
      [before, who],
    ],
  ])("%s", async (_, story, outcome, steps) => {
    expect(await tell(story)).toEqual({ outcome, steps });
  });
});

describe("a creation whose answer got lost", () => {
  const first = ["sleep", 1_000];
  const second = ["sleep", 4_000];
  const look = ["listIssues", LOOK];

  it.each<[string, Story, string, readonly unknown[]]>([
    [
      "is looked for, and found at once",
      { lists: [[BEFORE], [agenda(8)], [agenda(8)]], creates: [unknown] },
      "done #8",
      [before, "create", first, look, after, who],
    ],
    [
      "is looked for once more, since GitLab may still be at it",
      { lists: [[BEFORE], [], [OTHER_CALL, agenda(9)], [agenda(9)]], creates: [unknown] },
      "done #9",
      [before, "create", first, look, second, look, after, who],
    ],
    [
      "is tried once more where it is nowhere, and then looked for beside others",
      { lists: [[BEFORE], [], [], [agenda(8)]], creates: [unknown, agenda(8)] },
      "done #8",
      [before, "create", first, look, second, look, "create", after, who],
    ],
    [
      "is left to the next run where a second try is lost as well",
      { lists: [[BEFORE], []], creates: [unknown, unknown] },
      "no answer",
      [before, "create", first, look, second, look, "create", first, look, second, look],
    ],
    [
      "a conflict may mean that it is there",
      { lists: [[BEFORE], [agenda(8)], [agenda(8)]], creates: [conflict] },
      "done #8",
      [before, "create", first, look, after, who],
    ],
    ["a refusal is one", { lists: [[BEFORE]], creates: [refused] }, "no", [before, "create"]],
    ["so is a limit: nothing was made", { lists: [[BEFORE]], creates: [limited] }, "later", [before, "create"]],
  ])("%s", async (_, story, outcome, steps) => {
    expect(await tell(story)).toEqual({ outcome, steps });
  });
});

describe("several that were made at the same time", () => {
  it.each<[string, Story, string, readonly unknown[]]>([
    [
      "the lowest number stays, whichever way they are listed: the others end",
      { lists: [[], [agenda(11), agenda(9), agenda(10)]], creates: [agenda(9)] },
      "done #9",
      [before, "create", after, who, ["end", 10, 9], ["end", 11, 9]],
    ],
    [
      "who comes second ends its own",
      { lists: [[], [agenda(8), agenda(9)]], creates: [agenda(9)] },
      "already-done #8",
      [before, "create", after, who, ["end", 9, 8]],
    ],
    [
      "one that is closed already is not ended again",
      { lists: [[], [agenda(9), agenda(10, { state: "closed", closedById: 1 })]], creates: [agenda(9)] },
      "done #9",
      [before, "create", after, who],
    ],
    [
      "what is not listed yet is there all the same",
      { lists: [[], []], creates: [agenda(9)] },
      "done #9",
      [before, "create", after],
    ],
  ])("%s", async (_, story, outcome, steps) => {
    expect(await tell(story)).toEqual({ outcome, steps });
  });
});

describe("what a person may have made in its place", () => {
  const theirs = (iid: number, more: Partial<Issue> = {}): Issue =>
    anIssue(iid, { createdAt: MADE_AT, dueDate: "2026-12-01", labels: ["meeting-agenda"], ...more });
  const wanted = { mayBeTheirs: ({ labels }: Issue) => labels.includes("meeting-agenda") };
  const all = ["listIssues", { createdAfter: HOUR_BEFORE }];

  it.each<[string, Story, string, readonly unknown[]]>([
    ["puts it off until the next run has seen it", { lists: [[BEFORE, theirs(8)]], wanted }, "put-off #8", [before]],
    [
      "not what the run has seen",
      { lists: [[theirs(7, { createdAt: SEEN })]], creates: [agenda(8)], wanted },
      "done #8",
      [before, "create"],
    ],
    [
      "not what is no such thing",
      { lists: [[BEFORE, theirs(8, { labels: [] })]], creates: [agenda(9)], wanted },
      "done #9",
      [before, "create"],
    ],
    [
      "made beside it and before it for the same day: theirs stays",
      { lists: [[BEFORE], [theirs(8), agenda(9)]], creates: [agenda(9)], wanted },
      "put-off #8",
      [before, "create", all, who, ["end", 9, 8]],
    ],
    [
      "made beside it for another day",
      { lists: [[BEFORE], [theirs(8, { dueDate: "2026-12-15" }), agenda(9)]], creates: [agenda(9)], wanted },
      "done #9",
      [before, "create", all, who],
    ],
    [
      "made beside it and after it: the next run tells",
      { lists: [[BEFORE], [agenda(9), theirs(10)]], creates: [agenda(9)], wanted },
      "done #9",
      [before, "create", all, who],
    ],
  ])("%s", async (_, story, outcome, steps) => {
    expect(await tell(story)).toEqual({ outcome, steps });
  });
});
