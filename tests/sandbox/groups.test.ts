import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { API, type Client, openStage, PROJECT, type Stage } from "./gitlab.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  const { sandbox } = stage;
  sandbox.addGroup({ path: "acme/apac", name: "Asia", members: { planner: 50 } });
  sandbox.addGroup({ path: "acme/apac/deep", name: "Below" });
  sandbox.addGroup({ path: "far/off/away", members: { developer: 30 } });
  sandbox.addGroup({ path: "shown", visibility: "public" });
  sandbox.addGroup({ path: "inside", visibility: "internal" });
  sandbox.addProject({ path: "acme/apac/deep/one", topics: ["x", "y"], visibility: "public" });
  sandbox.addProject({ path: "acme/apac/deep/two", archived: true });
});

afterAll(() => stage.sandbox.close());

const paths = async (client: Client, address: string): Promise<unknown> =>
  (await client.get(address)).body.map(
    (one: { readonly full_path?: string; readonly path_with_namespace?: string }) =>
      one.full_path ?? one.path_with_namespace,
  );

describe("groups", () => {
  it("are listed and read with their parents, whichever of them one belongs to", async () => {
    const developer = stage.as("developer");
    expect(await paths(developer, "/groups")).toEqual(["acme", "far/off/away", "acme/emea", "far", "far/off"]);
    for (const { parent_id: parent } of (await developer.get("/groups")).body) {
      if (parent !== null) expect((await developer.get(`/groups/${parent}`)).status).toBe(200);
    }
    expect((await developer.get("/groups/acme%2Fapac")).status).toBe(404);
  });

  it("show others to all who ask for them, by their visibility", async () => {
    const guest = stage.as("guest");
    expect(await paths(guest, "/groups?all_available=True&order_by=path")).toEqual([
      "acme",
      "acme/emea",
      "inside",
      "shown",
    ]);
    expect(await paths(stage.anonymous(), "/groups")).toEqual(["shown"]);
    expect(await paths(guest, "/groups?all_available=yes&visibility=internal")).toEqual(["inside"]);
  });

  it.each([
    ["owned=True", ["acme/apac", "acme/apac/deep"]],
    ["top_level_only=on", ["acme"]],
    ["min_access_level=40", ["acme/apac", "acme/apac/deep"]],
    ["search=DEEP", ["acme/apac/deep"]],
    ["sort=desc", ["acme/emea", "acme/apac/deep", "acme/apac", "acme"]],
    ["order_by=path&sort=asc", ["acme", "acme/apac", "acme/apac/deep", "acme/emea"]],
  ])("narrow down and sort by %s", async (query, expected) => {
    expect(await paths(stage.as("planner"), `/groups?${query}`)).toEqual(expected);
  });

  it("leave out the skipped, and refuse what is no level", async () => {
    const planner = stage.as("planner");
    const [{ id }] = (await planner.get("/groups?search=acme&top_level_only=1")).body;
    expect(await paths(planner, `/groups?skip_groups[]=${id}&top_level_only=t`)).toEqual([]);
    expect((await planner.get("/groups?min_access_level=7")).body).toEqual({
      error: "min_access_level does not have a valid value",
    });
  });

  it("tell children from descendants", async () => {
    const planner = stage.as("planner");
    expect(await paths(planner, "/groups/acme/subgroups")).toEqual(["acme/apac", "acme/emea"]);
    expect(await paths(planner, "/groups/acme/descendant_groups")).toEqual([
      "acme/apac",
      "acme/apac/deep",
      "acme/emea",
    ]);
    expect(await paths(planner, "/groups/acme/descendant_groups?owned=true")).toEqual(["acme/apac", "acme/apac/deep"]);
  });

  it("come with their projects unless told otherwise", async () => {
    const planner = stage.as("planner");
    const whole = (await planner.get("/groups/acme%2Fapac%2Fdeep")).body;
    expect(whole.projects.map((one: { readonly path: string }) => one.path)).toEqual(["one"]);
    expect((await planner.get("/groups/acme%2Fapac%2Fdeep?with_projects=False")).body.projects).toBeUndefined();
  });

  it("know a member directly and by inheritance", async () => {
    const planner = stage.as("planner");
    const { id } = (await planner.get("/user")).body;
    expect((await planner.get(`/groups/acme%2Fapac%2Fdeep/members/${id}`)).status).toBe(404);
    expect((await planner.get(`/groups/acme%2Fapac%2Fdeep/members/all/${id}`)).body.access_level).toBe(50);
    expect((await planner.get(`/groups/acme%2Fapac/members/${id}`)).body.access_level).toBe(50);
  });
});

