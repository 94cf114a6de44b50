import type { FleetMemory } from "../../fleet/state.ts";
import type { RequestBudget } from "../../gitlab/budget/budget.ts";
import type { AnswerFacts } from "../../gitlab/http/answer-facts.ts";
import type { GitLabRequest, Outcome } from "../../gitlab/http/outcome.ts";
import type { Ask, Tell } from "./protocol.ts";
import type { ThreadLog } from "./thread-log.ts";

/** What threads are served with by the thread that started them. */
export interface Services {
  /** May be another after a reload. */
  readonly budget: () => RequestBudget;
  readonly memory: FleetMemory;
  readonly onAnswer: (facts: AnswerFacts) => void;
}

/** What one piece of work is served with. */
export interface OrderServices {
  readonly log: ThreadLog;
  readonly onWrote?: () => void;
}

/** Answers what one thread asks and takes in what it tells. */
export function createCounter({ budget, memory, onAnswer }: Services) {
  /** GitLab's word on its limits comes before the next turn. */
  let learning: Promise<void> = Promise.resolve();
  return {
    async answer(ask: Ask): Promise<unknown> {
      switch (ask.what) {
        case "turn":
          await learning;
          return budget().as(ask.urgency).take(requestOf(ask));
        case "read":
          return memory.read();
        case "read-project":
          return memory.readProject(ask.id);
        case "write":
          return memory.write(ask.news);
        default:
          return ask satisfies never;
      }
    },
    take(tell: Tell, { log, onWrote }: OrderServices): void {
      if (tell.what === "log") log[tell.level](tell.fields as Readonly<Record<string, unknown>>, tell.text);
      else if (tell.what === "answered") onAnswer(tell.facts);
      else if (tell.what === "wrote") onWrote?.();
      else learning = learning.then(() => budget().as(tell.urgency).learn(requestOf(tell), outcomeOf(tell)));
    },
  };
}

function requestOf({ method, url }: { readonly method: GitLabRequest["method"]; readonly url: string }): GitLabRequest {
  return { method, url: new URL(url), body: null, expects: "json", maxBytes: null };
}

function outcomeOf({ status, headers }: Tell & { readonly what: "learn" }): Outcome {
  const named = new Map(headers);
  return { kind: "answer", status, headers: { get: (name) => named.get(name.toLowerCase()) ?? null }, body: null };
}
