import type { Values } from "../../providers/core/resource/types";
import { Command, Refusal, type Resource } from "./command";
import { UNKNOWN } from "./lifecycle";
import { loadKind } from "./load-kind";
import { type Entity, Tenant } from "./tenant";

/** One kind's own part of what every kind must do that is a part of another object. */
export interface PartSpecimen {
  /** What a program gives. */
  readonly inputs: Values;
  /** The object that it is a part of, and that as it must be then: what others put there included. */
  readonly owner: Entity;
  readonly wire: Values;
  /** A change of inputs and the object then. */
  readonly update: { readonly inputs: Values; readonly wire: Values };
  /** What somebody does by hand, and the input that shows it with its value then. */
  readonly drift: { readonly by: () => Promise<unknown>; readonly input: string; readonly shown: unknown };
  /** What somebody adds by hand beside ours: no drift, and kept by everything that follows. */
  readonly foreign?: { readonly by: () => Promise<unknown>; readonly wire: Values };
  /** The object once it is deleted. */
  readonly removed: Values;
  readonly references: readonly string[];
  readonly refused: readonly (readonly [change: Values, property: string, reason: string | RegExp])[];
  readonly requests: Readonly<Record<"create" | "update" | "delete" | "again" | "gone", readonly string[]>>;
}

/** Inputs of the program, without what only a create notes. */
export const shown = (inputs: Values): Values =>
  Object.fromEntries(Object.entries(inputs).filter(([key]) => !key.startsWith("__")));

/** The life of a resource that adds to an object it did not make. `noun` is where the sandbox keeps that object. */
export function partLifecycle(kind: string, noun: string, specimenOf: (tenant: Tenant) => Promise<PartSpecimen>): void {
  describe(kind, () => {
    let tenant: Tenant;
    let specimen: PartSpecimen;
    const command = () => new Command(kind, () => tenant.connect());
    const owner = (): Promise<Values | undefined> => tenant.object(noun, specimen.owner.id);
    const made = async (): Promise<Resource> => {
      const resource = await command().up(specimen.inputs);
      tenant.requests();
      return resource;
    };
    const refreshed = async (resource: Resource): Promise<Resource> => {
      const found = await command().refresh(resource);
      if (found === undefined) throw new Error("the resource has left state");
      return found;
    };
    const changed = (): Values => ({ ...specimen.inputs, ...specimen.update.inputs });

    beforeAll(async () => {
      tenant = await Tenant.start();
    });
    afterAll(() => tenant.close());
    beforeEach(async () => {
      tenant.reset();
      specimen = await specimenOf(tenant);
      tenant.requests();
    });

    it("adds what the program says and leaves the rest", async () => {
      const resource = await command().up(specimen.inputs);
      expect(await owner()).toMatchObject(specimen.wire);
      expect(tenant.requests()).toEqual(specimen.requests.create);
      expect(resource.outputs).toMatchObject({
        __tenant: tenant.orgId,
        __managed: Object.keys(shown(resource.inputs)).sort(),
      });
    });

    it("writes nothing for the same inputs, in whatever state a refresh leaves them", async () => {
      const second = await command().up(specimen.inputs, await made());
      const after = await refreshed(second);
      expect(after.inputs).toEqual(second.inputs);
      await command().up(specimen.inputs, after);
      expect(tenant.writes()).toEqual([]);
    });

    it("is changed in place, and unchanged by the run after", async () => {
      const before = await made();
      const after = await command().up(changed(), before);
      expect(after.id).toBe(before.id);
      expect(await owner()).toMatchObject(specimen.update.wire);
      expect(tenant.requests()).toEqual(specimen.requests.update);
      await command().up(changed(), await refreshed(after));
      expect(tenant.writes()).toEqual([]);
    });

    it("shows what somebody changed by hand, and puts it back", async () => {
      const before = await made();
      await specimen.drift.by();
      const drifted = await refreshed(before);
      expect(drifted.inputs[specimen.drift.input]).toEqual(specimen.drift.shown);
      await command().up(specimen.inputs, drifted);
      expect(await owner()).toMatchObject(specimen.wire);
    });

    it("neither shows nor touches what others add beside it", async () => {
      const { foreign } = specimen;
      if (foreign === undefined) return expect(loadKind(kind).sets ?? []).toEqual([]);
      const before = await made();
      await foreign.by();
      const after = await refreshed(before);
      expect(after.inputs).toEqual(shown(before.inputs));
      tenant.requests();
      await command().up(specimen.inputs, after);
      expect(tenant.writes()).toEqual([]);
      await command().delete(await command().up(changed(), after));
      expect(await owner()).toMatchObject(foreign.wire);
    });

    it("takes away its own when it is deleted, and nothing the second time", async () => {
      const resource = await made();
      await command().delete(resource);
      expect(tenant.requests()).toEqual(specimen.requests.delete);
      expect(await owner()).toMatchObject(specimen.removed);
      await command().delete(resource);
      expect(tenant.requests()).toEqual(specimen.requests.again);
      expect(await owner()).toMatchObject(specimen.removed);
    });

    it("leaves state with the object it is a part of, and says so where it should change", async () => {
      const resource = await made();
      await tenant.wipe(noun, specimen.owner.id);
      await expect(command().up(changed(), resource)).rejects.toThrow(/was deleted outside of Pulumi|not found/i);
      await expect(command().refresh(resource)).resolves.toBeUndefined();
      tenant.requests();
      await command().delete(resource);
      expect(tenant.requests()).toEqual(specimen.requests.gone);
    });

    it("refuses what the service would refuse, before anything is sent", async () => {
      const one = command();
      for (const [change, property, reason] of specimen.refused) {
        const refusal: unknown = await one.up({ ...specimen.inputs, ...change }).catch((error: unknown) => error);
        if (!(refusal instanceof Refusal))
          throw new Error(`${JSON.stringify(change)} was not refused: ${String(refusal)}`);
        const expected = typeof reason === "string" ? reason : (expect.stringMatching(reason) as unknown);
        expect(refusal.problems).toContainEqual({ property, reason: expected });
      }
      expect(tenant.writes()).toEqual([]);
    });

    it("passes a preview while what it refers to is not known", async () => {
      const unknown = Object.fromEntries(specimen.references.map((key) => [key, UNKNOWN]));
      expect(await command().check({}, { ...specimen.inputs, ...unknown })).toMatchObject(unknown);
      expect(tenant.writes()).toEqual([]);
    });
  });
}
