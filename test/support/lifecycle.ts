import { forgetSecrets } from "../../providers/http/redact";
import type { Session } from "../../providers/core/engine/kind-engine";
import type { Values } from "../../providers/core/resource/types";
import type { Operation } from "../../providers/core/resource/facets";
import { Command, Refusal, type Resource } from "./command";
import type { Received } from "./http-server";
import { loadKind } from "./load-kind";
import { type Answer, type Relay, relay } from "./relay";
import { type Entity, Tenant } from "./tenant";
import { costOf } from "../../operations/plan/estimate";

/** Stands for anything that is not known before the run: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** One kind's own part of what every kind must do. */
export interface Specimen {
  /** What a program gives. */
  readonly inputs: Values;
  /** What the service must hold then, in its own names. */
  readonly wire: Values;
  /** A change of inputs and what the service must hold then. */
  readonly update: { readonly inputs: Values; readonly wire: Values };
  /** An input that may be left out again, with the field that must then be gone (null) or empty. */
  readonly removal?: { readonly input: string; readonly wire: Values };
  /** What somebody does by hand, and the input that shows it with its value then. */
  readonly drift: { readonly by: (id: string) => Promise<unknown>; readonly input: string; readonly shown: unknown };
  /** For each input that cannot be changed on an existing object: inputs that change it. */
  readonly replacements?: Readonly<Record<string, Values>>;
  /** Inputs that make a new natural key, for replacements beside the old object. */
  readonly rename: Values;
  /** Inputs that other resources give, so that a preview may not know them. */
  readonly references: readonly string[];
  /** Changed inputs that must be refused: the property and the end of its sentence. */
  readonly refused: readonly (readonly [change: Values, property: string, reason: string | RegExp])[];
  /** The requests of each step, connections apart. */
  readonly requests: Readonly<Record<"create" | "update" | "delete" | "gone", readonly string[]>>;
}

/** A tenant of one of the clouds. */
export interface World {
  readonly orgId: string;
  reset(): void;
  close(): Promise<void>;
  /** `url`: instead of the sandbox's own address. */
  connect(at?: { readonly url?: string }): Promise<Session<unknown>>;
  readonly sandbox: { readonly url: string };
  /** Every request since the last look but those that open a connection. */
  requests(): readonly string[];
  /** Those of them that change something. */
  writes(): readonly string[];
  /** Whether a request takes an object away. */
  isDelete(request: string): boolean;
  /** The request for an object itself, which alone may say that it is gone. */
  readonly ownRead: RegExp;
  /** What the service holds, past all its rules. */
  objects(noun: string): Promise<readonly Entity[]>;
  wipe(noun: string, id: string): Promise<void>;
}

/** How the objects of a kind are seen and taken away past the provider. */
export interface Objects<W = Tenant> {
  all(tenant: W): Promise<readonly Entity[]>;
  wipe(tenant: W, id: string): Promise<void>;
}

const kept = <W extends World>(noun: string): Objects<W> => ({
  all: (tenant) => tenant.objects(noun),
  wipe: (tenant, id) => tenant.wipe(noun, id),
});

/** Entries that the sandbox keeps inside another object, by the ids that resources have: `OWNER/ENTRY`. */
export function entriesOf(noun: string, field: string): Objects {
  const inside = (owner: Entity): readonly Entity[] => (owner[field] ?? []) as readonly Entity[];
  return {
    all: async (tenant) =>
      (await tenant.objects(noun)).flatMap((owner) =>
        inside(owner).map((entry) => ({ ...entry, id: `${owner.id}/${entry.id}` })),
      ),
    wipe: async (tenant, id) => {
      const [ownerId = "", entryId] = id.split("/");
      const owner = await tenant.object(noun, ownerId);
      const rest = owner === undefined ? [] : inside(owner).filter((entry) => entry.id !== entryId);
      await tenant.edit(noun, ownerId, { [field]: rest });
    },
  };
}

/** The life of a Webex resource on a tenant of its own, the same for all kinds. `noun` is where the sandbox keeps its objects. */
export function lifecycle(
  kind: string,
  noun: string | Objects,
  specimenOf: (tenant: Tenant) => Promise<Specimen>,
): void {
  lifeIn(() => Tenant.start(), kind, noun, specimenOf);
}

