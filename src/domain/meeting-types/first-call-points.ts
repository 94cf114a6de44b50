import type { CustomerProfile } from "../profile/types.ts";
import type { TextLanguage } from "../texts/language.ts";

/** Something that a first call is to cover (handbook A21 to A32), as the shipped templates ask for it. */
export interface FirstCallPoint {
  /** Its rows of the handbook. */
  readonly rows: readonly string[];
  readonly subject: string;
  /** Words of its task in an agenda, by which it is known there. */
  readonly words: Readonly<Record<TextLanguage, string>>;
  /** Whom it concerns; everybody unless said. */
  readonly customer?: CustomerProfile["customer"];
  readonly deployments?: readonly CustomerProfile["deployment"][];
}

function inBoth(words: string): FirstCallPoint["words"] {
  return { en: words, de: words };
}

/** In the order of the rows. A26 is not among them: Scale customers have no project (A16). */
const FIRST_CALL_POINTS: readonly FirstCallPoint[] = [
  {
    rows: ["A21"],
    subject: "introductions",
    words: { en: "Introductions: who is who", de: "Vorstellung: wer ist wer" },
  },
  {
    rows: ["A22"],
    subject: "why GitLab was chosen, first uses",
    words: { en: "and what it is to be used for first", de: "und wofür es zuerst gebraucht wird" },
  },
  { rows: ["A23"], subject: "training", words: { en: "Training: what is needed", de: "Schulung: was nötig ist" } },
  { rows: ["A24"], subject: "introductory sessions", words: inBoth("Intro to CI/CD"), customer: "new" },
  {
    rows: ["A25"],
    subject: "sessions that fit",
    words: { en: "the next one is planned right after", de: "der nächste wird gleich nach dem vorigen geplant" },
    customer: "existing",
  },
  { rows: ["A27"], subject: "support offerings", words: inBoth("https://about.gitlab.com/support/") },
  {
    rows: ["A28"],
    subject: "security alerts",
    words: inBoth("https://about.gitlab.com/company/contact/"),
    deployments: ["self-managed"],
  },
  {
    rows: ["A29"],
    subject: "communication preferences",
    words: inBoth("https://about.gitlab.com/company/preference-center/"),
    deployments: ["self-managed"],
  },
  {
    rows: ["A30"],
    subject: "security alerts and preferences",
    words: inBoth("https://about.gitlab.com/company/preference-center/"),
    deployments: ["gitlab.com", "dedicated"],
  },
  {
    rows: ["A30", "A31"],
    subject: "status page, which the administrator follows",
    words: inBoth("https://status.gitlab.com/"),
    deployments: ["gitlab.com"],
  },
  {
    rows: ["A32"],
    subject: "recurring calls",
    words: { en: "When and how often we talk from now on", de: "Wann und wie oft wir künftig sprechen" },
  },
];

/** Returns what the first call of this customer is to cover. */
export function firstCallPointsOf({ customer, deployment }: CustomerProfile): readonly FirstCallPoint[] {
  return FIRST_CALL_POINTS.filter(
    (point) =>
      (point.customer === undefined || point.customer === customer) &&
      (point.deployments === undefined || point.deployments.includes(deployment)),
  );
}

/** Whether a task is that of a point, in whichever language it was written. */
export function asksFor({ words }: FirstCallPoint, task: string): boolean {
  return Object.values(words).some((some) => task.includes(some));
}
