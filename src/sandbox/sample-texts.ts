/** Texts of the sample customers. Dates are `YYYY-MM-DD`. */

export interface SampleDates {
  /** First call of the rhythm, long ago. */
  readonly first: string;
  readonly lastCall: string;
  readonly callBefore: string;
  readonly nextCall: string;
  /** In words, `tuesday`. */
  readonly weekday: string;
  readonly overdue: string;
  readonly soon: string;
  readonly holidayFrom: string;
  readonly holidayTo: string;
}

export function acmeConfiguration(dates: SampleDates): string {
  return `customer: Acme
timezone: Europe/Berlin
country: DE                      # public holidays of this country move a call
account_team: ["@jane", "@sam"]  # first is the CSM
attendees: ["@bob"]              # the customer's side
meetings:
  cadence-call:
    repeat: every 2 weeks on ${dates.weekday} at 10:00
    from: ${dates.first}
    lead_time: 5 days
    skip: [${dates.holidayFrom}..${dates.holidayTo}]
`;
}

export const acmeTemplate = `# {{customer}} cadence call

**When:** {{day}}, {{time}} {{time_zone}}

## Attendees

{{#account_team_list}}
- {{name}}
{{/account_team_list}}
{{#attendees_list}}
- {{name}}
{{/attendees_list}}

## Topics

1. Open action items
2. Adoption and roadmap
3. Anything from {{customer}}

## Action items

{{action_items}}

## Next steps
`;

export function acmeEarlierAgenda(dates: SampleDates): string {
  return `# Acme cadence call

## Attendees

- [x] Jane
- [x] Bob

## Topics

1. Runner rollout in the Hamburg data centre
2. Security review

## Action items

### GitLab

- [ ] @sam Send the sizing sheet for the runners, due ${dates.overdue}
- [x] @jane Book the architecture workshop

### Acme

- [ ] @bob Upload the architecture diagram, due ${dates.soon}
  - [x] Ask the network team
  - [ ] Draw the DMZ

  The last one is from before the move.
- [~] @bob Order new hardware
- [ ] Who decides on the pilot group?
`;
}

export function acmeOldAgenda(dates: SampleDates): string {
  return `## Action items

- [ ] @bob Name a contact for security questions
- [x] @jane Share the recording of ${dates.callBefore}
`;
}

export function globexConfiguration(dates: SampleDates): string {
  return `customer: Globex
timezone: America/New_York
country: US
account_team: ["@sam"]
attendees: ["@carol"]
meetings:
  cadence-call:
    repeat: every 2 weeks on ${dates.weekday} at 15:00
    from: ${dates.first}
    lead_time: 5 days
`;
}

export const globexTemplate = `/label ~"cadence-call"

## Topics

## Action items

{{action_items}}
`;

/** What a customer might write, by accident or on purpose: none of it may run, notify or swallow anything. */
export const globexHostileAgenda = [
  "## Action items",
  "",
  "- [ ] Please answer the ticket",
  "/close",
  "- [ ] Tell everybody: @all and @account-management/emea",
  "- [ ] Second paragraph",
  "",
  "  /confidential",
  "",
  "  /assign @carol",
  "- [ ] Unclosed `code and an unclosed <!-- comment",
  "- [ ] After the comment: is this one still there?",
  "- [ ] Fenced",
  "  ```",
  "  /label ~nonsense",
].join("\n");

export function initechConfiguration(dates: SampleDates): string {
  return `customer: Initech
timezone: America/Chicago
account_team: ["@jane"]
attendes: ["@peter"]
meetings:
  cadence-call:
    repeat: bi-monthly
    from: ${dates.first}
`;
}