/** The same on a tenant of any cloud. */
export function lifeIn<W extends World>(
  start: () => Promise<W>,
  kind: string,
  noun: string | Objects<W>,
  specimenOf: (tenant: W) => Promise<Specimen>,
): void {
  const objects = typeof noun === "string" ? kept<W>(noun) : noun;
  describe(kind, () => {
    let tenant: W;
    let specimen: Specimen;
    /** Each command is a process of its own. */
    const command = (): Command => new Command(kind, () => tenant.connect());
    const wire = async ({ id }: Resource): Promise<Values | undefined> =>
      (await objects.all(tenant)).find((found) => found.id === id);
    const made = async (): Promise<Resource> => {
      const resource = await command().up(specimen.inputs);
      tenant.requests();
      return resource;
    };

    beforeAll(async () => {
      tenant = await start();
    });
    afterAll(() => tenant.close());
    beforeEach(async () => {
      tenant.reset();
      specimen = await specimenOf(tenant);
      tenant.requests();
    });

    it("is created as the program says", async () => {
      const resource = await command().up(specimen.inputs);
      expect(await wire(resource)).toMatchObject(specimen.wire);
      expect(tenant.requests()).toEqual(specimen.requests.create);
      expect(resource.outputs).toMatchObject({ ...visible(resource.inputs), __tenant: tenant.orgId, __v: 2 });
    });

    it("keeps what the program gives under its own name, or one it declares: there alone a secret stays one", async () => {
      const { derived = {}, inputs: schema } = loadKind(kind);
      const { id, inputs, outputs } = await made();
      const own = (values: Values): Values =>
        Object.fromEntries(Object.entries(values).filter(([key]) => !(key in derived)));
      // An input that is not declared is what its own schema makes of it, a default included.
      expect(own(inputs)).toEqual(own(schema.partial().parse(own(specimen.inputs))));
      // What the service adds must not repeat it. Neither ids nor keys of a map can be secret.
      const added = Object.entries(own(outputs)).filter(([key]) => !(key in specimen.inputs));
      const said = longTexts(added.map(([, value]) => value));
      const strayed = longTexts(specimen.inputs).filter(
        (text) => !id.includes(text) && said.some((other) => other.includes(text)),
      );
      expect(strayed).toEqual([]);
    });

    it("repeats no secret input where the service repeats all that it is sent", async () => {
      const secrets = longTexts(specimen.inputs);
      const between = await relay(tenant.sandbox.url);
      repeatFrom(between, secrets);
      const __secrets = Object.keys(specimen.inputs).map((key) => [key]);
      const program = { ...specimen.inputs, __secrets };
      const refused: unknown = await new Command(kind, () => tenant.connect({ url: between.url })).up(program).then(
        () => undefined,
        (error: unknown) => error,
      );
      await between.close();
      forgetSecrets();
      const sent = between.received
        .filter(({ method }) => method !== "GET")
        .map(({ url, body }) => `${url} ${body.toString()}`);
      // What needs nothing written cannot be refused either.
      if (refused === undefined) return expect(tenant.writes()).toEqual([]);
      const { message } = refused as Error;
      expect(secrets.filter((secret) => message.includes(secret))).toEqual([]);
      if (secrets.some((secret) => sent.some((text) => text.includes(secret)))) expect(message).toContain("[secret]");
    });

    it("costs what a plan counts for it", async () => {
      const counted = (operation: Operation, inputs: Values): number => {
        const { own, asks } = costOf(kind, operation, inputs);
        return own + asks.length;
      };
      const { create, update, delete: remove } = specimen.requests;
      const before = await made();
      const updated = { ...before.inputs, ...specimen.update.inputs };
      const plan = [counted("create", before.inputs), counted("update", updated), counted("delete", before.inputs)];
      expect(plan).toEqual([create.length, update.length, remove.length]);
    });

    it("writes nothing for the same inputs, in whatever state a refresh leaves them", async () => {
      const first = await made();
      const second = await command().up(specimen.inputs, first);
      expect(tenant.writes()).toEqual([]);
      const refreshed = present(await command().refresh(second));
      expect(refreshed.inputs).toEqual(visible(second.inputs));
      await command().up(specimen.inputs, refreshed);
      expect(tenant.writes()).toEqual([]);
    });

    it("is changed in place by one write", async () => {
      const before = await made();
      const after = await command().up({ ...specimen.inputs, ...specimen.update.inputs }, before);
      expect(after.id).toBe(before.id);
      expect(await wire(after)).toMatchObject(specimen.update.wire);
      expect(tenant.requests()).toEqual(specimen.requests.update);
      await command().up({ ...specimen.inputs, ...specimen.update.inputs }, present(await command().refresh(after)));
      expect(tenant.writes()).toEqual([]);
    });

    it("loses an input that the program no longer sets", async () => {
      const { removal } = specimen;
      if (removal === undefined) return expect(optionalInputs(kind)).toEqual([]);
      const before = await made();
      const { [removal.input]: _gone, ...rest } = specimen.inputs;
      const after = await command().up(rest, before);
      const held = await wire(after);
      const shown = Object.fromEntries(Object.keys(removal.wire).map((field) => [field, held?.[field] ?? null]));
      expect(shown).toEqual(removal.wire);
      tenant.requests();
      await command().up(rest, present(await command().refresh(after)));
      expect(tenant.writes()).toEqual([]);
    });

    it("shows what somebody changed by hand, and puts it back", async () => {
      const before = await made();
      await specimen.drift.by(before.id);
      const drifted = present(await command().refresh(before));
      expect(drifted.inputs[specimen.drift.input]).toEqual(specimen.drift.shown);
      tenant.requests();
      await command().up(specimen.inputs, drifted);
      expect(await wire(before)).toMatchObject(specimen.wire);
    });

    it("is refused a replacement that could only fail, and else replaced in the order that works", async () => {
      const { referable, deletesFirst = false, replaceOnChanges: replaceOn = [] } = loadKind(kind);
      expect(Object.keys(specimen.replacements ?? {}).sort()).toEqual([...replaceOn].sort());
      for (const [key, change] of Object.entries(specimen.replacements ?? {})) {
        tenant.reset();
        specimen = await specimenOf(tenant);
        const before = await made();
        const program = { ...specimen.inputs, ...change };
        const { naturalKey } = loadKind(kind);
        const sameKey = (inputs: Values): boolean => naturalKey.every((part) => inputs[part] === specimen.inputs[part]);
        if (sameKey(program) && referable !== false) {
          const refusal = /^\S+: cannot be changed on an existing .+Rename it too/;
          await expect(command().up(program, before)).rejects.toThrow(refusal);
          expect(tenant.writes()).toEqual([]);
        }
        const allowed = sameKey(program) && referable !== false ? { ...program, ...specimen.rename } : program;
        expect((await command().preview(allowed, before)).replaces).toContain(key);
        tenant.requests();
        const after = await command().up(allowed, before);
        const deletes = tenant.writes().map((request) => tenant.isDelete(request));
        // Under the old key the old object must go first; beside a new key it goes last, when nothing refers to it any more.
        expect(deletes[0]).toBe(deletesFirst || sameKey(allowed));
        expect(deletes.filter(Boolean)).toHaveLength(1);
        // Where the name is the id, the new one has that of the old.
        if (after.id !== before.id) expect(await wire(before)).toBeUndefined();
        expect(await wire(after)).toBeDefined();
      }
    });

    it("leaves state only when its own GET says that it is gone, and is then made anew", async () => {
      const before = await made();
      await objects.wipe(tenant, before.id);
      await expect(command().refresh(before)).resolves.toBeUndefined();
      expect(tenant.requests().at(-1)).toMatch(tenant.ownRead);
      const again = await command().up(specimen.inputs);
      expect(await wire(again)).toMatchObject(specimen.wire);
    });

    it("is deleted, and deleting it again is not an error", async () => {
      const resource = await made();
      await command().delete(resource);
      expect(tenant.requests()).toEqual(specimen.requests.delete);
      expect(await wire(resource)).toBeUndefined();
      await command().delete(resource);
      expect(tenant.requests()).toEqual(specimen.requests.gone);
    });

    it("says so where it was deleted by hand and should change", async () => {
      const resource = await made();
      await objects.wipe(tenant, resource.id);
      const change = command().up({ ...specimen.inputs, ...specimen.update.inputs }, resource);
      await expect(change).rejects.toThrow(/was deleted outside of Pulumi: `pulumi up --refresh` makes it anew\.$/);
      expect(await objects.all(tenant)).not.toContainEqual(expect.objectContaining(specimen.wire));
    });

    it("refuses what the service would refuse, before anything is sent", async () => {
      const one = command();
      for (const [change, property, reason] of specimen.refused) {
        const refusal: unknown = await one.up({ ...specimen.inputs, ...change }).catch((error: unknown) => error);
        if (!(refusal instanceof Refusal))
          throw new Error(`${JSON.stringify(change)} was not refused: ${String(refusal)}`);
        expect(refusal.problems).toContainEqual({
          property,
          reason: typeof reason === "string" ? reason : (expect.stringMatching(reason) as unknown),
        });
      }
      expect(tenant.writes()).toEqual([]);
    });

    it("passes a preview while what it refers to is not known", async () => {
      const unknown = Object.fromEntries(specimen.references.map((key) => [key, UNKNOWN]));
      const inputs = await command().check({}, { ...specimen.inputs, ...unknown });
      expect(inputs).toMatchObject(unknown);
      expect(tenant.writes()).toEqual([]);
    });

    it("is not touched where the state is that of another organisation", async () => {
      const resource = await made();
      const foreign = { ...resource, outputs: { ...resource.outputs, __tenant: "another-organisation" } };
      const sentence = /belongs to organisation another-organisation by the state, but the stack config says/;
      await expect(command().refresh(foreign)).rejects.toThrow(sentence);
      await expect(command().delete(foreign)).rejects.toThrow(sentence);
      await expect(command().up({ ...specimen.inputs, ...specimen.update.inputs }, foreign)).rejects.toThrow(sentence);
      expect(tenant.writes()).toEqual([]);
      expect(await wire(resource)).toBeDefined();
    });
  });
}

