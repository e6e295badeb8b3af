import { isDeepStrictEqual } from "node:util";
import type { Values } from "../../providers/core/resource/types";
import { asError } from "../../providers/http/http-errors";
import { Command, halfMade, type Resource } from "../support/command";
import { Random } from "../support/random";
import type { Tenant } from "../support/tenant";
import { badNetwork, type BadNetwork } from "./proxy";

/** What became of one seed. All lists are empty where all is well. */
export interface Outcome {
  readonly seed: number;
  /** Whether the process died in the run before. */
  readonly killed: boolean;
  /** What the clean `up` still refused: a person has to decide. */
  readonly asked: readonly string[];
  readonly duplicates: readonly string[];
  readonly orphans: readonly string[];
  readonly foreign: readonly string[];
  readonly secrets: readonly string[];
}

interface Wish {
  readonly kind: string;
  readonly noun: string;
  readonly inputs: Values;
}

const CANARY = "canary-of-a-description";
const FAULT_RATE = 0.25;
const KILL_RATE = 0.3;

/** Objects without references, so that each can be made in any order. */
const WISHES: readonly ((n: number) => Wish)[] = [
  (n) => ({ kind: "webex.Skill", noun: "skill", inputs: { name: `Skill ${n}`, skillType: "PROFICIENCY" } }),
  (n) => ({ kind: "webex.AuxiliaryCode", noun: "auxiliary-code", inputs: { name: `Code ${n}`, workTypeCode: "IDLE_CODE" } }),
  (n) => ({ kind: "webex.GlobalVariable", noun: "cad-variable", inputs: { name: `Variable${n}`, defaultValue: "x" } }),
  (n) => ({ kind: "webex.AddressBook", noun: "address-book", inputs: { name: `Book ${n}` } }),
  (n) => ({ kind: "webex.HolidayList", noun: "holiday-list", inputs: { name: `Holidays ${n}`, holidays: [{ name: "Day", startDate: "2027-01-01", endDate: "2027-01-01" }] } }),
]; // prettier-ignore

/** One run under faults, perhaps killed, then a clean one, and a destroy the same way. The tenant is that of this seed alone. */
export async function playSeed(seed: number, tenant: Tenant): Promise<Outcome> {
  const random = new Random(seed);
  tenant.reset();
  const wishes = Array.from({ length: random.int(3, 6) }, (_, n) => secretly(random.pick(WISHES)(n)));
  const strangers = await Promise.all(
    ["skill", "address-book"].map((noun) => tenant.make(noun, { name: `Somebody's ${noun}`, ...STRANGER[noun] })),
  );
  const network = await badNetwork(tenant.sandbox.url, random);
  const stack = new Stack(tenant, network, wishes);
  try {
    network.rate = FAULT_RATE;
    if (random.next() < KILL_RATE) network.killAfter = random.int(1, wishes.length * 3);
    await stack.up();
    const killed = network.isDead;
    network.revive();
    network.rate = 0;
    const asked = await stack.up();
    const duplicates = await stack.namesHeld((count) => count > 1);
    network.rate = FAULT_RATE;
    await stack.destroy();
    network.rate = 0;
    const kept = await stack.destroy();
    // What the clean run asked about is known to nobody but the person it asked.
    const orphans = asked.length > 0 ? [] : await stack.namesHeld((count) => count > 0);
    const foreign = await changed(tenant, strangers);
    const secrets = stack.messages.filter((message) => message.includes(CANARY));
    return { seed, killed, asked: [...asked, ...kept], duplicates, orphans, foreign, secrets };
  } finally {
    await network.close();
  }
}

const STRANGER: Readonly<Record<string, Values>> = {
  skill: { skillType: "PROFICIENCY", serviceLevelThreshold: 30, active: true },
  "address-book": { parentType: "ORGANIZATION" },
};

const secretly = (wish: Wish): Wish => ({
  ...wish,
  inputs: { ...wish.inputs, description: CANARY, __secrets: [["description"]] },
});

async function changed(tenant: Tenant, strangers: readonly Values[]): Promise<readonly string[]> {
  const found = await Promise.all(
    ["skill", "address-book"].map(async (noun, i) => {
      const before = strangers[i];
      const now = await tenant.object(noun, String(before?.id));
      return isDeepStrictEqual(before, now) ? [] : [`Somebody's ${noun}`];
    }),
  );
  return found.flat();
}

/** A stack's state as the engine would keep it, over runs that fail. */
class Stack {
  readonly messages: string[] = [];
  private readonly made = new Map<Wish, { readonly resource: Resource; readonly isHalf: boolean }>();

  constructor(
    private readonly tenant: Tenant,
    private readonly network: BadNetwork,
    private readonly wishes: readonly Wish[],
  ) {}

  /** One `pulumi up`; what it refused. */
  up(): Promise<readonly string[]> {
    return this.each(this.wishes, async (wish) => {
      const known = this.made.get(wish);
      const command = this.command(wish);
      const running =
        known?.isHalf === true ? command.finish(wish.inputs, known.resource) : command.up(wish.inputs, known?.resource);
      await this.keep(wish, running);
    });
  }

  /** One `pulumi destroy`; what it refused. */
  destroy(): Promise<readonly string[]> {
    return this.each([...this.made.keys()].reverse(), async (wish) => {
      const known = this.made.get(wish);
      if (known === undefined) return;
      await this.command(wish).delete(known.resource);
      this.made.delete(wish);
    });
  }

  /** Names of ours that so many objects of the tenant have. */
  async namesHeld(isTold: (count: number) => boolean): Promise<readonly string[]> {
    const counted = this.wishes.map(async ({ noun, inputs }) => {
      const objects = await this.tenant.objects(noun);
      return isTold(objects.filter(({ name }) => name === inputs.name).length) ? [String(inputs.name)] : [];
    });
    return (await Promise.all(counted)).flat();
  }

  private async each(wishes: readonly Wish[], work: (wish: Wish) => Promise<void>): Promise<readonly string[]> {
    const refused: string[] = [];
    for (const wish of wishes) {
      if (this.network.isDead) break;
      const message = await work(wish).then(
        () => undefined,
        (error: unknown) => asError(error).message,
      );
      if (message === undefined) continue;
      this.messages.push(message);
      refused.push(message);
    }
    return refused;
  }

  /** The engine keeps what succeeded, and what failed with an id; a dead process says it nothing. */
  private async keep(wish: Wish, running: Promise<Resource>): Promise<void> {
    const kept = running.then((resource) => ({ resource, isHalf: false }));
    const half = kept.catch(async (error: unknown) => {
      if (!(error instanceof Error && "id" in error)) throw error;
      const { resource } = await halfMade(running);
      if (!this.network.isDead) this.made.set(wish, { resource, isHalf: true });
      throw error;
    });
    const done = await half;
    if (!this.network.isDead) this.made.set(wish, done);
  }

  private command({ kind }: Wish): Command {
    return new Command(kind, () => this.tenant.connect({ url: this.network.url }));
  }
}
