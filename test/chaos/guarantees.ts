import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Made } from "../../operations/verify/write/plan";
import { CLOUDS, loadKinds } from "../../providers/clouds";
import { Journal } from "../../providers/core/engine/journal";
import { allKinds, descriptorOf } from "../../providers/core/resource/registry";
import type { Values } from "../../providers/core/resource/types";
import { asError } from "../../providers/http/http-errors";
import { Command, type Resource } from "../support/command";
import { cut, type Received, serve } from "../support/http-server";
import { forwarded, tell } from "./proxy";
import type { World } from "./seed";
import { allWishes, type Wish } from "./wishes";

/** What becomes of a create of each kind, as it is measured on the emulator. */

const SITUATIONS = ["lost", "killed", "killed elsewhere", "two stacks"] as const;
type Situation = (typeof SITUATIONS)[number];

export interface Guarantee {
  readonly name: string;
  readonly kind: string;
  readonly outcomes: Readonly<Record<Situation, string>>;
}

const NEXT = "the next `up` goes on";
const PERSON = "a person decides";

/** A line that loses the answer to the next write, and then, where `dies`, everything. */
class Line {
  url = "";
  private mode: "whole" | "loses" | "loses and dies" | "dead" = "whole";
  private close = (): Promise<void> => Promise.resolve();

  static async to(target: string): Promise<Line> {
    const line = new Line();
    const served = await serve((response, request) => {
      if (line.mode === "dead") return cut(response, request);
      const isHit = line.mode !== "whole" && isWrite(request);
      const dies = line.mode === "loses and dies";
      if (isHit) line.mode = dies ? "dead" : "whole";
      forwarded(target, request).then(
        (answer) => (isHit ? cut : tell(answer))(response, request),
        () => response.socket?.destroy(),
      );
    });
    line.url = served.url;
    line.close = () => served.close();
    return line;
  }

  loseNext(dies: boolean): void {
    this.mode = dies ? "loses and dies" : "loses";
  }

  repair(): void {
    this.mode = "whole";
  }

  end(): Promise<void> {
    return this.close();
  }
}

function isWrite({ method, url, body }: Received): boolean {
  if (method === "GET" || /token|composite\/sobjects/.test(url)) return false;
  return !/<(read|list)Metadata>|<describe/.test(body.toString("latin1"));
}

/** Each kind in each situation; the objects stay, for those that refer to them. */
export async function measured(world: World): Promise<readonly Guarantee[]> {
  const found = new Map<string, { kind: string; outcomes: Record<string, string> }>();
  for (const situation of SITUATIONS) {
    world.tenant.reset();
    world.tenant.sandbox.salesforce.settings({ deployQueueMs: 0, deployRunMs: 0 });
    const line = await Line.to(world.tenant.sandbox.url);
    const made = new Map<string, Made>();
    for (const wish of await allWishes(1, world.tenant, world.org)) {
      const row = found.get(wish.name) ?? { kind: wish.kind, outcomes: {} };
      found.set(wish.name, row);
      const { resource, outcome } = await tried(situation, wish, wish.program(made), world, line);
      row.outcomes[situation] = outcome;
      if (resource !== undefined) made.set(wish.name, { id: resource.id, outs: resource.outputs });
    }
    await line.end();
  }
  return [...found].map(([name, { kind, outcomes }]) => ({ name, kind, outcomes: outcomes as Guarantee["outcomes"] }));
}

interface Tried {
  readonly resource: Resource | undefined;
  readonly outcome: string;
}

