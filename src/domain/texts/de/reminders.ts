import type { Catalogue } from "../catalogue.ts";
import { countingIn } from "../counting.ts";

const counted = countingIn("de");

export const GERMAN_REMINDERS: Catalogue["reminders"] = {
  stillOpen: ({ count }) =>
    counted(count, {
      one: "Ein Aktionspunkt aus diesem Issue ist noch offen:",
      other: `${count} Aktionspunkte aus diesem Issue sind noch offen:`,
    }),
  wasDue: ({ day }) => `war fällig am ${day}`,
  carried: ({ count }) => `${count}-mal übertragen`,
  openSince: ({ day }) => `offen seit ${day}`,
  toStop: ({ bot }) =>
    `Damit diese Erinnerung aufhört: das Kästchen abhaken, den Punkt als hinfällig markieren (\`[~]\`) oder ihn vertagen mit \`@${bot} snooze PUNKT until JJJJ-MM-TT\`, wobei PUNKT für seinen Wortlaut steht.`,
  openForLong:
    "Schon lange offen: Ein eigenes Issue kann helfen; `/cadence issue` in einer Zeile unter dem Punkt legt es an.",
  unnamed: "Einer der Aktionspunkte",
};
