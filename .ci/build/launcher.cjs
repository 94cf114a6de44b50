#!/usr/bin/env node
"use strict";
// Starts the command. Compiling is a third of what a short command costs, so the compiled form is kept: by Node itself
// from 22.8 on, before that in the file that the build wrote for its own Node. A file of another Node is refused by V8
// and the source is compiled as usual. Compiled code is run without a look at its source, so it is taken only from where
// nobody else can have put it.
const nodeModule = require("node:module");
const { dirname, join } = require("node:path");
const { isMainThread } = require("node:worker_threads");
const { isKeptAs, ownFolder } = require("./own-folder.cjs");

const filename = join(__dirname, "main.cjs");

/** Commands that read what people wrote: in a thread, which can be ended where a text keeps it busy for ever. */
const GUARDED = ["run", "plan", "explain", "items", "preview", "check", "init", "undo", "replay"];

if (isMainThread && GUARDED.includes(process.argv[2])) {
  const { guardProcess } = require("./guard.cjs");
  void guardProcess(require("node:url").pathToFileURL(__filename));
} else if (typeof nodeModule.enableCompileCache === "function") {
  // Without a folder Node takes one in TMPDIR that anybody can make first. NODE_COMPILE_CACHE is somebody's own choice.
  const folder = process.env.NODE_COMPILE_CACHE ? undefined : ownFolder(process.env, process.getuid?.());
  if (folder !== undefined) nodeModule.enableCompileCache(folder);
  require(filename);
} else {
  const { readFileSync } = require("node:fs");
  const vm = require("node:vm");
  const cache = join(__dirname, "main.cache");
  const cachedData = isKeptAs(cache, filename) ? readFileSync(cache) : undefined;
  const script = new vm.Script(nodeModule.wrap(readFileSync(filename, "utf8")), { filename, cachedData });
  const main = { exports: {} };
  script.runInThisContext()(main.exports, nodeModule.createRequire(filename), main, filename, dirname(filename));
}
