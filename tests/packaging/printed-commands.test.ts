import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";

/**
 * Every printed command that handles a token is played: the address that it gives is a server here, and a decoy stands where
 * gitlab.com is asked when none is given (CI_SERVER_URL is the default before it).
 */
const REPOSITORY = resolve(import.meta.dirname, "../..");
const MAIN = join(REPOSITORY, "dist/cli/cadence.cjs");
const EXAMPLE = "https://gitlab.example.com";
const TOKEN = "glpat-of-the-one-that-is-meant";
const BOXED = /^(?: *)```(?:sh|shell|bash|console)?\n([^]*?)^ *```$/gm;
const INDENTED = /(?:^ {4}\S.*\n)+/gm;

/** Commands that talk to GitLab with a token. `jobs` asks the service, the others ask nobody. */
const WITH_TOKEN =
  /(?:^|[\s;&|(])(?:(?:npx (?:--no-install )?)?(?:collab-)?cadence|\S*cadence\.cjs) (?:run|plan|preview|explain|handbook|check|init|items|undo|serve|hooks)\b/;
const COMPOSE = /\bdocker compose\b/;

interface Block {
  readonly place: string;
  readonly script: string;
}

function blocksOf(file: string): readonly Block[] {
  const text = readFileSync(join(REPOSITORY, file), "utf8");
  const boxes = [...text.matchAll(BOXED)].map((match) => ({ at: match.index, script: match[1] ?? "" }));
  const rest = text.replaceAll(/^ *```[^]*?^ *```$/gm, (box) => box.replaceAll(/[^\n]/g, " "));
  const indented = [...rest.matchAll(INDENTED)].map((match) => ({ at: match.index, script: match[0] }));
  return [...boxes, ...indented].map(({ at, script }) => ({
    place: `${file}:${text.slice(0, at).split("\n").length}`,
    script: script.replaceAll(/^ +/gm, ""),
  }));
}

const files = ["README.md", ...readdirSync(join(REPOSITORY, "docs")).map((name) => `docs/${name}`)];
const blocks = files.filter((file) => file.endsWith(".md")).flatMap(blocksOf);
const talking = blocks.filter(({ script }) => WITH_TOKEN.test(script));
const composing = blocks.filter(({ script }) => COMPOSE.test(script));

/** A GitLab that knows nobody, and what it was sent. */
async function listen(tokens: string[]): Promise<Server> {
  const server = createServer((request, response) => {
    const { authorization, "private-token": token } = request.headers;
    tokens.push(String(token ?? authorization ?? ""));
    response.writeHead(401, { "content-type": "application/json" }).end('{"message":"401 Unauthorized"}');
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

const addressOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const meantTokens: string[] = [];
const decoyTokens: string[] = [];
let [meant, decoy]: [Server | null, Server | null] = [null, null];
let folder = "";
const program = (name: string, script: string): void => {
  writeFileSync(join(folder, "bin", name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, "bin", name), 0o755);
};

beforeAll(async () => {
  if (!existsSync(MAIN)) throw new Error("there is no dist: npm run build");
  [meant, decoy] = [await listen(meantTokens), await listen(decoyTokens)];
  folder = mkdtempSync(join(tmpdir(), "cadence-printed-"));
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "cadence.yml"), "groups: [account-management]\n");
  writeFileSync(join(folder, "cadence-audit.jsonl"), "");
  const cadence = `exec ${process.execPath} ${MAIN} "$@"`;
  for (const name of ["cadence", "collab-cadence"]) program(name, cadence);
  program("npx", `shift $(( $# > 0 && $(expr "$1" : -) > 0 ? 2 : 1 ))\n${cadence}`);
  // Whatever would change this machine.
  for (const name of ["sudo", "npm", "kill", "chown", "chmod", "mkdir", "tee", "kubectl", "systemctl"])
    program(name, "cat >&- 2>&-; exit 0");
  // As compose does before anything else: a variable that has to be there is not.
  program(
    "docker",
    `node_=${process.execPath}\n[ -f .env ] && . ./.env\n[ -n "$GITLAB_URL" ] || exit 14\necho "$GITLAB_URL" >> compose.log`,
  );
});
afterAll(() => {
  meant?.close();
  decoy?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a block with a token in the environment, its files under another path, and answers what it said. */
async function play({ script }: Block): Promise<string> {
  rmSync(join(folder, "compose.log"), { force: true });
  rmSync(join(folder, ".env"), { force: true });
  const here = script
    .replaceAll(EXAMPLE, meant === null ? "" : addressOf(meant))
    .replaceAll(/^export GITLAB_TOKEN(?:_FILE)?=.*$/gm, "")
    .replaceAll(/^export CADENCE_(?:SIGNING_TOKEN|QUEUE_URL)_FILE=.*$/gm, "")
    .replaceAll(/> secrets\/\S+/g, "> /dev/null")
    .replaceAll("…", "");
  const environment = {
    PATH: `${join(folder, "bin")}:/usr/bin:/bin`,
    HOME: folder,
    GITLAB_TOKEN: TOKEN,
    CADENCE_SIGNING_TOKEN: `whsec_${Buffer.alloc(32).toString("base64")}`,
    CADENCE_QUEUE_URL: "redis://127.0.0.1:1",
    CI_SERVER_URL: decoy === null ? "" : addressOf(decoy),
  };
  const child = spawn("/bin/sh", ["-c", here], { cwd: folder, env: environment, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += data));
  await once(child, "close");
  return said;
}

describe("printed commands that handle a token", () => {
  it("are there, in README and docs", () => {
    expect(talking.length).toBeGreaterThan(7);
    expect(composing.length).toBeGreaterThan(2);
  });

  it.each(talking.map((block) => [block.place, block] as const))(
    "%s: the token reaches the one that is meant, and nobody else",
    async (_place, block) => {
      meantTokens.length = 0;
      decoyTokens.length = 0;
      const said = await play(block);
      expect(decoyTokens).toEqual([]);
      expect([meantTokens.includes(TOKEN) || /undo/.test(block.script), said]).toEqual([true, said]);
    },
  );

  it.each(composing.map((block) => [block.place, block] as const))(
    "%s: compose is told the one that is meant",
    async (_place, block) => {
      await play(block);
      const told = existsSync(join(folder, "compose.log")) ? readFileSync(join(folder, "compose.log"), "utf8") : "";
      const calls = block.script.match(/^(?:.*\s)?docker compose\b/gm) ?? [];
      expect(told.trim().split("\n")).toEqual(calls.map(() => (meant === null ? "" : addressOf(meant))));
      // New containers of the service are made only with its profile.
      for (const line of block.script.split("\n"))
        if (line.includes("--force-recreate")) expect(line).toContain("--profile service");
    },
  );

  it("are told apart from those that give no address: the decoy gets the token then", async () => {
    decoyTokens.length = 0;
    await play({ place: "here", script: "cadence plan --project acme/collaboration\n" });
    expect(decoyTokens).toContain(TOKEN);
  });

  it("in the middle of a sentence, recreate the service with its profile as well", () => {
    for (const file of files.filter((one) => one.endsWith(".md"))) {
      const text = readFileSync(join(REPOSITORY, file), "utf8");
      expect(text.match(/docker compose up[^`\n]*--force-recreate/g) ?? []).toEqual([]);
    }
  });
});

it("no file that is shipped sends the token to gitlab.com when nobody says where", () => {
  const compose = parse(readFileSync(join(REPOSITORY, "docker-compose.yml"), "utf8"), { merge: true });
  for (const name of ["receiver", "worker"])
    expect(compose.services[name].environment.GITLAB_URL).toMatch(/^\$\{GITLAB_URL:\?/);
  for (const file of ["docker-compose.yml", "docs/deploy/cadence.service", "docs/deploy/kubernetes.yaml"]) {
    const text = readFileSync(join(REPOSITORY, file), "utf8");
    expect(text).not.toMatch(/GITLAB_URL[^\n]*https:\/\/gitlab\.com/);
    expect(text).toMatch(/GITLAB_URL/);
  }
});
