#!/usr/bin/env node
import nodeModule from "node:module";
import { isMainThread } from "node:worker_threads";
import { startCommandThread } from "./command-thread.ts";
import { keepCompiled } from "./keep-compiled.ts";
import { ownFolder } from "./own-folder.ts";

/** Commands that read what people wrote: in a thread, which can be ended where a text keeps it busy for ever. */
const GUARDED = ["run", "plan", "explain", "handbook", "items", "preview", "check", "init", "adopt", "undo", "replay"];

/** Compiling is a third of what a short command costs, so the compiled form is kept, where nobody else can have put it. */
function keepCode(): void {
  // Somebody's own choice, which Node follows.
  if (process.env["NODE_COMPILE_CACHE"]) return;
  const { enableCompileCache: keep = keepCompiled } = nodeModule as { enableCompileCache?: typeof keepCompiled };
  const folder = ownFolder(process.env, process.getuid?.());
  // Without a folder Node takes one in TMPDIR that anybody can make first.
  if (folder !== null) keep(folder);
}

if (isMainThread && GUARDED.includes(process.argv[2] ?? "")) {
  const isTTY = { out: process.stdout.isTTY === true, err: process.stderr.isTTY === true };
  const thread = startCommandThread(new URL(import.meta.url), process.argv, isTTY);
  keepCode();
  void import("./guard.ts").then(({ guardProcess }) => guardProcess(thread));
} else {
  keepCode();
  void import("./main.ts");
}
