import { countingIn } from "../counting.ts";

const counted = countingIn("en");

const DAY = "2026-12-03 or 3 Dec 2026";

/** What the bot answers to commands. The commands themselves are the same in every language. */
export const ENGLISH_COMMANDS = {
  helpHead: "What I understand, each on a line of its own that begins with my name:",
  helpLine: ({ usage, meaning }: { usage: string; meaning: string }) => `- \`${usage}\`: ${meaning}`,
  helpItem: "For ITEM write the words of the action item, or enough of them to tell it from the others.",
  /** What is written behind the bot's name; ITEM stands for the words of an action item. */
  usesMove: "move to 2026-12-03",
  usesSnooze: "snooze ITEM until 2026-12-03",
  usesDrop: "drop ITEM",
  meansSkip: "this call does not take place",
  meansMove: "it takes place on that day (also `3 Dec`)",
  meansSnooze: "no reminder of that action item before that day",
  meansDrop: "that action item is no longer needed",
  meansBoxes: "action items of the agenda that were noted without a box get one",
  meansInclude: "what a draft of a follow-up left out goes into it",
  meansSend: "participants are told of a draft now",
  meansRefresh: "look again now",
  meansHelp: "this list",

  notRead: ({ text, problem }: { text: string; problem: string }) => `I could not read “${text}”: ${problem}.`,
  didYouMean: ({ command }: { command: string }) => `Did you mean \`${command}\`?`,
  askHelp: ({ command }: { command: string }) => `What I understand: \`${command}\`.`,
  noSuchItem: ({ words }: { words: string }) =>
    `No open action item here fits “${words}”. Please repeat its words as they stand in the list.`,
  severalItems: ({ words, count }: { words: string; count: number }) =>
    `“${words}” fits ${counted(count, { one: `${count} action item`, other: `${count} action items` })}. Which one? Please repeat more of its words.`,
  andMore: ({ count }: { count: number }) => `and ${count} more`,

  /** Half sentences: what is wrong with a command. */
  dayMissing: `the day is missing; write it as ${DAY}`,
  dayAfterItemMissing: "the day is missing; write `until 2026-12-03` after the item",
  itemBeforeUntilMissing: "the item is missing; write its words before `until`",
  itemAfterDropMissing: "the item is missing; write its words after `drop`",
  standsAlone: ({ verb, rest }: { verb: string; rest: string }) => `\`${verb}\` stands alone, without "${rest}"`,
  noCommand: ({ word }: { word: string }) => `"${word}" is no command`,
  notKnown: "I do not know it",
  dayIsOver: ({ day }: { day: string }) => `${day} is over`,
  noSuchDay: ({ words }: { words: string }) => `there is no day ${words}`,
  dayAmbiguous: ({ words }: { words: string }) => `${words} can be read in more than one way; write it as ${DAY}`,
  noDay: ({ words }: { words: string }) => `expected a day such as ${DAY}, not "${words}"`,
  dayDoesNotFit: ({ words, day }: { words: string; day: string }) => `${words} does not fit: that day is ${day}`,

  onCallToCome: "That works on the agenda of a call that has not begun.",
  isOver: ({ day }: { day: string }) => `${day} is over.`,
  inOwnIssues: "That works for items that stand in an issue of mine.",
  onAgendaOrFollowUp: "That works on an agenda and on its follow-up.",
  noLooseItem: ({ agenda }: { agenda: number }) => `I found no action item without a box in #${agenda}.`,
  onDraft: "That works on the draft of a follow-up.",
  nothingLeftOut: "Nothing was left out here.",
  includeAfterTelling: ({ agenda }: { agenda: number }) =>
    `Participants know this follow-up, so its text stays. Please write here what is missing; it stands in #${agenda}.`,
  includeAfterEdit: ({ agenda }: { agenda: number }) =>
    `This text was edited, so I leave it as it is. Please add what is missing; it stands in #${agenda}.`,
  toldAlready: "Participants know this follow-up already.",
};
