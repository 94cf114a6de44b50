import type { Catalogue } from "../catalogue.ts";
import { countingIn } from "../counting.ts";

const counted = countingIn("de");

export const GERMAN_INSTRUCTIONS: Catalogue["instructions"] = {
  title: "Wie unsere Termine in diesem Projekt ablaufen",
  intro:
    "Ein eigenes Konto, auf dieser Seite *der Bot* genannt, bereitet die Agenden unserer Termine vor und hält fest, was dabei herauskommt. Wann wir uns treffen, steht in [`.gitlab/cadence.yml`](../.gitlab/cadence.yml); diese Datei können hier alle lesen.",

  before: "Vor einem Termin",
  agendaOf: ({ meeting, ahead }) => `**${meeting}**: Die Agenda steht ${ahead} vor dem Termin hier.`,
  ahead: {
    minutes: ({ count }) => counted(count, { one: `${count} Minute`, other: `${count} Minuten` }),
    hours: ({ count }) => counted(count, { one: `${count} Stunde`, other: `${count} Stunden` }),
    days: ({ count }) => counted(count, { one: `${count} Tag`, other: `${count} Tage` }),
    workingDays: ({ count }) => counted(count, { one: `${count} Arbeitstag`, other: `${count} Arbeitstage` }),
    weeks: ({ count }) => counted(count, { one: `${count} Woche`, other: `${count} Wochen` }),
  },
  agenda:
    "Eine Agenda ist ein Issue, dessen Fälligkeitsdatum der Tag des Termins ist. Was aus früheren Terminen noch offen ist, steht schon darin.",
  topics:
    "Für ein neues Thema die Agenda bearbeiten und es unter den Themen ergänzen. Was Menschen schreiben, bleibt so stehen.",

  during: "Im Termin",
  newItem: "Ein neuer Aktionspunkt ist eine eigene Zeile, mit wer und bis wann: `- [ ] @name was, bis 2026-01-31`.",
  notes:
    "Was vereinbart und entschieden wurde, und Fragen, die später beantwortet werden, stehen unter den nächsten Schritten der Agenda.",

  after: "Nach dem Termin",
  onClosing:
    "Sobald jemand die Agenda schließt, entsteht eine Nachbereitung: ein Issue mit dem Vereinbarten, jedem Aktionspunkt mit Zuständigen und Datum und dem, was noch zu beantworten ist.",
  onClosingWithItems:
    "Sobald jemand die Agenda schließt und etwas offen ist, entsteht eine Nachbereitung: ein Issue mit dem Vereinbarten, jedem Aktionspunkt mit Zuständigen und Datum und dem, was noch zu beantworten ist.",
  onEnd:
    "Wenn der Termin vorbei ist, entsteht eine Nachbereitung: ein Issue mit dem Vereinbarten, jedem Aktionspunkt mit Zuständigen und Datum und dem, was noch zu beantworten ist.",
  told: "Wir lesen sie zuerst. Dann benachrichtigt ein Kommentar alle, die teilnehmen; Fragen und Korrekturen bitte als Kommentar ergänzen.",
  carried: "Was noch offen ist, steht in der nächsten Agenda, mit seiner Herkunft.",
  remindTeam: ({ team }) => `${team} wird an Überfälliges erinnert, an Arbeitstagen und höchstens einige Male.`,
  remindAll: "Wer zuständig ist, wird an Überfälliges erinnert, an Arbeitstagen und höchstens einige Male.",

  boxes: "Kästchen",
  tick: "Das Kästchen eines Aktionspunkts abhaken, in welchem Issue auch immer: Es ist dann in allen abgehakt. Ohne Haken ist der Punkt wieder offen.",
  drop: "`[~]` in einem Kästchen sagt, dass der Punkt nicht mehr gebraucht wird.",
  ownIssue: "`/cadence issue` allein in einer Zeile unter einem Punkt legt für ihn ein eigenes Issue an.",

  commands: "Befehle",
  commandsOf: ({ team }) =>
    `${team} kann diese in einen Kommentar zu einer Agenda oder Nachbereitung schreiben, jeweils in eine Zeile, die mit dem Namen des Bots beginnt, hier \`@bot\`:`,
  byHand:
    "Alles davon geht auch von Hand: Eine Agenda, die vor ihrem Termin geschlossen wird, sagt ihn ab, und ein anderes Fälligkeitsdatum verschiebt ihn.",

  stop: "Wie es aufhört",
  stopOne: "Ein Termin: seine Agenda vor dem Termin schließen.",
  stopForAWhile:
    "Eine Zeit lang: `pause: 2026-07-01..` unter `defaults` in `.gitlab/cadence.yml` schreiben, mit dem ersten Tag ohne Termine.",
  stopForGood: "Für immer: `.gitlab/cadence.yml` löschen. Was in Issues steht, bleibt.",

  ask: "Wer Fragen beantwortet",
  askWho: ({ who }) => `${who}, in einem Kommentar zu jedem Issue hier.`,
};
