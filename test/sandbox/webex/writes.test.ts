import { buildQueue, first, profileBody, queueBody, siteBody, teamBody } from "../support/bodies";
import { reason, sharedTenant } from "../support/shared";
import { list, member, text, type Data } from "../support/tenant";

const tenant = sharedTenant();
const api = (method: string, path: string, body?: unknown) => tenant().api(method, path, body);

async function makeSite(name = "Lyon"): Promise<Data> {
  const { multimediaProfileId } = await first(tenant(), "v2/site");
  return (await api("POST", "site", siteBody(String(multimediaProfileId), name))).data;
}

describe("a create", () => {
  it("answers the whole object with what the server adds", async () => {
    const site = await makeSite();
    expect(site).toMatchObject({
      name: "Lyon",
      version: 0,
      systemDefault: false,
      links: [],
      organizationId: tenant().orgId,
    });
    expect(text(site, "id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(site.createdTime).toBe(site.lastUpdatedTime);
  });

  it("names every wrong field in the reason", async () => {
    const { status, data } = await api("POST", "site", { name: "?", multimediaProfileId: 7 });
    expect([status, reason(data)]).toEqual([
      400,
      "name: invalid value; active: invalid value; multimediaProfileId: invalid value",
    ]);
  });

  it("drops unknown members without a word and takes null for absent", async () => {
    const { multimediaProfileId } = await first(tenant(), "v2/site");
    const { status, data } = await api("POST", "site", {
      ...siteBody(String(multimediaProfileId)),
      colour: "red",
      description: null,
    });
    expect(status).toBe(201);
    expect(data).not.toHaveProperty("colour");
    expect(data).not.toHaveProperty("description");
  });

  it("refuses an id, a system default, and a reference to nothing", async () => {
    const { multimediaProfileId } = await first(tenant(), "v2/site");
    const body = siteBody(String(multimediaProfileId));
    expect(reason((await api("POST", "site", { ...body, id: "x" })).data)).toBe("New configuration cannot have an id");
    const system = await api("POST", "site", { ...body, systemDefault: true });
    expect([system.status, reason(system.data)]).toEqual([403, "User not Allowed to create system default entity"]);
    const dangling = await api("POST", "site", siteBody("nowhere"));
    expect([dangling.status, reason(dangling.data)]).toEqual([400, "multimediaProfileId: invalid value"]);
  });

  it("refuses a taken name, whatever its case", async () => {
    await makeSite("Lyon");
    const { multimediaProfileId } = await first(tenant(), "v2/site");
    const again = await api("POST", "site", siteBody(String(multimediaProfileId), "LYON"));
    expect([again.status, reason(again.data)]).toEqual([409, "Similar entity is already present"]);
  });

  it("lets teams of different sites share a name", async () => {
    const [one, two] = [await makeSite("One"), await makeSite("Two")];
    expect((await api("POST", "team", teamBody(text(one, "id")))).status).toBe(201);
    expect((await api("POST", "team", teamBody(text(two, "id")))).status).toBe(201);
    expect((await api("POST", "team", teamBody(text(one, "id")))).status).toBe(409);
  });

  it("refuses what is not JSON, an absent body and another media type", async () => {
    const url = `${tenant().sandbox.url}/webex/organization/${tenant().orgId}/site`;
    const send = (contentType: string, body: string): Promise<Response> =>
      fetch(url, {
        method: "POST",
        headers: { "Content-Type": contentType, Authorization: `Bearer ${tenant().token}` },
        body,
      });
    expect((await send("application/json", "{")).status).toBe(400);
    expect((await send("application/json", "[]")).status).toBe(400);
    expect((await send("application/json", "")).status).toBe(400);
    expect((await send("text/plain", "{}")).status).toBe(415);
  });
});

describe("a PUT", () => {
  it("replaces the whole object and counts the version up", async () => {
    const site = await makeSite();
    await api("PUT", `site/${text(site, "id")}`, { ...site, description: "first" });
    const { description: _gone, ...rest } = { ...site, description: "" };
    const { data } = await api("PUT", `site/${text(site, "id")}`, { ...rest, name: "Lyon 2" });
    expect(data).toMatchObject({ name: "Lyon 2", version: 2, createdTime: site.createdTime });
    expect(data).not.toHaveProperty("description");
  });

  it("needs the id of its path in the body and does not look at the version", async () => {
    const site = await makeSite();
    const path = `site/${text(site, "id")}`;
    const { id: _id, ...without } = site;
    expect(reason((await api("PUT", path, without)).data)).toBe("id in payload and URL should be same");
    expect((await api("PUT", path, { ...site, id: "other" })).status).toBe(400);
    expect((await api("PUT", path, { ...site, version: 99 })).data.version).toBe(1);
    const { version: _version, ...unversioned } = site;
    expect((await api("PUT", path, unversioned)).data.version).toBe(2);
  });

  it("refuses to change what is fixed at creation, with the original value", async () => {
    const { queue, team } = await buildQueue(tenant());
    const changed = await api("PUT", `contact-service-queue/${text(queue, "id")}`, { ...queue, channelType: "CHAT" });
    expect([changed.status, reason(changed.data)]).toEqual([
      400,
      "This configuration cannot be changed. Original value is TELEPHONY",
    ]);
    const site = await makeSite();
    expect((await api("PUT", `team/${text(team, "id")}`, { ...team, siteId: site.id })).status).toBe(400);
  });

  it("refuses a name that another object has, not its own", async () => {
    const [one, two] = [await makeSite("One"), await makeSite("Two")];
    expect((await api("PUT", `site/${text(two, "id")}`, { ...two, name: "One" })).status).toBe(409);
    expect((await api("PUT", `site/${text(one, "id")}`, { ...one, name: "ONE" })).status).toBe(200);
    expect((await api("PUT", "site/nobody", one)).status).toBe(404);
  });
});

describe("a DELETE", () => {
  it("is final, and the name is free again", async () => {
    const site = await makeSite();
    const path = `site/${text(site, "id")}`;
    expect((await api("DELETE", path)).status).toBe(204);
    expect((await api("GET", path)).status).toBe(404);
    expect((await api("DELETE", path)).status).toBe(404);
    expect((await makeSite()).id).not.toBe(site.id);
  });

  it("is refused with 412 while something refers to the object, and names it", async () => {
    const { team, queue } = await buildQueue(tenant());
    const refused = await api("DELETE", `team/${text(team, "id")}`);
    expect(refused.status).toBe(412);
    expect(member(refused.data, "error").referencedEntities).toEqual(["queue"]);
    expect(refused.text).toContain(text(queue, "id"));
    await api("DELETE", `contact-service-queue/${text(queue, "id")}`);
    expect((await api("DELETE", `team/${text(team, "id")}`)).status).toBe(204);
  });

  it("is free again once the reference is gone from the other object", async () => {
    const { team, queue, site, music } = await buildQueue(tenant());
    const second = (await api("POST", "team", teamBody(text(site, "id"), "Tier 2"))).data;
    const moved = { ...queueBody(text(second, "id"), text(music, "id")), id: queue.id };
    await api("PUT", `contact-service-queue/${text(queue, "id")}`, moved);
    expect((await api("DELETE", `team/${text(team, "id")}`)).status).toBe(204);
    expect((await api("DELETE", `team/${text(second, "id")}`)).status).toBe(412);
  });
});

describe("a circle of team and queue", () => {
  it("can be taken apart from the ranking alone", async () => {
    const { team, queue } = await buildQueue(tenant());
    const ranked = { ...team, queueRankings: [{ queueId: queue.id, rank: 1 }] };
    expect((await api("PUT", `team/${text(team, "id")}`, ranked)).status).toBe(200);
    expect((await api("DELETE", `contact-service-queue/${text(queue, "id")}`)).status).toBe(412);
    expect((await api("DELETE", `team/${text(team, "id")}`)).status).toBe(412);
    await api("PUT", `team/${text(team, "id")}`, team);
    expect((await api("DELETE", `contact-service-queue/${text(queue, "id")}`)).status).toBe(204);
    expect((await api("DELETE", `team/${text(team, "id")}`)).status).toBe(204);
  });
});

describe("incoming references", () => {
  it("come one type at a time, paged, with all types in the meta", async () => {
    const { team, queue } = await buildQueue(tenant());
    const ana = (await api("GET", "v2/user?filter=email==ana.agent@example.com")).rows[0];
    await api("PATCH", `user/${text(ana, "id")}`, { teamIds: [team.id] });
    const path = `team/${text(team, "id")}/incoming-references`;
    const { data, rows } = await api("GET", path);
    expect(data.meta).toMatchObject({
      referencedEntities: ["queue", "user"],
      currentEntity: "team",
      totalRecords: 1,
    });
    expect(rows).toMatchObject([{ id: queue.id, name: "Support" }]);
    expect((await api("GET", `${path}?type=user`)).rows).toMatchObject([{ id: ana?.id }]);
    expect((await api("GET", `${path}?type=user&page=1`)).rows).toEqual([]);
    expect((await api("GET", `${path}?type=flow`)).rows).toEqual([]);
    expect((await api("GET", "team/nobody/incoming-references")).status).toBe(404);
  });
});

describe("system objects", () => {
  it.each([
    ["v2/site", "site"],
    ["v2/multimedia-profile", "multimedia-profile"],
    ["v2/desktop-layout", "desktop-layout"],
    ["v2/agent-profile", "agent-profile"],
    ["v3/user-profile", "v3/user-profile"],
    ["v2/auxiliary-code", "auxiliary-code"],
    ["v2/work-type", "work-type"],
  ])("%s refuse changes and deletes", async (path, item) => {
    const row = await first(tenant(), path);
    const whole = (await api("GET", `${item}/${text(row, "id")}`)).data;
    expect((await api("PUT", `${item}/${text(row, "id")}`, whole)).status).toBe(403);
    expect((await api("DELETE", `${item}/${text(row, "id")}`)).status).toBe(403);
  });
});

describe("members behind a feature flag", () => {
  it("are echoed by reads and refused by writes, at any depth", async () => {
    const { data } = await api("POST", "multimedia-profile", profileBody());
    expect(data.workItem).toBe(0);
    expect(member(data, "manuallyAssignable").workItem).toBe(0);
    const path = `multimedia-profile/${text(data, "id")}`;
    const echoed = await api("PUT", path, data);
    expect([echoed.status, reason(echoed.data)]).toEqual([
      400,
      "workItem is not allowed when feature flag is disabled",
    ]);
    const { workItem: _flag, ...top } = data;
    expect((await api("PUT", path, top)).status).toBe(400);
    expect((await api("PUT", path, { ...profileBody(), id: data.id })).status).toBe(200);
  });
});

describe("bulk", () => {
  it("answers 207 and judges each item for itself", async () => {
    const { multimediaProfileId } = await first(tenant(), "v2/site");
    const item = (name: string, more: Data = {}) => ({ ...siteBody(String(multimediaProfileId), name), ...more });
    const { status, data } = await api("POST", "site/bulk", {
      items: [
        { itemIdentifier: 1, item: item("A"), requestAction: "SAVE" },
        { itemIdentifier: 2, item: item("Site-1"), requestAction: "SAVE" },
        { itemIdentifier: 3, item: item("B", { id: "x" }), requestAction: "SAVE" },
        { itemIdentifier: 4, item: { id: "x" }, requestAction: "DELETE" },
      ],
    });
    expect(status).toBe(207);
    const items = list(data, "items");
    expect(items.map((one) => one.status)).toEqual([201, 409, 400, 404]);
    expect(items.map((one) => one.operationType)).toEqual(["CREATE", "CREATE", "UPDATE", "DELETE"]);
    const id = text(items[0], "href").split("/").at(-1) ?? "";
    expect((await api("GET", `site/${id}`)).data.name).toBe("A");
    expect((await api("GET", "v2/site")).rows).toHaveLength(2);
  });

  it("deletes by the full object, not by its id", async () => {
    const { multimediaProfileId } = await first(tenant(), "v2/site");
    const site = (await api("POST", "site", siteBody(String(multimediaProfileId), "A"))).data;
    const items = [{ id: site.id }, site].map((item, itemIdentifier) => ({
      itemIdentifier,
      item,
      requestAction: "DELETE",
    }));
    const { data } = await api("POST", "site/bulk", { items });
    const [idOnly, full] = list(data, "items");
    const refused = "Cannot Update/Delete system generated Entities";
    expect(idOnly).toMatchObject({ status: 400, apiError: { error: { reason: refused } } });
    expect(full).toMatchObject({ status: 204, operationType: "DELETE" });
  });

  it("updates by the full object where the service does", async () => {
    const body = {
      name: "Tier",
      variableType: "String",
      defaultValue: "",
      active: true,
      agentViewable: false,
      agentEditable: false,
      reportable: false,
    };
    const { data } = await api("POST", "cad-variable", body);
    const change = { ...data, description: "x" };
    await api("POST", "cad-variable/bulk", { items: [{ itemIdentifier: 1, item: change, requestAction: "SAVE" }] });
    expect((await api("GET", `cad-variable/${text(data, "id")}`)).data).toMatchObject({ description: "x", version: 1 });
  });

  it("patches queues by parts and keeps the rest", async () => {
    const { queue } = await buildQueue(tenant());
    const items = [{ itemIdentifier: 1, item: { id: queue.id, maxTimeInQueue: 5 }, requestAction: "SAVE" }];
    await api("PATCH", "contact-service-queue/bulk", { items });
    const after = (await api("GET", `contact-service-queue/${text(queue, "id")}`)).data;
    expect(after).toMatchObject({ maxTimeInQueue: 5, serviceLevelThreshold: 60, version: 1 });
    expect(after.callDistributionGroups).toEqual(queue.callDistributionGroups);
  });
});

describe("purging", () => {
  it("is refused, as to every administrator", async () => {
    expect((await api("POST", "team/purge-inactive-entities")).status).toBe(403);
  });
});
