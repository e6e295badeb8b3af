import * as pulumi from "@pulumi/pulumi";
import { lookupsOf } from "../../../../providers/core/resource/lookup";
import type { SettingsSource } from "../../../../providers/core/settings/settings";
import { NEW_YEAR, SkippingClock } from "../../../support/manual-clock";

interface Toys {
  readonly ids: Readonly<Record<string, string>>;
}

/** A look-up of a cloud of toys, and how often its program has connected. */
function looking(failures: number = 0) {
  const sources: SettingsSource[] = [];
  const connect = (source: SettingsSource) => {
    sources.push(source);
    if (sources.length <= failures) return Promise.reject(new Error("no toys today"));
    const api: Toys = { ids: { Bear: "b1" } };
    return Promise.resolve({ api, tenant: "toys", serverNow: () => NEW_YEAR, clock: new SkippingClock() });
  };
  const lookUp = lookupsOf(
    "toys",
    connect,
  )((api: Toys, { name }: { name: string }) => {
    const id = api.ids[name];
    return id === undefined ? Promise.reject(new Error(`There is no ${name}.`)) : Promise.resolve({ id, name });
  });
  return { lookUp, sources };
}

describe("a look-up", () => {
  it("connects once for the program, when the first is used, with the stack's config and the environment", async () => {
    const { lookUp, sources } = looking();
    expect(sources).toEqual([]);
    expect(await lookUp.plain({ name: "Bear" })).toEqual({ id: "b1", name: "Bear" });
    await lookUp.plain({ name: "Bear" });
    expect(sources).toHaveLength(1);
    pulumi.runtime.setAllConfig({ "toys:box": "here" });
    expect(sources[0]?.config("toys:box")).toBe("here");
    expect(sources[0]?.env).toBe(process.env);
  });

  it("ends in an error of the program, without a stack", async () => {
    const { lookUp } = looking();
    const error: unknown = await lookUp.plain({ name: "Robot" }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(pulumi.RunError);
    expect(error).toMatchObject({ message: "There is no Robot.", stack: "There is no Robot." });
    await expect(looking(1).lookUp.plain({ name: "Bear" })).rejects.toThrow("no toys today");
  });

  it("takes outputs in its other form", async () => {
    await pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) });
    const { lookUp } = looking();
    const found = lookUp.output({ name: pulumi.output(Promise.resolve("Bear")) });
    const id = await new Promise((resolve) => found.apply(({ id: known }) => resolve(known)));
    expect(id).toBe("b1");
  });
});
