import { describe, expect, it } from "vitest";
import { createGather } from "../../src/queue/gather.ts";

function recorded(size: number, answer: (question: number) => string) {
  const batches: number[][] = [];
  const ask = createGather<number, string>(size, async (questions) => {
    batches.push([...questions]);
    return questions.map(answer);
  });
  return { batches, ask };
}

describe("questions of one moment", () => {
  it("are asked together and each gets its own answer", async () => {
    const { batches, ask } = recorded(10, (question) => `answer ${question}`);
    expect(await Promise.all([1, 2, 3].map(ask))).toEqual(["answer 1", "answer 2", "answer 3"]);
    expect(await ask(4)).toBe("answer 4");
    expect(batches).toEqual([[1, 2, 3], [4]]);
  });

  it("are asked in parts where they are many", async () => {
    const { batches, ask } = recorded(2, String);
    expect(await Promise.all([1, 2, 3, 4, 5].map(ask))).toEqual(["1", "2", "3", "4", "5"]);
    expect(batches).toEqual([[1, 2], [3, 4], [5]]);
  });

  it("all fail with the question, and those after them do not", async () => {
    const { ask } = recorded(10, (question) => {
      if (question < 0) throw new Error("no such question");
      return "fine";
    });
    const outcomes = await Promise.allSettled([1, -1].map(ask));
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await ask(2)).toBe("fine");
  });

  it("fail where answers are missing: none is taken for another's", async () => {
    const ask = createGather<number, string>(10, async () => ["only one"]);
    const outcomes = await Promise.allSettled([1, 2].map(ask));
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });
});
