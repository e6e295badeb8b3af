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
