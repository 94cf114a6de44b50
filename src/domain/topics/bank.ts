import type { Topic } from "./types.ts";

const MONTHLY = { months: 1 } as const;
const TWO_MONTHS = { months: 2 } as const;
const QUARTERLY = { months: 3 } as const;
const TWICE_A_YEAR = { months: 6 } as const;
const YEARLY = { months: 12 } as const;
const SELF_MANAGED = ["self-managed"] as const;

/**
 * What the handbook suggests to talk about, what matters most first (handbook A43 to A49, A98 to A118, C10). Where it says how
 * often, that holds (A43 monthly, A101 a couple of times a year); the other intervals are ours, and each can be dropped.
 */
export const TOPIC_BANK = [
  {
    id: "security-alerts",
    kind: "sticky",
    every: "once",
    link: "https://about.gitlab.com/company/preference-center/",
    rows: ["A28", "A30", "A39", "A118"],
  },
  {
    id: "architecture-diagram",
    kind: "sticky",
    every: "once",
    deployments: SELF_MANAGED,
    phase: "steady",
    rows: ["A48"],
  },
  {
    id: "product-areas",
    kind: "suggested",
    every: "once",
    rows: ["A105"],
  },
  {
    id: "upgrades",
    kind: "suggested",
    every: MONTHLY,
    deployments: SELF_MANAGED,
    link: "https://docs.gitlab.com/policy/maintenance/",
    rows: ["A43", "A113"],
  },
  { id: "outcomes", kind: "suggested", every: TWO_MONTHS, rows: ["A100"] },
  {
    id: "backup-plan",
    kind: "suggested",
    every: TWICE_A_YEAR,
    deployments: SELF_MANAGED,
    link: "https://docs.gitlab.com/administration/backup_restore/",
    rows: ["A49"],
  },
  { id: "blockers", kind: "suggested", every: TWO_MONTHS, phase: "steady", rows: ["A110"] },
  { id: "training", kind: "suggested", every: QUARTERLY, rows: ["A106", "A25"] },
  {
    id: "security-patches",
    kind: "suggested",
    every: QUARTERLY,
    deployments: SELF_MANAGED,
    link: "https://about.gitlab.com/releases/categories/releases/",
    rows: ["A117"],
  },
  {
    id: "user-count",
    kind: "suggested",
    every: TWICE_A_YEAR,
    deployments: SELF_MANAGED,
    phase: "steady",
    rows: ["A45"],
  },
  {
    id: "releases",
    kind: "suggested",
    every: MONTHLY,
    phase: "steady",
    link: "https://about.gitlab.com/releases/",
    rows: ["A102", "C10"],
  },
  { id: "new-goals", kind: "suggested", every: TWICE_A_YEAR, phase: "steady", rows: ["A101"] },
  {
    id: "restore-test",
    kind: "suggested",
    every: TWICE_A_YEAR,
    deployments: SELF_MANAGED,
    phase: "steady",
    link: "https://docs.gitlab.com/administration/backup_restore/restore_gitlab/",
    rows: ["A115"],
  },
  { id: "adoption", kind: "suggested", every: QUARTERLY, phase: "steady", rows: ["A103"] },
  { id: "help-wanted", kind: "suggested", every: TWO_MONTHS, phase: "steady", rows: ["A111"] },
  {
    id: "reference-architecture",
    kind: "suggested",
    every: TWICE_A_YEAR,
    deployments: SELF_MANAGED,
    phase: "steady",
    link: "https://docs.gitlab.com/administration/reference_architectures/",
    rows: ["A44"],
  },
  { id: "feature-requests", kind: "suggested", every: QUARTERLY, phase: "steady", rows: ["A109"] },
  {
    id: "installation-changes",
    kind: "suggested",
    every: QUARTERLY,
    deployments: SELF_MANAGED,
    phase: "steady",
    rows: ["A114"],
  },
  { id: "ways-of-working", kind: "suggested", every: QUARTERLY, phase: "steady", rows: ["A104"] },
  { id: "integrations", kind: "suggested", every: TWICE_A_YEAR, phase: "steady", rows: ["A108"] },
  {
    id: "sign-ups",
    kind: "suggested",
    every: YEARLY,
    deployments: SELF_MANAGED,
    link: "https://docs.gitlab.com/administration/settings/sign_up_restrictions/",
    rows: ["A116"],
  },
  {
    id: "events",
    kind: "suggested",
    every: QUARTERLY,
    phase: "steady",
    link: "https://about.gitlab.com/events/",
    rows: ["A107"],
  },
  {
    id: "performance",
    kind: "suggested",
    every: YEARLY,
    deployments: SELF_MANAGED,
    phase: "steady",
    link: "https://gitlab.com/gitlab-org/quality/performance",
    rows: ["A46"],
  },
  {
    id: "support-at-scale",
    kind: "suggested",
    every: YEARLY,
    deployments: SELF_MANAGED,
    phase: "steady",
    link: "https://docs.gitlab.com/administration/reference_architectures/",
    rows: ["A47"],
  },
  { id: "elsewhere", kind: "suggested", every: YEARLY, phase: "steady", rows: ["A112"] },
] as const satisfies readonly Topic[];

/** The name of a topic of the bank; each has its question in every language. */
export type BankTopicId = (typeof TOPIC_BANK)[number]["id"];
