import { describe, expect, it } from "vitest";
import { appendLateItems } from "../../../src/domain/action-items/carry/edit.ts";
import type { AgendaText, CarriedItem } from "../../../src/domain/action-items/read/types.ts";
import { buildAgenda } from "../../../src/domain/agenda/build.ts";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { parseIssueMarker, renderIssueMarker } from "../../../src/domain/marker/issue-marker.ts";
import { textsIn } from "../../../src/domain/texts/texts.ts";
import { agendaInput } from "../../support/state/agenda-input.ts";
import { byHand, SIDES } from "../../support/state/agendas.ts";

const EN = textsIn("en");
const TEMPLATE = "## Action items\n\n{{action_items}}\n";

function named(teamName: string, agendas: readonly AgendaText[]) {
  const rules = { ...agendaInput("").rules, title: "{{team_name}} / {{customer}} - {{date}}" };
  return buildAgenda(agendaInput(TEMPLATE, { sides: { ...SIDES, teamName }, agendas, rules }));
}

function groupsOf(description: string): readonly string[] {
  return [...description.matchAll(/^### (.*)$/gm)].map(([, group = ""]) => group);
}

function asText(iid: number, date: string, description: string): AgendaText {
  return { iid: asIssueIid(iid), date, confidential: false, description, byBot: true };
}

const FIRST = byHand(12, "2026-11-03", "- [ ] @jane upload it\n- [ ] @bob book a room\n- [ ] nobody's");

describe("the name of the account team", () => {
  it("stands in title, heading and marker; GitLab is not said in the marker", () => {
    const agenda = named("R&D *Support* #1", [FIRST]);
    expect(agenda.title).toBe("R&D *Support* #\u20601 / Acme - 2026-12-01");
    expect(groupsOf(agenda.description)).toEqual(["R&D \\*Support\\* \\#1", "Acme", "No owner yet"]);
    expect(parseIssueMarker(agenda.description)?.team).toBe("R&D *Support* #1");
    expect(named("GitLab", [FIRST]).description.split("\n")[0]).not.toContain("team=");
  });

  it.each([
    ["GitLab", "Acme Support"],
    ["Acme Support", "GitLab"],
    ["One *team*", "-- Another --> team é"],
  ])("changed from %s to %s, its items stay on its side, under the new name", (before, after) => {
    const then = asText(13, "2026-11-17", named(before, [FIRST]).description);
    const now = named(after, [FIRST, then]);
    expect(groupsOf(now.description)).toEqual(groupsOf(named(after, [FIRST]).description));
    expect(now.carry.items.map(({ group, owner }) => [group, owner])).toEqual(
      named(before, [FIRST]).carry.items.map(({ group, owner }) => [group, owner]),
    );
    const again = named("A third", [FIRST, then, asText(14, "2026-11-24", now.description)]);
    expect(groupsOf(again.description)).toEqual(groupsOf(named("A third", [FIRST]).description));
  });

  it("an item of the side goes with its owner, whatever the side was called", () => {
    const then = named("Acme Support", [FIRST]).description.replace("\\@jane upload it", "@bob upload it");
    const now = named("Another", [FIRST, asText(13, "2026-11-17", then)]);
    expect(groupsOf(now.description)).toEqual(["Acme", "No owner yet"]);
  });

  it("late items go under the heading that the agenda has", () => {
    const { description, carry } = named("Acme Support", [FIRST]);
    const [first] = carry.items.filter(({ owner }) => owner === "jane");
    const late = { ...(first as CarriedItem), id: "12-zzz", text: "a late one" };
    const text = appendLateItems(description, [late], { customer: "Acme", teamName: "Another" }, EN) ?? "";
    expect(groupsOf(text)).toEqual(groupsOf(description));
    expect(text.indexOf("a late one")).toBeLessThan(text.indexOf("### Acme\n"));
  });

  it("what is no name in a marker is none", () => {
    const marker = renderIssueMarker({ kind: "agenda", series: "a", occurrence: "2026-12-01", carried: [], team: "x" });
    expect(parseIssueMarker(marker.replace("team=x", "team=%FF"))?.team).toBeNull();
    expect(parseIssueMarker(marker.replace("team=x", "team=%3Cb%3E"))?.team).toBe("<b>");
  });
});
