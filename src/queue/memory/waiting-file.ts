import { z } from "zod";
import { messageOf } from "../../domain/errors.ts";
import { ProjectId } from "../../domain/ids.ts";
import { oneAfterAnother } from "../../domain/one-after-another.ts";
import { QueueUnavailableError } from "../unavailable.ts";
import { readSmallFile, writeSmallFile } from "./small-file.ts";

/** What is done with goes a moment later, together. */
const TIDY_MS = 1000;

const Projects = z.array(ProjectId);

/**
 * Names the projects that a webhook or a person asked for and nobody has looked at yet, so that the next start looks at them
 * after a `kill -9`: sweeps do not see everything that webhooks tell (an issue elsewhere that an item is about, a label taken
 * off). Those that ask at the same time are written together.
 */
export interface WaitingFile {
  /** What the process before this one left. */
  readonly left: readonly ProjectId[];
  /** Resolves once the file names the project. Never throws: on a full disk the job is in memory alone. */
  keep(project: ProjectId): Promise<void>;
  /** Takes out what is done with, in a moment. */
  tidy(): void;
  /** Writes it now. Throws QueueUnavailableError. */
  save(): Promise<void>;
}

/** `owed` tells what the file is to say; `report` hears of what goes wrong. */
export function openWaitingFile(
  file: string,
  owed: () => readonly ProjectId[],
  report: (error: Error) => void,
): WaitingFile {
  const parse = (text: string): readonly ProjectId[] => Projects.parse(JSON.parse(text));
  const left = readSmallFile(file, parse, (text) => report(new Error(text))) ?? [];
  let written: ReadonlySet<ProjectId> = new Set(left);
  let isWriting = false;
  let timer: NodeJS.Timeout | null = null;
  const save = oneAfterAnother(async () => {
    const projects = owed();
    isWriting = true;
    try {
      await writeSmallFile(file, JSON.stringify(projects));
      written = new Set(projects);
    } catch (error) {
      written = new Set();
      const text = `which projects are to be looked at cannot be kept in ${file} for the next start: ${messageOf(error)}`;
      throw new QueueUnavailableError(text, { cause: error });
    } finally {
      isWriting = false;
    }
  });
  return {
    left,
    async keep(project) {
      if (isWriting || !written.has(project)) await save().catch(report);
    },
    tidy() {
      timer ??= setTimeout(() => {
        timer = null;
        const projects = new Set(owed());
        if ([...written].some((project) => !projects.has(project))) save().catch(report);
      }, TIDY_MS).unref();
    },
    save,
  };
}
