import type { Catalogue } from "../catalogue.ts";

export const GERMAN_MEETING_TYPES: Catalogue["meetingTypes"] = {
  names: {
    "cadence-call": "CSM-Termin",
    "first-call": "Erstes Gespräch",
    "leadership-check-in": "Leitungsgespräch",
    "business-review": "Business Review",
    "enablement-session": "Enablement-Termin",
    engagement: "Beratungsgespräch",
    retrospective: "Rückblick",
    custom: "Termin",
  },
  steps: {
    invite: "Alle einladen, die teilnehmen sollen",
    agreeOnTopics: "Abstimmen, was der Review zeigen soll",
    gatherResults: "Ergebnisse und offene Fragen zusammenstellen",
    shareSlides: "Teilen, was gezeigt wird",
    agreeOnSubject: "Thema und Teilnehmende abstimmen",
    shareMaterial: "Teilen, was bei der Vorbereitung hilft",
  },
  feedback: "Rückmeldung zum Termin einholen: was geholfen hat, und was fehlt",
  rollUp: ({ day, counts }) => `Unsere regelmäßigen Termine, Stand ${day}: ${counts}.`,
  doneSinceCheckIn: ({ count }) => `${count} erledigt seit dem letzten Leitungsgespräch`,
  doneSoFar: ({ count }) => `${count} bisher erledigt`,
};
