import type { MessagePort } from "node:worker_threads";
import type { CommandContext } from "../app/context.ts";
import { notingPlaces, placeIn } from "../app/job-threads/place.ts";
import type { CommandData, FromCommand } from "../app/job-threads/protocol.ts";
import type { GitLab } from "../gitlab/port.ts";

/** What a command does in a thread beyond what it does anywhere: it says what it is at to whoever watches it. */
export function watchedBy(port: MessagePort, { place }: CommandData): NonNullable<CommandContext["watched"]> {
  const note = placeIn(place);
  const begin = (about: string | null): void => port.postMessage({ about } satisfies FromCommand);
  return {
    leave: () => begin(null),
    open(gitlab: GitLab) {
      begin(`the look at ${gitlab.projectRef}`);
      return notingPlaces(gitlab, note);
    },
  };
}
