import { expect, it } from "vitest";
import { startHttpStub } from "../../support/gitlab/http-stub.ts";

it("answers what is expected, in order, whatever the order of the query", async () => {
  const stub = await startHttpStub();
  stub.expect("GET", "/a?x=1&y=2", { json: 1 }, { text: "two", status: 201 });
  expect(await (await fetch(`${stub.url}/a?y=2&x=1`)).json()).toBe(1);
  expect(await (await fetch(`${stub.url}/a?x=1&y=2`)).text()).toBe("two");
  await stub.finish();
});

it("fails on a request that nobody expected", async () => {
  const stub = await startHttpStub();
  stub.expect("GET", "/a", {});
  await fetch(`${stub.url}/a`);
  await fetch(`${stub.url}/a`, { method: "POST", body: "x" });
  await expect(stub.finish()).rejects.toThrow("POST /a");
});

it("fails on an expected request that did not come", async () => {
  const stub = await startHttpStub();
  stub.expect("GET", "/never", {});
  await expect(stub.finish()).rejects.toThrow("GET /never");
});
