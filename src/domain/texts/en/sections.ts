/** Headings, and lines that stand for one, in agendas and follow-ups; they are read again in every language. */
export const ENGLISH_SECTIONS = {
  actionItems: "Action items",
  /** Questions that a follow-up asked, and those of a call that are not answered. */
  openQuestions: "Open questions",
  /** Items that nobody owns. */
  noOwner: "No owner yet",
  /** Behind the words of an item whose due date stood in a column; it is read again. */
  due: ({ due }: { due: string }) => `due ${due}`,
  /** The same of words that name no day, and of a name in the column for owners that is no user's. */
  unclearDue: ({ words }: { words: string }) => `due ${words}`,
  owner: ({ owner }: { owner: string }) => `owner ${owner}`,
  asNoted: ({ agenda }: { agenda: number }) => `As noted in #${agenda}:`,
  alsoNoted: ({ agenda }: { agenda: number }) => `Also noted in #${agenda}:`,
  noted: ({ agenda }: { agenda: number }) => `Noted in #${agenda}.`,
};
