/** What agendas say of kinds of meetings. */
export const ENGLISH_MEETING_TYPES = {
  /** In titles. */
  names: {
    "cadence-call": "CSM Call",
    "first-call": "First Call",
    "leadership-check-in": "Leadership Check-In",
    "business-review": "Business Review",
    "enablement-session": "Enablement Session",
    engagement: "Engagement",
    retrospective: "Retrospective",
    custom: "Call",
  },
  /** What is prepared for a call, as action items. */
  steps: {
    invite: "Send the invitation to everybody who should take part",
    agreeOnTopics: "Agree on what the review is to show",
    gatherResults: "Put results and open questions together",
    shareSlides: "Share what will be presented",
    agreeOnSubject: "Agree on the subject and on who takes part",
    shareMaterial: "Share what helps to prepare",
  },
  /** An action item after a session. */
  feedback: "Ask for feedback on the session: what helped, and what is missing",
  /** What a check-in with leaders tells of the other calls: the day, and counts in a row. */
  rollUp: ({ day, counts }: { day: string; counts: string }) => `Our regular calls, as of ${day}: ${counts}.`,
  doneSinceCheckIn: ({ count }: { count: number }) => `${count} done since the last check-in`,
  doneSoFar: ({ count }: { count: number }) => `${count} done so far`,
};
