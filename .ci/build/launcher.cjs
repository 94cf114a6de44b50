#!/usr/bin/env node
"use strict";
// Starts the command. Compiling is a third of what a short command costs, so the compiled form is kept: by Node itself
// from 22.8 on, before that from the file that the build wrote for its own Node. A file of another Node is refused by V8
// and the source is compiled as usual. Nothing is ever written here: whoever can write such a file can run code.
const nodeModule = require("node:module");
const { dirname, join } = require("node:path");

const filename = join(__dirname, "main.cjs");

function readOrNull(path) {
  try {
    return require("node:fs").readFileSync(path);
  } catch {
    return undefined;
  }
}

if (typeof nodeModule.enableCompileCache === "function") {
  nodeModule.enableCompileCache();
  require(filename);
} else {
  const vm = require("node:vm");
  const cachedData = readOrNull(join(__dirname, "main.cache"));
  const script = new vm.Script(nodeModule.wrap(require("node:fs").readFileSync(filename, "utf8")), {
    filename,
    cachedData,
  });
  const main = { exports: {} };
  script.runInThisContext()(main.exports, nodeModule.createRequire(filename), main, filename, dirname(filename));
}