async function tried(situation: Situation, wish: Wish, program: Values, world: World, line: Line): Promise<Tried> {
  const machines = [0, 1].map(() => mkdtempSync(join(tmpdir(), "datadip-machine-")));
  const run = (machine: 0 | 1, begun?: { inputs: Values; written: number }): Command<unknown> => {
    const at = { url: line.url };
    const open = () => (wish.kind.startsWith("webex.") ? world.tenant.connect(at) : world.org.connect(at));
    const journal = new Journal(machines[machine] ?? "", () => undefined);
    return new Command<unknown>(wish.kind, open, {}, {}, journal, begun);
  };
  const settle = (running: Promise<Resource>): Promise<Resource | Error> => running.catch(asError);
  try {
    const first = run(0);
    if (situation !== "two stacks") {
      await first.check({}, program);
      line.loseNext(situation !== "lost");
    }
    const made = await settle(first.up(program));
    line.repair();
    if (situation === "two stacks") {
      const resource = made instanceof Error ? undefined : made;
      const second = await settle(run(1).up(program));
      if (second instanceof Error) return { resource, outcome: "the second is refused" };
      return { resource, outcome: second.id === resource?.id ? "both share it" : "each has its own" };
    }
    if (!(made instanceof Error)) return { resource: made, outcome: situation === "lost" ? "goes on at once" : "nothing is asked of a cloud" }; // prettier-ignore
    const begun = first.creating === undefined ? undefined : { inputs: first.creating, written: Date.now() };
    const machine = situation === "killed elsewhere" ? 1 : 0;
    const again = await settle(run(machine, situation === "lost" ? undefined : begun).up(program));
    if (!(again instanceof Error))
      return { resource: again, outcome: (await isTwice(wish.kind, again, run(0))) ? "it is made twice" : NEXT };
    return { resource: undefined, outcome: PERSON };
  } finally {
    for (const folder of machines) rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether the cloud has more than one of what a resource is. */
async function isTwice(kind: string, { inputs }: Resource, { connect }: Command<unknown>): Promise<boolean> {
  const { store, naturalKey, inputs: schema } = descriptorOf(kind);
  const given = Object.entries(inputs).filter(([key]) => !key.startsWith("__"));
  const { api } = await connect();
  return (await store.find(api as never, schema.parse(Object.fromEntries(given)), naturalKey)).length > 1;
}

const INTRODUCTION = `# What is guaranteed when a create is interrupted

Each row is measured by a test: the kind is made on the emulator, the answer to its first write is lost or its process dies right then, and
it is made again with the same program. Never is an object made twice where a row does not say so, and never is one taken that was there before.

- **Answer lost**: the request was carried out and its answer did not come, while the run goes on.
- **Killed**: the process died at that moment. _Here_: the next \`up\` is on the same machine, which has noted the create. _Elsewhere_: on
  another one, to which the state alone tells of it. Where a run lived on but did not learn what became of a create, its machine alone
  knows of it, and an \`up\` elsewhere asks a person.
- **Two stacks**: another stack asks for the same.

An update that first sets an input of a user, of a list of users or of an org's settings notes the earlier value in the same way, and a destroy
puts it back. Elsewhere only the state has that note, and Pulumi drops it when it next writes the state: after a \`pulumi refresh\`, or where the
next \`up\` first changes another resource, the earlier value is lost, and a destroy leaves what was set.

A create of a record without an external id that a network delivers twice makes a second record: nothing in it is unique, and no answer tells of it.

See [When a run was interrupted](guides/interrupted-run.md). Made by \`npm run guarantees\`.
`;

/** The page that the measurements make. */
export function guaranteesPage(rows: readonly Guarantee[]): string {
  CLOUDS.forEach(loadKinds);
  const tried = rows.map(({ name, kind, outcomes }) => {
    const isOnly = rows.filter((row) => row.kind === kind).length === 1;
    const called = isOnly || name === kind ? kind : `${kind} (${name})`;
    return `| ${called} | ${SITUATIONS.map((one) => outcomes[one]).join(" | ")} |`;
  });
  const kinds = new Set(rows.map(({ kind }) => kind));
  const left = allKinds()
    .filter(({ kind }) => !kinds.has(kind))
    .map(({ kind, trial }) => `- ${kind}: ${"none" in trial ? trial.none : "it is tried by nothing"}.`);
  const head = [
    "| kind | answer lost | killed, here | killed, elsewhere | two stacks |",
    "| --- | --- | --- | --- | --- |",
  ];
  return [INTRODUCTION, ...head, ...tried, "", "Not measured, with the reason:", "", ...left, ""].join("\n");
}
