import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConfigError } from "../../../src/domain/errors.ts";
import { endpointUrl, isInApi, parseAddress } from "../../../src/gitlab/http/address.ts";

describe("parseAddress", () => {
  it.each([
    ["https://gitlab.com", "https://gitlab.com"],
    ["https://gitlab.com/", "https://gitlab.com"],
    ["https://gitlab.com/api/v4", "https://gitlab.com"],
    ["https://host.example/gitlab///", "https://host.example/gitlab"],
    ["https://host.example/gitlab/api/v4/", "https://host.example/gitlab"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
    ["HTTPS://GitLab.com:443", "https://gitlab.com"],
  ])("%s", (url, web) => {
    expect(parseAddress(url)).toEqual({ web, api: `${web}/api/v4` });
  });

  it.each([
    ["", "not an http or https URL"],
    ["gitlab.com", "not an http or https URL"],
    ["ftp://gitlab.com", "not an http or https URL"],
    ["https://user:secret@gitlab.com", "holds a user or password"],
    ["https://gitlab.com/?private_token=secret", "holds a query"],
    ["https://gitlab.com/#x", "holds a query or fragment"],
  ])("refuses %s without repeating it", (url, problem) => {
    const parse = () => parseAddress(url);
    expect(parse).toThrow(ConfigError);
    expect(parse).toThrow(problem);
    expect(parse).not.toThrow("secret");
  });
});

describe("isInApi", () => {
  const address = parseAddress("https://host.example/gitlab");
  it.each([
    ["https://host.example/gitlab/api/v4/projects/1", true],
    ["https://host.example/gitlab/api/v4x/projects/1", false],
    ["https://host.example/api/v4/projects/1", false],
    ["https://host.example/gitlab/users/sign_in", false],
    ["http://host.example/gitlab/api/v4/projects/1", false],
    ["https://host.example:444/gitlab/api/v4/projects/1", false],
    ["https://other.example/gitlab/api/v4/projects/1", false],
    ["https://user@host.example/gitlab/api/v4/projects/1", false],
  ])("%s: %s", (url, inside) => {
    expect(isInApi(new URL(url), address)).toBe(inside);
  });
});

describe("endpointUrl", () => {
  const address = parseAddress("https://host.example/gitlab");
  it("keeps encoded segments", () => {
    expect(endpointUrl(address, "projects/a%2Fb/issues", "x=1").href).toBe(
      "https://host.example/gitlab/api/v4/projects/a%2Fb/issues?x=1",
    );
  });
  it("encodes whatever a name holds so that each of GitLab's routes takes it", () => {
    const name = fc.string({ unit: "binary", minLength: 1 }).filter((text) => !/^\.{1,2}$/.test(text));
    const check = fc.property(name, (text) => {
      const url = endpointUrl(address, `projects/1/templates/issues/${encodeURIComponent(text)}`, "");
      const segment = url.pathname.split("/").at(-1) ?? "";
      expect(segment).toMatch(/^[\w%.+-]+$/);
      expect(decodeURIComponent(segment)).toBe(text);
    });
    fc.assert(check, { numRuns: 1_000, examples: [["QBR (EMEA)"], ["What's next!"], ["A*B~c"]] });
  });
  it.each(["projects/..", "projects/1/templates/issues/..", "projects/1/templates/issues/%2e%2e"])(
    "refuses %s",
    (path) => {
      expect(() => endpointUrl(address, path, "")).toThrow(RangeError);
    },
  );
});
