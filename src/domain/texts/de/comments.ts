import type { Catalogue } from "../catalogue.ts";
import { countingIn } from "../counting.ts";

const counted = countingIn("de");

export const GERMAN_COMMENTS: Catalogue["comments"] = {
  noActionItems: ({ agenda }) => `In #${agenda} stehen keine Aktionspunkte.`,
  lackOwnerAndDate: ({ items, count }) =>
    `Noch ohne Verantwortliche und Termin ${counted(count, { one: "ist", other: "sind" })} ${items}.`,
  lackOwner: ({ items, count }) =>
    `Noch ohne Verantwortliche ${counted(count, { one: "ist", other: "sind" })} ${items}.`,
  lackDate: ({ items, count }) => `Noch ohne Termin ${counted(count, { one: "ist", other: "sind" })} ${items}.`,
  lackBox: ({ items, count }) =>
    `Noch ohne Kästchen (\`- [ ]\`) ${counted(count, { one: "ist", other: "sind" })} ${items}.`,
  quoted: ({ text }) => `„${text}“`,
  more: ({ count }) => counted(count, { one: `${count} weiterer`, other: `${count} weitere` }),
  dayUnclear: ({ text, day }) => `${text} (${day} ist unklar)`,
  aRecap: "eine Zusammenfassung",
  wordOnLinks: ({ links }) => `ein Wort dazu, was unter ${links} steht`,
  notInYet: ({ agenda, lacks }) => `In #${agenda} fehlt noch: ${lacks}.`,
  whatIsAdded: ({ agenda, until }) => `Was in #${agenda} bis ${until} ergänzt wird, kommt noch in die Nachbereitung.`,
  itIsApproved: "zur Freigabe",
  nothingMissing: ({ agenda }) => `In #${agenda} fehlt nichts mehr.`,

  passages: ({ count }) =>
    counted(count, {
      one: `${count} Abschnitt der Zusammenfassung`,
      other: `${count} Abschnitte der Zusammenfassung`,
    }),
  actionItems: ({ count }) => counted(count, { one: `${count} Aktionspunkt`, other: `${count} Aktionspunkte` }),
  leftOut: ({ what, count }) =>
    counted(count, { one: `${what} wurde ausgelassen.`, other: `${what} wurden ausgelassen.` }),
  leftOutUnless: ({ what, count, command }) =>
    counted(count, {
      one: `${what} wurde ausgelassen; \`${command}\` nimmt ihn auf.`,
      other: `${what} wurden ausgelassen; \`${command}\` nimmt sie auf.`,
    }),
  waitsForApproval: "Die Teilnehmenden werden benachrichtigt, sobald das Account-Team diesen Entwurf freigibt: mit 👍.",
  waitsForApprovalOr: ({ command }) =>
    `Die Teilnehmenden werden benachrichtigt, sobald das Account-Team diesen Entwurf freigibt: mit 👍 oder mit einem Kommentar \`${command}\`.`,

  thisIsFollowUp: ({ agenda }) => `Dies ist die Nachbereitung unseres Termins (#${agenda}).`,
  peopleThisIsFollowUp: ({ people, agenda }) => `${people}: Dies ist die Nachbereitung unseres Termins (#${agenda}).`,
  itemsOpen: ({ count }) =>
    counted(count, { one: `${count} Aktionspunkt ist offen`, other: `${count} Aktionspunkte sind offen` }),
  questionsOpen: ({ count }) =>
    counted(count, {
      one: `${count} Frage ist noch zu beantworten`,
      other: `${count} Fragen sind noch zu beantworten`,
    }),
  stillOpen: ({ what }) => `${what}.`,
  nothingOpen: "Es ist nichts mehr offen.",
  nextUpdate: ({ day }) => `Der nächste Stand folgt bis ${day}.`,
  nextCall: ({ call }) => `Nächster Termin: ${call}.`,
  anythingMissing: "Fehlt etwas oder stimmt etwas nicht? Bitte unten kommentieren.",

  takenBack: ({ agenda }) =>
    `#${agenda} ist wieder offen, deshalb wird diese Nachbereitung vorerst geschlossen. Sie kommt auf dem neuesten Stand zurück, wenn #${agenda} geschlossen wird.`,
  newSince: ({ agenda }) => `Neu in #${agenda}, seit diese Nachbereitung geschrieben wurde:`,
  nothingNew: ({ agenda }) => `#${agenda} wurde seither geändert; kein Aktionspunkt ist neu.`,
  moreIn: ({ count, agenda }) =>
    counted(count, { one: `… (${count} weiterer in #${agenda})`, other: `… (${count} weitere in #${agenda})` }),

  callOver: "Der Termin ist vorbei; dieses Issue kann geschlossen werden, sobald die Notizen darin stehen.",
  callOverFollowed: "Der Termin ist vorbei; wird dieses Issue geschlossen, entsteht seine Nachbereitung.",
  itemsAdded: ({ count }) =>
    counted(count, {
      one: `${count} offener Aktionspunkt aus früheren Terminen wurde in diese Agenda übernommen. Was nicht mehr gebraucht wird, bitte löschen: Es bleibt dann draußen.`,
      other: `${count} offene Aktionspunkte aus früheren Terminen wurden in diese Agenda übernommen. Was nicht mehr gebraucht wird, bitte löschen: Es bleibt dann draußen.`,
    }),

  raisedIn: ({ origin }) => `Aufgenommen in #${origin}.`,
  raisedInAndSeen: ({ origin, seen }) => `Aufgenommen in #${origin}, zuletzt in #${seen}.`,
  itemOf: ({ origin }) => `Aktionspunkt aus #${origin}`,
};
