import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./root.ts";

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name: string };
}

/** Data with terms of its own inside a package that has others. */
const DATA_NOTICES: Readonly<Record<string, string>> = {
  "date-holidays":
    "The holiday data is licensed CC BY-SA 3.0 (https://creativecommons.org/licenses/by-sa/3.0/): its authors and " +
    "sources are named in the package's README. It is redistributed here unchanged.",
};

/** No package: the Markdown rules in src/domain/markdown follow comrak's, and comrak's follow cmark's. */
const RULES_OF_COMRAK: readonly string[] = [
  "## Rules for Markdown that follow comrak and cmark",
  "",
  "Licence: BSD-2-Clause",
  "",
  "```text",
  readFileSync(join(ROOT, "src", "domain", "markdown", "COPYING"), "utf8").trim(),
  "```",
  "",
];

/** The third-party packages that files of a bundle came from, as folders like `node_modules/zod`, sorted. */
export function packagesOf(inputs: readonly string[]): readonly string[] {
  const folders = inputs.flatMap((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []);
  return [...new Set(folders)].toSorted();
}

/** One Markdown text with name, version, licence and licence text of each package. */
export function renderNotices(folders: readonly string[]): string {
  const head = [
    "# Third-party notices",
    "",
    "The files in this folder contain code of the packages below, each under its own licence.",
    "",
  ];
  return [...head, ...folders.map(renderPackage), ...RULES_OF_COMRAK].join("\n");
}

function renderPackage(folder: string): string {
  const path = join(ROOT, folder);
  const manifest: Manifest = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
  const author = typeof manifest.author === "string" ? manifest.author : manifest.author?.name;
  const texts = readdirSync(path)
    .filter((name) => /^(licen[cs]e|copying|notice)/i.test(name))
    .map((name) => readFileSync(join(path, name), "utf8").replaceAll("\r\n", "\n").trim());
  const notice = DATA_NOTICES[manifest.name];
  return [
    `## ${manifest.name} ${manifest.version}`,
    "",
    `Licence: ${manifest.license ?? "see below"}${author === undefined ? "" : `, by ${author}`}`,
    "",
    ...(notice === undefined ? [] : [notice, ""]),
    ...texts.flatMap((text) => ["```text", text, "```", ""]),
  ].join("\n");
}
