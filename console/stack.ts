import { Sessions } from "../providers/clouds";
import { descriptorOf } from "../providers/core/resource/registry";
import type { SettingsSource } from "../providers/core/settings/settings";
import { type Drift, findDrift, tenantValues } from "../operations/drift";
import { driftedFields, type FieldDrift } from "../operations/drift/fields";
import { type Managed, readStateLater, type StackState } from "../operations/stack-state";

/** The stack whose environment is shown. */
export interface StackPlace {
  readonly name: string;
  /** The folder of its project. */
  readonly folder: string;
}

/** The target of the console at one request. On `live` nothing is written. */
export type Target =
  | { readonly kind: "sandbox"; readonly url: string; readonly stack: StackPlace | undefined }
  | { readonly kind: "live"; readonly stack: StackPlace };

export type SandboxTarget = Extract<Target, { kind: "sandbox" }>;

/** Reads a stack's config, including secrets. */
export type ReadSettings = (stack: string) => Promise<SettingsSource>;

/** The stack as the panes need it. State and settings are read again for each question. */
export class Stack {
  constructor(
    private readonly target: Target,
    private readonly place: StackPlace,
    private readonly settings: ReadSettings,
  ) {}

  state(isOpen = false): Promise<StackState> {
    return readStateLater(this.place.name, isOpen);
  }

  async drift(): Promise<Drift> {
    const [state, sessions] = await Promise.all([this.state(true), this.sessions()]);
    return findDrift(state, sessions);
  }

  /** One object with its values in state and tenant. @throws Error with the service's message where it cannot be read. */
  async object(urn: string): Promise<Seen | undefined> {
    const [{ resources }, sessions] = await Promise.all([this.state(true), this.sessions()]);
    const managed = resources.find((one) => one.urn === urn);
    if (managed === undefined) return undefined;
    const now = await tenantValues(sessions, managed);
    const descriptor = descriptorOf(managed.kind);
    const secrets = new Set([...managed.secrets, ...(descriptor.secretInputs ?? [])]);
    return { managed, now, fields: now === undefined ? [] : driftedFields(descriptor, managed, now), secrets };
  }

  private async sessions(): Promise<Sessions> {
    const settings = await this.settings(this.place.name);
    const { target } = this;
    // Always ask the sandbox that the console shows, whichever process serves it.
    const url = target.kind === "sandbox" ? target.url : undefined;
    const source: SettingsSource = {
      env: settings.env,
      config: (key) => (key === "datadip:sandboxUrl" ? url : undefined) ?? settings.config(key),
    };
    return new Sessions(() => source);
  }
}

export interface Seen {
  readonly managed: Managed;
  /** Undefined when the object does not exist any more. */
  readonly now: Readonly<Record<string, unknown>> | undefined;
  readonly fields: readonly FieldDrift[];
  readonly secrets: ReadonlySet<string>;
}
