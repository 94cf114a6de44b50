/**
 * Writes what people see of every kind of agenda and follow-up: the Markdown (docs/examples), and with a folder as argument
 * pages in light and dark as GitLab's own parser and styles show them, and pictures of those where a browser is at hand
 * (`CHROMIUM`). Run with `npm run pictures [folder]`.
 */

import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { exampleOf } from "./pictures/example.ts";
import { pageOf } from "./pictures/page.ts";
import { scenes } from "./pictures/scenes.ts";

const [folder, wanted = ""] = process.argv.slice(2);
const browser = process.env["CHROMIUM"];
const examples = new URL("../docs/examples/", import.meta.url);
const HEIGHT = 1_000;

mkdirSync(examples, { recursive: true });
for (const scene of scenes()) {
  writeFileSync(new URL(`${scene.name}.md`, examples), exampleOf(scene));
  if (folder === undefined || !scene.name.includes(wanted)) continue;
  mkdirSync(folder, { recursive: true });
  for (const theme of ["light", "dark"] as const) {
    const page = join(folder, `${scene.name}-${theme}.html`);
    writeFileSync(page, pageOf(scene, theme === "dark", process.env["UNFOLDED"] !== undefined));
    if (browser === undefined) continue;
    const picture = page.replace(/html$/, "png");
    const size = `--window-size=1040,${process.env["HEIGHT"] ?? HEIGHT}`;
    const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", size, `--screenshot=${picture}`];
    const { status } = spawnSync(browser, [...flags, pathToFileURL(page).href], { stdio: "ignore", timeout: 60_000 });
    console.log(status === 0 ? picture : `no picture of ${page}: ${browser} ended with ${status}`);
  }
}
