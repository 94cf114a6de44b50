import { countingIn } from "../counting.ts";

const counted = countingIn("en");

/** What the bot says in comments on agendas and follow-ups, and in the issues that items are given. */
export const ENGLISH_COMMENTS = {
  noActionItems: ({ agenda }: { agenda: number }) => `#${agenda} has no action items.`,
  lackOwnerAndDate: ({ items, count }: { items: string; count: number }) =>
    `${items} ${counted(count, { one: "has", other: "have" })} no owner and no date yet.`,
  lackOwner: ({ items, count }: { items: string; count: number }) =>
    `${items} ${counted(count, { one: "has", other: "have" })} no owner yet.`,
  lackDate: ({ items, count }: { items: string; count: number }) =>
    `${items} ${counted(count, { one: "has", other: "have" })} no date yet.`,
  lackBox: ({ items, count }: { items: string; count: number }) =>
    `${items} ${counted(count, { one: "has", other: "have" })} no box (\`- [ ]\`) yet.`,
  quoted: ({ text }: { text: string }) => `“${text}”`,
  /** What stands at the end of a list of quoted texts. */
  more: ({ count }: { count: number }) => `${count} more`,
  dayUnclear: ({ text, day }: { text: string; day: string }) => `${text} (${day} is unclear)`,
  aRecap: "a recap",
  wordOnLinks: ({ links, count }: { links: string; count: number }) =>
    `a word on what ${links} ${counted(count, { one: "holds", other: "hold" })}`,
  notInYet: ({ agenda, lacks }: { agenda: number; lacks: string }) => `Not in #${agenda} yet: ${lacks}.`,
  whatIsAdded: ({ agenda, until }: { agenda: number; until: string }) =>
    `What is added to #${agenda} before ${until} goes into the follow-up.`,
  /** In place of the moment of the sentence before. */
  itIsApproved: "it is approved",
  nothingMissing: ({ agenda }: { agenda: number }) => `Nothing is missing in #${agenda} any more.`,

  passages: ({ count }: { count: number }) =>
    counted(count, { one: `${count} passage of the recap`, other: `${count} passages of the recap` }),
  actionItems: ({ count }: { count: number }) =>
    counted(count, { one: `${count} action item`, other: `${count} action items` }),
  leftOut: ({ what, count }: { what: string; count: number }) =>
    counted(count, { one: `${what} was left out.`, other: `${what} were left out.` }),
  leftOutUnless: ({ what, count, command }: { what: string; count: number; command: string }) =>
    counted(count, {
      one: `${what} was left out; \`${command}\` adds it.`,
      other: `${what} were left out; \`${command}\` adds them.`,
    }),
  waitsForApproval: "Participants are told once the account team approves this draft: a 👍 on it.",
  waitsForApprovalOr: ({ command }: { command: string }) =>
    `Participants are told once the account team approves this draft: a 👍 on it, or a comment \`${command}\`.`,

  thisIsFollowUp: ({ agenda }: { agenda: number }) => `This is the follow-up to our call (#${agenda}).`,
  peopleThisIsFollowUp: ({ people, agenda }: { people: string; agenda: number }) =>
    `${people}: this is the follow-up to our call (#${agenda}).`,
  itemsOpen: ({ count }: { count: number }) =>
    counted(count, { one: `${count} action item is open`, other: `${count} action items are open` }),
  questionsOpen: ({ count }: { count: number }) =>
    counted(count, {
      one: `${count} question is still to be answered`,
      other: `${count} questions are still to be answered`,
    }),
  /** Both of the above, or one of them, as a sentence. */
  stillOpen: ({ what }: { what: string }) => `${what}.`,
  nothingOpen: "Nothing is left open.",
  nextUpdate: ({ day }: { day: string }) => `The next update comes by ${day}.`,
  nextCall: ({ call }: { call: string }) => `Next call: ${call}.`,
  anythingMissing: "Is something missing or not quite right? Please say so below.",

  takenBack: ({ agenda }: { agenda: number }) =>
    `#${agenda} is open again, so this follow-up is closed for now. It comes back, brought up to date, when #${agenda} is closed.`,
  newSince: ({ agenda }: { agenda: number }) => `New in #${agenda} since this follow-up was written:`,
  nothingNew: ({ agenda }: { agenda: number }) => `#${agenda} was updated since; no action item is new.`,
  moreIn: ({ count, agenda }: { count: number; agenda: number }) => `… (${count} more in #${agenda})`,

  callOver: "The call is over; this issue can be closed once its notes are in.",
  callOverFollowed: "The call is over; closing this issue makes its follow-up.",
  itemsAdded: ({ count }: { count: number }) =>
    counted(count, {
      one: `${count} open action item of earlier calls was added to this agenda. Take off what is no longer needed: it stays off.`,
      other: `${count} open action items of earlier calls were added to this agenda. Take off what is no longer needed: it stays off.`,
    }),

  raisedIn: ({ origin }: { origin: number }) => `Raised in #${origin}.`,
  raisedInAndSeen: ({ origin, seen }: { origin: number; seen: number }) =>
    `Raised in #${origin}, last seen in #${seen}.`,
  /** The title of an issue for an item whose words are not to be quoted. */
  itemOf: ({ origin }: { origin: number }) => `Action item of #${origin}`,
};
