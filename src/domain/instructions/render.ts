import { COMMANDS } from "../commands/commands.ts";
import type { FollowUpRules } from "../follow-up/types.ts";
import type { LeadTime } from "../schedule/types.ts";
import { meetingName } from "../template/meeting-name.ts";
import { makeInlineInert, makeNameInert } from "../text-safety/index.ts";
import type { Texts } from "../texts/texts.ts";
import { withInstructionsMarker } from "./marker.ts";

/** What the page says of one meeting. */
interface InstructedMeeting {
  readonly id: string;
  readonly leadTime: LeadTime;
  readonly followUp: FollowUpRules["when"];
}

/** What the page is made from. */
export interface InstructionsInput {
  readonly texts: Texts;
  readonly teamName: string;
  /** `@jane` or a plain name; null where nobody leads. */
  readonly csm: string | null;
  readonly meetings: readonly InstructedMeeting[];
  /** Whom reminders mention; null where there are none. */
  readonly reminders: "team" | "all" | null;
}

/** Renders the page, marker and all (handbook A119). Names in it are inert; nothing of it changes with the clock but who leads. */
export function renderInstructions(input: InstructionsInput): string {
  const { texts, teamName, csm } = input;
  const say = texts.instructions;
  const team = makeNameInert(teamName);
  const parts: readonly (readonly [heading: string, lines: readonly string[]])[] = [
    [say.before, [...input.meetings.map((one) => agendaLine(one, texts)), say.agenda, say.topics]],
    [say.during, [say.newItem, say.notes]],
    [say.after, afterLines(input, team)],
    [say.boxes, [say.tick, say.drop, say.ownIssue]],
    [say.stop, [say.stopOne, say.stopForAWhile, say.stopForGood]],
  ];
  const lists = parts.map(([heading, lines]) => [`## ${heading}`, lines.map((line) => `- ${line}`).join("\n")]);
  const commands = [`## ${say.commands}`, say.commandsOf({ team }), commandLines(texts), say.byHand];
  const who = csm === null ? team : makeInlineInert(csm, { mentions: "quiet" });
  const blocks = [
    [`# ${say.title}`, say.intro],
    ...lists.slice(0, -1),
    commands,
    ...lists.slice(-1),
    [`## ${say.ask}`, say.askWho({ who })],
  ];
  return withInstructionsMarker(`${blocks.flat().join("\n\n")}\n`);
}

function agendaLine({ id, leadTime }: InstructedMeeting, { instructions }: Texts): string {
  const { ahead } = instructions;
  const unit = leadTime.unit === "business-days" ? "workingDays" : leadTime.unit;
  return instructions.agendaOf({
    meeting: makeNameInert(meetingName(id)),
    ahead: ahead[unit]({ count: leadTime.amount }),
  });
}

function afterLines({ texts, meetings, reminders }: InstructionsInput, team: string): readonly string[] {
  const say = texts.instructions;
  const sentences = { closed: say.onClosing, "only-with-items": say.onClosingWithItems, "after-call": say.onEnd };
  const rules = meetings.flatMap(({ followUp }) => (followUp === "off" ? [] : [followUp]));
  // Meetings may differ: the first that has follow-ups speaks for all, since the page is about the usual course.
  const [rule] = rules;
  return [
    ...(rule === undefined ? [] : [sentences[rule], say.told]),
    say.carried,
    ...(reminders === null ? [] : [reminders === "all" ? say.remindAll : say.remindTeam({ team })]),
  ];
}

function commandLines({ commands }: Texts): string {
  return Object.values(COMMANDS)
    .map(({ usage, meaning }) => commands.helpLine({ usage: `@bot ${usage(commands)}`, meaning: meaning(commands) }))
    .join("\n");
}
