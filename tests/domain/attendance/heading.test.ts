import { describe, expect, it } from "vitest";
import { isAttendance, isOtherPart } from "../../../src/domain/attendance/heading.ts";

describe("lines that only say that people are listed below", () => {
  it.each([
    ...["Attendees", "Attendance", "Voting Members", "Non-voting members", "Present:", "Absent", "Attending", "Guests"],
    ...[
      "Not attending",
      "In attendance",
      "Who's here",
      "Who is here?",
      "Roll call",
      "Regrets",
      "Apologies for absence",
    ],
    ...["Attendees (customer)", "Attendees (11)", "Attendees: GitLab", "Attendees – Acme", "Acme attendees"],
    ...["Attendees from Acme", "Participants **today**", "Participants of the call", "List of attendees"],
    ...["Meeting Participants", "1. Attendees", "👥 Attendees", ":wave: Attendees", "Attendees 24 Nov 2026"],
    ...[
      "Attendees & apologies",
      "Attendees/Absent",
      "Attendees: please tick your name",
      "TSC Members",
      "<b>Present</b>",
    ],
    ...["Anwesende", "Teilnehmer:innen", "Teilnehmer*innen", "TeilnehmerInnen", "Liste der Teilnehmer", "Gäste"],
    ...[
      "**Présents** :",
      "Participant·e·s",
      "Participant(e)s",
      "Étaient présents",
      "Absents excusés",
      "Membres présents",
    ],
    ...["Those present", "Attended by", "Present at the meeting", "Sign-in sheet", "Meeting roster", "Sont présents :"],
    ...["Nicht anwesend", "Teilgenommen haben:", "Es fehlen:", "Presentes en la reunión", "Aanwezig waren:"],
    ...["Liste de présence", "Asistentes", "Asistentes a la reunión", "Invitados/as", "Ausentes", "Lista de presença"],
    ...["Aanwezig", "Aanwezigen", "Deelnemers", "Afwezig", "Presenti"],
    ...["参加者", "参加者：", "【参加者】", "出席者一覧", "欠席者", "参加メンバー", "与会人员", "참석자"],
  ])("%s", (line) => {
    expect(isAttendance(line)).toBe(true);
  });

  it.each([
    ...["Participants sync", "Participants sync 24 Nov", "Participants meeting", "Attendees and action items"],
    ...["Participants of the beta programme", "Participants of the Beta Programme", "beta participants"],
    ...["Attendance policy", "Attendee feedback", "Invite participants", "Contact attendees", "Onboard participants"],
    ...["Present the roadmap", "Presentation", "Present state", "Guest network", "Member onboarding", "Members area"],
    ...["Notes for attendees", "Questions from participants", "Attendees – Action items", "Participants: next steps"],
    ...["Teilnehmer des Beta-Programms", "Teilnehmer und Aufgaben", "Participantes y tareas", "参加者アンケート"],
    ...["Attendees: Ann Lee, Ben Poe, Zed", "Ann, Ben", "GitLab", "Action items", "Topics", ""],
  ])("no such line: %s", (line) => {
    expect(isAttendance(line)).toBe(false);
  });

  it("a line that is no heading names no side: what follows the colon is the list itself", () => {
    expect([isAttendance("Present: Ann", false), isAttendance("Attendees: Ann", false)]).toEqual([false, false]);
    expect(isAttendance("Attendees:", false)).toBe(true);
  });
});

describe("lines that say that another part begins", () => {
  it.each([
    ...[
      "Action items",
      "Open action items from Acme",
      "**Agenda**",
      "TSC notes",
      "Next Steps",
      "To-dos",
      "Decisions made",
    ],
    ...[
      "Aufgaben",
      "Plan d'action",
      "À faire",
      "Próximos pasos",
      "Tarefas",
      "Actiepunten",
      "アクションアイテム",
      "宿題",
    ],
  ])("%s", (line) => {
    expect(isOtherPart(line)).toBe(true);
  });

  it.each(["GitLab", "Acme", "Voting Members", "Ann, Ben", "Chair: Ann", "Remote", "Required", "", "---"])(
    "%s divides a list of people or says nothing",
    (line) => {
      expect(isOtherPart(line)).toBe(false);
    },
  );
});
