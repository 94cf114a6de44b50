import { PROJECT, type Stage } from "../../support/stage.ts";

type IssueState = ReturnType<Stage["sandbox"]["issue"]>;
type Hook = Parameters<Stage["sandbox"]["beforeRequest"]>[0];
type Request = Parameters<Hook>[0];

/** What sam adds to a text: CRLF, an emoji, blanks at the end of a line. */
const ADDED = "\r\nAlso agreed:  \r\nnobody waits 🙂‍↔️\t\r\n";

/** An item that no situation is about: sam sets its box the other way. */
const OTHER = "ask Support";
const OTHER_LINE = /^[ \t]*- \[([ x~])\].*ask Support/m;

/** What sam left behind in one issue. */
export interface PersonsText {
  readonly iid: number;
  readonly text: string;
}

/** True for a request that writes the whole description of an issue. */
export function writesDescription(request: Request, iid?: number): boolean {
  const match = /\/issues\/(\d+)$/.exec(request.path);
  const isWrite = request.method === "PUT" && match !== null && typeof request.body.description === "string";
  return isWrite && (iid === undefined || Number(match[1]) === iid);
}

/** sam writes into one issue. */
export function write(stage: Stage, iid: number): PersonsText {
  stage.sandbox.as("sam").editDescription(PROJECT, iid, (text) => text + ADDED);
  return { iid, text: stage.sandbox.issue(PROJECT, iid).description };
}

/** Issues of one's own about an item hold no copies of it. */
function holdsOther(issue: IssueState): boolean {
  return OTHER_LINE.test(issue.description);
}

/** sam sets the other box in one of the issues that hold it; answers what it says now, null where there is none. */
export function toggle(stage: Stage, turn: number): "x" | " " | null {
  const holding = stage.sandbox.issues(PROJECT).filter(holdsOther);
  const issue = holding[turn % Math.max(1, holding.length)];
  const box = OTHER_LINE.exec(issue?.description ?? "")?.[1];
  if (issue === undefined || box === undefined) return null;
  const sam = stage.sandbox.as("sam");
  if (box === " ") sam.tick(PROJECT, issue.iid, OTHER);
  else sam.untick(PROJECT, issue.iid, OTHER);
  return box === " " ? "x" : " ";
}

/** The state of the other box in every issue that holds it. */
export function otherBoxes(stage: Stage): readonly string[] {
  return stage.sandbox.issues(PROJECT).flatMap((issue) => OTHER_LINE.exec(issue.description)?.[1] ?? []);
}

/** A text without the marker of the bot, states of boxes and pointers: what law 3 lets the bot change. */
function persons(text: string): readonly string[] {
  return text
    .replace(/^<!-- cadence:[^\n]*-->/, "")
    .replace(/\[[ xX~]\]/g, "[?]")
    .replace(/, issue #\d+(?=\) <!--c:)| · issue #\d+(?=<\/sub> <!--c:)| \(issue #\d+\)/gi, "")
    .split("\n");
}

/**
 * What the bot took away from a text or put into it beyond what law 3 allows: every line of it has to stand there still,
 * byte for byte and in order; between them there may be late items, which have ids of their own.
 */
export function harm({ iid, text }: PersonsText, found: string): readonly string[] {
  const wanted = persons(text);
  let next = 0;
  const strange: string[] = [];
  for (const line of persons(found)) {
    if (line === wanted[next]) next += 1;
    else if (line.trim() !== "" && !/<!--c:[\w-]+-->/.test(line))
      strange.push(`#${iid}: strange line ${JSON.stringify(line)}`);
  }
  const lost = wanted.slice(next).filter((line) => line !== "");
  return [...strange, ...(lost.length > 0 ? [`#${iid}: lost from ${JSON.stringify(lost[0])} on`] : [])];
}

/** sam ticks the other box in one issue; false where the issue has none that is open. */
export function tickOther(stage: Stage, iid: number): boolean {
  if (OTHER_LINE.exec(stage.sandbox.issue(PROJECT, iid).description)?.[1] !== " ") return false;
  stage.sandbox.as("sam").tick(PROJECT, iid, OTHER);
  return true;
}
