import type { Catalogue } from "../catalogue.ts";

export const GERMAN_FOLLOW_UP: Catalogue["followUp"] = {
  onDay: ({ day, counts }) => `Stand ${day}: ${counts}.`,
  noneOpen: "nichts mehr offen",
  open: ({ count }) => `${count} offen`,
  overdue: ({ count }) => `${count} überfällig`,
  withoutOwner: ({ count }) => `${count} ohne Zuständige`,
  done: ({ count }) => `${count} erledigt`,
  dropped: ({ count }) => `${count} hinfällig`,

  actionItem: "Aktionspunkt",
  owner: "Zuständig",
  due: "Fällig",
  nobodyYet: "noch niemand",
  noDateYet: "noch kein Datum",
  unclear: "(unklar)",
  noText: "(kein Text)",
  doneOrDropped: ({ count }) => `Erledigt oder hinfällig (${count})`,
  others: "Weitere",
  moreIn: ({ count, agenda }) => `… (${count} weitere in #${agenda})`,
};
