import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PROJECT } from "../../support/gitlab/gitlab-answers.ts";
import { createTestClient, failureOf } from "../../support/gitlab/gitlab-client.ts";

const PEM = fileURLToPath(new URL("../../fixtures/tls/self-signed.pem", import.meta.url));
const pem = readFileSync(PEM, "utf8");
let answered = 0;
const server = createServer({ key: pem, cert: pem }, (_, response) => {
  answered++;
  response.setHeader("content-type", "application/json").end(JSON.stringify(PROJECT));
});
let url = "";

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

it("an unknown authority is an error that names the way out", async () => {
  const { gitlab } = createTestClient(url);
  const error = await failureOf(gitlab.getProject());
  expect(error).toMatchObject({ name: "ConfigError" });
  expect(error.message).toBe(
    `the certificate of ${url} is not trusted: set NODE_EXTRA_CA_CERTS to a PEM file with the certificate of your own authority (DEPTH_ZERO_SELF_SIGNED_CERT)`,
  );
  expect(gitlab.requests.reads).toBe(1);
});

it("nothing is sent to a server that is not trusted, so a creation is not in doubt", async () => {
  const draft = {
    title: "t",
    description: "",
    labels: [],
    assigneeIds: [],
    dueDate: null,
    confidential: false,
    milestone: null,
  };
  const before = answered;
  expect(await failureOf(createTestClient(url).gitlab.createIssue(draft))).toMatchObject({ name: "ConfigError" });
  expect(answered).toBe(before);
});

it("NODE_EXTRA_CA_CERTS makes it work", async () => {
  // Node reads the variable once at its start, hence a process of its own.
  const script = `
    import { createGitLab } from ${JSON.stringify(new URL("../../../src/gitlab/project/client.ts", import.meta.url).href)};
    const project = await createGitLab({ url: ${JSON.stringify(url)}, token: "t", project: "1" }).getProject();
    console.log(project.path);`;
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: PEM };
  const run = promisify(execFile)(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], { env });
  expect((await run).stdout.trim()).toBe("group/acme");
});
