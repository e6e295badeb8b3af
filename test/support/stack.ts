import type { Session } from "../../providers/core/engine/kind-engine";
import type { Values } from "../../providers/core/resource/types";
import type { WebexApi } from "../../providers/webex/client/api";
import { rowsWith } from "../../providers/webex/client/listing";
import { Command, type Resource } from "./command";
import type { Planned } from "./environment";
import { loadKind } from "./load-kind";

export interface Made {
  readonly planned: Planned;
  readonly program: Values;
  readonly resource: Resource;
}

/** One command of the engine over a whole stack: one connection for all kinds. */
export class Stack {
  private readonly commands = new Map<string, Command<unknown>>();
  private readonly session;

  constructor(open: () => Promise<Session<WebexApi>>) {
    this.session = open();
  }

  of(kind: string): Command<unknown> {
    const known = this.commands.get(kind) ?? new Command<unknown>(kind, () => this.session);
    this.commands.set(kind, known);
    return known;
  }
}

/** Makes everything, kind after kind, as the engine would by its references. */
export async function made(open: () => Promise<Session<WebexApi>>, plan: readonly Planned[]): Promise<readonly Made[]> {
  const session = open();
  const stack = new Stack(() => session);
  const music = await rowsWith((await session).api, "v2/audio-file", { name: "defaultmusic_on_hold.wav" });
  const ids = new Map([["music", music[0]?.id ?? ""]]);
  const idOf = (name: string): string => {
    const id = ids.get(name);
    if (id === undefined) throw new Error(`${name} is referred to before it is made`);
    return id;
  };
  const all: Made[] = [];
  for (const kind of new Set(plan.map((planned) => planned.kind))) {
    const wave = plan
      .filter((planned) => planned.kind === kind)
      .map((planned) => ({ planned, program: programOf(planned, idOf) }));
    const resources = await Promise.all(
      wave.map(async ({ planned, program }) => ({ planned, program, resource: await stack.of(kind).up(program) })),
    );
    for (const { planned, resource } of resources) ids.set(planned.name, resource.id);
    all.push(...resources);
  }
  return all;
}

/** Inputs with the name that a resource has when the program gives none. */
const programOf = ({ kind, name, inputs }: Planned, ids: (name: string) => string): Values => ({
  ...("name" in loadKind(kind).inputs.shape ? { name } : {}),
  ...inputs(ids),
});
