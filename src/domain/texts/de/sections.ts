import type { Catalogue } from "../catalogue.ts";

export const GERMAN_SECTIONS: Catalogue["sections"] = {
  actionItems: "Aktionspunkte",
  openQuestions: "Offene Fragen",
  noOwner: "Noch ohne Zuständige",
  due: ({ due }) => `fällig am ${due}`,
  unclearDue: ({ words }) => `fällig: ${words}`,
  owner: ({ owner }) => `zuständig: ${owner}`,
  asNoted: ({ agenda }) => `Wie in #${agenda} notiert:`,
  alsoNoted: ({ agenda }) => `Ebenfalls in #${agenda} notiert:`,
  noted: ({ agenda }) => `In #${agenda} notiert.`,
};
