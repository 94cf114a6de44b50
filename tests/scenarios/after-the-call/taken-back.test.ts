import { expect, it } from "vitest";
import { PROJECT, type Stage } from "../../support/stage.ts";
import { settle } from "./outcome.ts";
import { situations } from "./situations.ts";

const ITEM = "Upload the diagram";
const BOX = /^[ \t]*- \[([ x~])\].*Upload the diagram/m;

function boxOf(stage: Stage, iid: number): string | undefined {
  return BOX.exec(stage.sandbox.issue(PROJECT, iid).description)?.[1];
}

/** bob ticked the item in the follow-up #2, and the run is about to tick it in the agendas #1 and #3. */
async function ticked(): Promise<Stage> {
  const stage = await situations.find(({ name }) => name === "a tick in the follow-up")?.set();
  if (stage === undefined) throw new Error("there is no such situation any more");
  return stage;
}

it.each<[string, (stage: Stage) => void]>([
  ["", () => undefined],
  [", and something is said about it", (stage) => stage.sandbox.as("sam").comment(PROJECT, 3, "Not yet.")],
  [", and another box is set", (stage) => stage.sandbox.as("sam").tick(PROJECT, 3, "Book a room")],
])(
  "a tick taken back while a run is about to tick that box is the latest word, at any request%s",
  async (_, andThen) => {
    const failures: string[] = [];
    const taken = new Set<boolean>();
    for (let request = 1, sent = 1; request <= sent; request += 1) {
      const stage = await ticked();
      let seen = 0;
      let isTakenBack = false;
      const remove = stage.sandbox.beforeRequest(() => {
        seen += 1;
        if (seen !== request || boxOf(stage, 3) !== " ") return;
        stage.sandbox.as("sam").tick(PROJECT, 3, ITEM);
        stage.sandbox.as("sam").untick(PROJECT, 3, ITEM);
        andThen(stage);
        isTakenBack = true;
      });
      await stage.run();
      remove();
      await settle(stage);
      const boxes = [1, 2, 3].map((iid) => boxOf(stage, iid)).join();
      if (boxes !== (isTakenBack ? " , , " : "x,x,x")) failures.push(`before request ${request}: ${boxes}`);
      await stage.close();
      taken.add(isTakenBack);
      sent = seen;
    }
    expect(failures).toEqual([]);
    expect(taken).toEqual(new Set([true, false]));
  },
);
