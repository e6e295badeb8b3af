import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { isDeepStrictEqual } from "node:util";
import { join } from "node:path";
import { z } from "zod";
import type { Made } from "../../operations/verify/write/plan";
import { Journal } from "../../providers/core/engine/journal";
import { isRecord, type Values } from "../../providers/core/resource/types";
import { asError } from "../../providers/http/http-errors";
import { Command, halfMade, type Resource } from "../support/command";
import { Org } from "../support/org";
import { Random } from "../support/random";
import type { Tenant } from "../support/tenant";
import { badNetwork, type BadNetwork } from "./proxy";
import { allWishes, CANARY, someOf, type Wish } from "./wishes";

/** What became of one seed. All lists are empty where all is well. */
export interface Outcome {
  readonly seed: number;
  readonly kinds: readonly string[];
  /** Whether the process died in the run before, and where the next one runs. */
  readonly killed: "no" | "on this machine" | "on another machine";
  /** What the clean `up` still refused: a person has to decide. */
  readonly asked: readonly string[];
  /** Resources that are not as the program says after the clean `up`. */
  readonly differing: readonly string[];
  /** What is there after the destroy and was not before: duplicates too, as a destroy deletes what state knows. */
  readonly orphans: readonly string[];
  /** Those of them that docs/guarantees.md tells of: second records from a create that the network delivered twice. */
  readonly documented: readonly string[];
  /** What was there before and is not as it was. */
  readonly foreign: readonly string[];
  readonly secrets: readonly string[];
}

/** Both clouds of one sandbox. */
export interface World {
  readonly tenant: Tenant;
  readonly org: Org;
}

const FAULT_RATE = 0.25;
const KILL_RATE = 0.5;

export const worldOf = async (tenant: Tenant): Promise<World> => ({
  tenant,
  org: await Org.of(tenant.dir, tenant.sandbox),
});

/** One run under faults, perhaps killed, then a clean one, and a destroy the same way. The world is that of this seed alone. */
export async function playSeed(seed: number, { tenant, org }: World): Promise<Outcome> {
  const random = new Random(seed);
  tenant.reset();
  tenant.sandbox.salesforce.settings({ deployQueueMs: 0, deployRunMs: 0 });
  const wishes = someOf(await allWishes(seed, tenant, org), random);
  await tenant.make("skill", { name: "Somebody's skill", skillType: "PROFICIENCY", serviceLevelThreshold: 30, active: true }); // prettier-ignore
  await tenant.make("address-book", { name: "Somebody's book", parentType: "ORGANIZATION" });
  const before = everything(tenant);
  const network = await badNetwork(tenant.sandbox.url, random);
  const machines = [0, 1].map(() => mkdtempSync(join(tmpdir(), "datadip-machine-")));
  const stack = new Stack({ tenant, org }, network, wishes, machines[0] ?? "");
  try {
    network.rate = FAULT_RATE;
    if (random.next() < KILL_RATE) network.killAfter = random.int(1, wishes.length * 4);
    await stack.up();
    const moves = network.isDead && random.next() < 0.5;
    const killed = !network.isDead ? "no" : moves ? "on another machine" : "on this machine";
    if (moves) stack.machine = machines[1] ?? "";
    network.revive();
    network.rate = 0;
    const asked = await stack.up();
    const differing = asked.length > 0 ? [] : await stack.differing();
    network.rate = FAULT_RATE;
    await stack.destroy();
    network.rate = 0;
    const kept = await stack.destroy();
    const after = everything(tenant);
    // What the clean run asked about is known to nobody but the person it asked.
    const left = asked.length > 0 ? [] : [...after.keys()].filter((key) => !before.has(key));
    const documented = left.filter((key) => isDeliveredTwice(key, network.doubled));
    const orphans = left.filter((key) => !documented.includes(key));
    const foreign = [...before]
      .filter(([key, value]) => !isDeepStrictEqual(after.get(key), value))
      .map(([key, value]) => `${key}: ${JSON.stringify(value)} is ${JSON.stringify(after.get(key))}`);
    const secrets = stack.messages.filter((message) => message.includes(CANARY));
    const kinds = wishes.map(({ name }) => name);
    return { seed, kinds, killed, asked: [...asked, ...kept], differing, orphans, documented, foreign, secrets };
  } finally {
    await network.close();
    for (const folder of machines) rmSync(folder, { recursive: true, force: true });
  }
}

/** Spaces of the sandbox that change by being asked, and the register of consumer keys, which Salesforce never frees. */
const BOOKKEEPING = /^(sf-world-key|counter|fault|quota|token|log|request|sf-cli|sf-deploy|sf-usage|.+-revision)$/;
/** Fields that say when something was written and by which write, and one that any write makes explicit. */
const TOUCHES =
  /^(version|lastUpdatedTime|modifiedTime|modifiedAt|modifiedById|LastModifiedDate|SystemModstamp|LastModifiedById|updatedAt|systemDefault)$/;

/** What both clouds hold, without what every request changes, what lies in the recycle bin, and users who can only be deactivated. */
function everything({ sandbox }: Tenant): ReadonlyMap<string, unknown> {
  const held = sandbox
    .snapshot()
    .entries.filter(
      ([[space, noun], value]) => !BOOKKEEPING.test(String(space)) && noun !== "UserLogin" && !isBinned(value),
    );
  return new Map(held.map(([key, value]) => [JSON.stringify(key), untouched(value)]));
}