function present(resource: Resource | undefined): Resource {
  if (resource === undefined) throw new Error("the resource has left state");
  return resource;
}

/** Inputs without a default that may be left out, the name apart: the program may stop setting those. */
function optionalInputs(kind: string): readonly string[] {
  const { shape } = loadKind(kind).inputs;
  const isOptional = (schema: unknown): boolean =>
    typeof schema === "object" && schema !== null && "type" in schema && schema.type === "optional";
  return Object.keys(shape).filter((key) => isOptional(shape[key]));
}

/** Inputs as people see them: hidden ones, such as a flow's document, are not the service's to say again. */
const visible = (inputs: Values): Values =>
  Object.fromEntries(Object.entries(inputs).filter(([key]) => !key.startsWith("__")));

/** Texts at any depth that would not stand elsewhere by chance, as short ones and the service's own words do. */
function longTexts(value: unknown): readonly string[] {
  if (typeof value === "string") return value.length >= 6 && !/^[A-Z_]+$/.test(value) ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(longTexts) : [];
}

/** Refuses what is written, and says what was sent from the first secret on: a message has room for no more. */
function repeatFrom(between: Relay, secrets: readonly string[]): void {
  const said = ({ body }: Received): string => {
    const found = secrets.map((secret) => body.indexOf(secret)).filter((at) => at >= 0);
    return found.length === 0 ? "no" : body.subarray(Math.min(...found)).toString();
  };
  const error = (message: string): Values => ({
    message,
    errorCode: "X",
    error: { message: [{ description: message }] },
  });
  between.always(/^(POST|PUT|PATCH) (?!\S*\/(access_token|oauth2|sandbox)\b)/, (_, request) => ({
    status: 400,
    type: "application/json",
    body: JSON.stringify(error(said(request))),
  }));
  const soap = (request: Received): Answer => ({ status: 500, type: "text/xml", body: soapFault(said(request)) });
  between.always(/^POST \S*\/Soap\//, (_, request) => soap(request));
}

const soapFault = (said: string): string =>
  `<?xml version="1.0"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><soapenv:Fault>` +
  `<faultcode>sf:X</faultcode><faultstring>${said.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</faultstring>` +
  `</soapenv:Fault></soapenv:Body></soapenv:Envelope>`;
