import type { Catalogue } from "../catalogue.ts";
import { countingIn } from "../counting.ts";

const counted = countingIn("de");

export const GERMAN_AGENDA: Catalogue["agenda"] = {
  nthTime: ({ count }) => `zum ${count}. Mal`,
  ownIssue: ({ own }) => `Issue #${own}`,
  overdueSince: ({ day }) => `überfällig seit ${day}`,
  openSinceFor: ({ day, count }) =>
    counted(count, { one: `offen seit ${day}, ${count} Tag`, other: `offen seit ${day}, ${count} Tage` }),
  closedOn: ({ day }) => `geschlossen am ${day}`,
  closedSince: ({ count }) => `${count} geschlossen seit dem letzten Termin`,
  openSince: ({ day }) => `offen seit ${day}`,

  onDay: ({ day, counts }) => `Stand ${day}: ${counts}.`,
  noneOpen: "keine offenen Aktionspunkte",
  open: ({ count }) => `${count} offen`,
  overdue: ({ count }) => `${count} überfällig`,
  toDecide: ({ count }) => `${count} zu entscheiden`,
  doneSince: ({ count }) => `${count} erledigt seit dem letzten Termin`,
  asOf: ({ day, counts }) => `Stand ${day}: ${counts}.`,
  itemsDone: ({ count }) =>
    counted(count, { one: `${count} Aktionspunkt erledigt`, other: `${count} Aktionspunkte erledigt` }),
  issuesClosed: ({ count }) =>
    counted(count, { one: `${count} Issue geschlossen`, other: `${count} Issues geschlossen` }),
  questionsAnswered: ({ count }) =>
    counted(count, { one: `${count} Frage beantwortet`, other: `${count} Fragen beantwortet` }),
  more: ({ count }) => `… und ${count} weitere`,
};
