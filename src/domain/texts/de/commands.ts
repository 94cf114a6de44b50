import type { Catalogue } from "../catalogue.ts";
import { countingIn } from "../counting.ts";

const counted = countingIn("de");

const DAY = "2026-12-03 oder 3. Dez. 2026";

export const GERMAN_COMMANDS: Catalogue["commands"] = {
  helpHead: "Diese Befehle verstehe ich, jeweils in einer eigenen Zeile, die mit meinem Namen beginnt:",
  helpLine: ({ usage, meaning }) => `- \`${usage}\`: ${meaning}`,
  helpItem: "PUNKT steht für den Wortlaut des Aktionspunkts, oder so viel davon, dass er eindeutig ist.",
  usesMove: "move to 2026-12-03",
  usesSnooze: "snooze PUNKT until 2026-12-03",
  usesDrop: "drop PUNKT",
  meansSkip: "dieser Termin findet nicht statt",
  meansMove: "er findet an diesem Tag statt (auch `3. Dez.`)",
  meansSnooze: "vor diesem Tag keine Erinnerung an diesen Aktionspunkt",
  meansDrop: "dieser Aktionspunkt wird nicht mehr gebraucht",
  meansBoxes: "Aktionspunkte der Agenda, die ohne Kästchen notiert wurden, erhalten eines",
  meansInclude: "was im Entwurf einer Nachbereitung ausgelassen wurde, wird aufgenommen",
  meansSend: "die Teilnehmenden werden jetzt über einen Entwurf benachrichtigt",
  meansRefresh: "jetzt noch einmal nachsehen",
  meansHelp: "diese Liste",

  notRead: ({ text, problem }) => `„${text}“ konnte ich nicht lesen: ${problem}.`,
  didYouMean: ({ command }) => `War \`${command}\` gemeint?`,
  askHelp: ({ command }) => `Was ich verstehe, sagt \`${command}\`.`,
  noSuchItem: ({ words }) =>
    `Kein offener Aktionspunkt passt hier zu „${words}“. Bitte den Wortlaut so wiederholen, wie er in der Liste steht.`,
  severalItems: ({ words, count }) =>
    `„${words}“ passt zu ${counted(count, { one: `${count} Aktionspunkt`, other: `${count} Aktionspunkten` })}. Welcher ist gemeint? Bitte mehr von seinem Wortlaut wiederholen.`,
  andMore: ({ count }) => counted(count, { one: `und ${count} weiterer`, other: `und ${count} weitere` }),

  dayMissing: `der Tag fehlt; bitte in der Form ${DAY} angeben`,
  dayAfterItemMissing: "der Tag fehlt; bitte `until 2026-12-03` hinter den Punkt schreiben",
  itemBeforeUntilMissing: "der Punkt fehlt; bitte seinen Wortlaut vor `until` schreiben",
  itemAfterDropMissing: "der Punkt fehlt; bitte seinen Wortlaut hinter `drop` schreiben",
  standsAlone: ({ verb, rest }) => `\`${verb}\` steht allein, ohne „${rest}“`,
  noCommand: ({ word }) => `„${word}“ ist kein Befehl`,
  notKnown: "das kenne ich nicht",
  dayIsOver: ({ day }) => `${day} ist vorbei`,
  noSuchDay: ({ words }) => `den Tag ${words} gibt es nicht`,
  dayAmbiguous: ({ words }) => `${words} ist nicht eindeutig; bitte in der Form ${DAY} angeben`,
  noDay: ({ words }) => `erwartet wird ein Tag in der Form ${DAY}, nicht „${words}“`,
  dayDoesNotFit: ({ words, day }) => `${words} passt nicht: Dieser Tag ist ${day}`,

  onCallToCome: "Das geht in der Agenda eines Termins, der noch nicht begonnen hat.",
  isOver: ({ day }) => `${day} ist vorbei.`,
  inOwnIssues: "Das geht bei Aktionspunkten, die in einem Issue von mir stehen.",
  onAgendaOrFollowUp: "Das geht in einer Agenda und in ihrer Nachbereitung.",
  noLooseItem: ({ agenda }) => `In #${agenda} habe ich keinen Aktionspunkt ohne Kästchen gefunden.`,
  onDraft: "Das geht im Entwurf einer Nachbereitung.",
  nothingLeftOut: "Hier wurde nichts ausgelassen.",
  includeAfterTelling: ({ agenda }) =>
    `Die Teilnehmenden kennen diese Nachbereitung schon, deshalb bleibt ihr Text. Bitte hier ergänzen, was fehlt; es steht in #${agenda}.`,
  includeAfterEdit: ({ agenda }) =>
    `Dieser Text wurde bearbeitet, deshalb lasse ich ihn, wie er ist. Bitte ergänzen, was fehlt; es steht in #${agenda}.`,
  toldAlready: "Die Teilnehmenden kennen diese Nachbereitung schon.",
};