describe("lists of projects", () => {
  it.each([
    ["membership=True", ["acme/apac/deep/two", "acme/apac/deep/one", PROJECT]],
    ["owned=True", ["acme/apac/deep/two", "acme/apac/deep/one"]],
    ["archived=False&membership=t", ["acme/apac/deep/one", PROJECT]],
    ["archived=yes", ["acme/apac/deep/two"]],
    ["starred=True", []],
    ["topic=x,y", ["acme/apac/deep/one"]],
    ["topic=x,z", []],
    ["visibility=public", ["acme/apac/deep/one"]],
    ["search=emea", []],
    ["search=emea&search_namespaces=True", [PROJECT]],
    ["last_activity_after=2030-01-01", []],
    ["order_by=path&sort=asc&membership=1", [PROJECT, "acme/apac/deep/one", "acme/apac/deep/two"]],
  ])("narrow down by %s", async (query, expected) => {
    expect(await paths(stage.as("planner"), `/projects?${query}`)).toEqual(expected);
  });

  it("go through by keyset, in both directions, and by nothing but the id", async () => {
    const planner = stage.as("planner");
    for (const sort of ["asc", "desc"]) {
      const seen: number[] = [];
      let next: string | null = `/projects?pagination=keyset&order_by=id&per_page=1&sort=${sort}`;
      while (next !== null) {
        const { body, headers }: Awaited<ReturnType<Client["get"]>> = await planner.get(next);
        seen.push(...body.map((one: { readonly id: number }) => one.id));
        const link: string | undefined = /<([^>]+)>; rel="next"/.exec(headers.get("link") ?? "")?.[1];
        next = link === undefined ? null : link.slice(link.indexOf("/api/v4") + 7);
      }
      expect(seen).toHaveLength(3);
      expect(seen).toEqual([...seen].sort((one, other) => (sort === "asc" ? one - other : other - one)));
    }
    expect((await planner.get("/projects?pagination=keyset")).body).toEqual({
      error: "Keyset pagination is not yet available for this type of request",
    });
  });

  it("reach up and down from a group", async () => {
    const planner = stage.as("planner");
    expect(await paths(planner, "/groups/acme/projects?include_subgroups=True&archived=f")).toEqual([
      "acme/apac/deep/one",
      PROJECT,
    ]);
    expect(await paths(planner, "/groups/acme%2Fapac%2Fdeep/projects?with_shared=False")).toEqual([
      "acme/apac/deep/two",
      "acme/apac/deep/one",
    ]);
  });
});

it("changes and deletes a label that is named among the parameters, as older clients do", async () => {
  const planner = stage.as("planner");
  await planner.post(`${API}/labels`, { name: "old", color: "#fff" });
  const changed = await planner.put(`${API}/labels`, { name: "old", new_name: "new" });
  expect([changed.status, changed.body.name]).toEqual([200, "new"]);
  expect((await planner.put(`${API}/labels`, { new_name: "x" })).body.error).toContain("exactly one parameter");
  expect((await planner.delete(`${API}/labels?name=new`)).status).toBe(204);
  expect((await planner.get(`${API}/labels/new`)).status).toBe(404);
});

it("answers single events of labels and states", async () => {
  const owner = stage.as("owner");
  const { body: issue } = await owner.post(`${API}/issues`, { title: "x", labels: "a" });
  await owner.put(`${API}/issues/${issue.iid}`, { state_event: "close" });
  for (const kind of ["resource_label_events", "resource_state_events"]) {
    const base = `${API}/issues/${issue.iid}/${kind}`;
    const [event] = (await owner.get(base)).body;
    expect((await owner.get(`${base}/${event.id}`)).body).toEqual(event);
    expect((await owner.get(`${base}/999999`)).body).toEqual({ message: "404 Not found" });
  }
});