const isBinned = (value: unknown): boolean =>
  isRecord(value) && isRecord(value.value) && (value.value.IsDeleted === true || value.value.IsActive === false);

function untouched(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(untouched);
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !TOUCHES.test(key));
  return Object.fromEntries(kept.map(([key, item]) => [key, untouched(item)]));
}

/** Whether it is a record whose create was delivered twice. Nothing in a POST of a record is unique. */
function isDeliveredTwice(key: string, doubled: readonly string[]): boolean {
  const [space, type] = z.array(z.string()).parse(JSON.parse(key));
  return (
    space === "sf-record" &&
    doubled.some((request) => request.startsWith("POST ") && request.endsWith(`/sobjects/${type}`))
  );
}

interface Begun {
  readonly inputs: Values;
  readonly written: number;
}

/** A stack's state as the engine would keep it, over runs that fail. */
class Stack {
  readonly messages: string[] = [];
  private readonly made = new Map<string, { readonly resource: Resource; readonly isHalf: boolean }>();
  /** Creates that the state notes as begun. */
  private readonly begun = new Map<string, Begun>();

  constructor(
    private readonly world: World,
    private readonly network: BadNetwork,
    private readonly wishes: readonly Wish[],
    /** The folder of the machine's notes. */
    public machine: string,
  ) {}

  /** One `pulumi up`; what it refused. */
  up(): Promise<readonly string[]> {
    return this.each(this.wishes, async (wish) => {
      // The engine does not come to what refers to a resource that failed.
      if (wish.after.some((name) => !this.isDone(name))) return;
      const known = this.made.get(wish.name);
      const command = this.command(wish);
      const program = wish.program(this.references());
      const running =
        known?.isHalf === true ? command.finish(program, known.resource) : command.up(program, known?.resource);
      await this.keep(wish, command, running);
    });
  }

  /** One `pulumi destroy`; what it refused. */
  destroy(): Promise<readonly string[]> {
    return this.each([...this.wishes].reverse(), async (wish) => {
      const known = this.made.get(wish.name);
      const isNeeded = this.wishes.some(({ name, after }) => after.includes(wish.name) && this.made.has(name));
      if (known === undefined || isNeeded) return;
      await this.command(wish).delete(known.resource);
      this.made.delete(wish.name);
    });
  }

  /** Resources that a preview would change, or that are not there. */
  async differing(): Promise<readonly string[]> {
    // An address list with entries of its own shows those of others as drift.
    const isShared = (wish: Wish): boolean =>
      wish.kind === "webex.OutdialAni" && this.wishes.some(({ kind }) => kind === "webex.OutdialAniEntry");
    const found = this.wishes.map(async (wish) => {
      if (isShared(wish)) return [];
      const known = this.made.get(wish.name);
      const now = known && (await this.command(wish).refresh(known.resource));
      if (now === undefined) return [wish.name];
      const { changes } = await this.command(wish).preview(wish.program(this.references()), now);
      return changes ? [`${wish.name}: ${JSON.stringify(now.outputs)}`] : [];
    });
    return (await Promise.all(found)).flat();
  }

  private isDone(name: string): boolean {
    return this.made.get(name)?.isHalf === false;
  }

  private references(): ReadonlyMap<string, Made> {
    return new Map([...this.made].map(([name, { resource }]) => [name, { id: resource.id, outs: resource.outputs }]));
  }

  private async each(wishes: readonly Wish[], work: (wish: Wish) => Promise<void>): Promise<readonly string[]> {
    const refused: string[] = [];
    for (const wish of wishes) {
      if (this.network.isDead) break;
      const message = await work(wish).then(
        () => undefined,
        (error: unknown) => `${wish.name}: ${asError(error).message}`,
      );
      if (message === undefined) continue;
      this.messages.push(message);
      refused.push(message);
    }
    return refused;
  }

  /** The engine keeps what succeeded, and what failed with an id; a dead process says it nothing. */
  private async keep(wish: Wish, command: Command, running: Promise<Resource>): Promise<void> {
    const kept = running.then((resource) => ({ resource, isHalf: false }));
    const half = kept.catch(async (error: unknown) => {
      if (!(error instanceof Error && "id" in error)) throw error;
      const { resource } = await halfMade(running);
      if (!this.network.isDead) this.made.set(wish.name, { resource, isHalf: true });
      throw error;
    });
    const done = await half.finally(() => {
      if (this.network.isDead && command.creating !== undefined && !this.made.has(wish.name))
        this.begun.set(wish.name, { inputs: command.creating, written: Date.now() });
    });
    if (!this.network.isDead) this.made.set(wish.name, done);
  }

  private command({ kind, name }: Wish): Command {
    const at = { url: this.network.url };
    const { tenant, org } = this.world;
    const open = (): Promise<Awaited<ReturnType<Tenant["connect"] | Org["connect"]>>> =>
      kind.startsWith("webex.") ? tenant.connect(at) : org.connect(at);
    const journal = new Journal(this.machine, (sentence) => this.messages.push(sentence));
    return new Command<unknown>(kind, open, {}, {}, journal, this.begun.get(name));
  }
}
