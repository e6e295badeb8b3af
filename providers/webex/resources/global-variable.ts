import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import type { Problem } from "../../core/resource/types";
import { webexEntity } from "../stores/entity-store";
import { baseWire } from "../stores/entity";
import { nameField, descriptionField } from "../fields/common";
import { MAX_DEFAULT_VALUE_CHARS, MAX_DESKTOP_LABEL_CHARS } from "../limits";
import { lookUpOf } from "../client/find-by-name";

const inputs = z.strictObject({
  /**
   * Unique in the organisation; at most 80 letters, digits and `_`. Flows find the variable by this name, so a rename
   * would silently break them: changing it replaces the variable.
   */
  name: nameField(/^[a-zA-Z\d_]+$/, 80, "letters, digits and _"),
  /** For administrators; at most 256 characters. */
  description: descriptionField(256).optional(),
  /** Whether flows can use it. */
  active: z.boolean().default(true),
  /** Fixed at creation. */
  variableType: z.enum(["String", "Integer", "DateTime", "Boolean", "Decimal"]).default("String"),
  /** Default value as text, valid for the type: `"5"`, `"true"`; at most 256 characters. */
  defaultValue: z.string().max(MAX_DEFAULT_VALUE_CHARS, `may have at most ${MAX_DEFAULT_VALUE_CHARS} characters`),
  /** Whether agents see it; `desktopLabel` is then required. */
  agentViewable: z.boolean().default(false),
  /** Whether agents may change it. */
  agentEditable: z.boolean().default(false),
  /** Whether reports can use it. The number of such variables in an organisation is limited. */
  reportable: z.boolean().default(false),
  /** Whether its value is masked; overrides `reportable`. */
  sensitive: z.boolean().optional(),
  /** Label that agents see; at most 50 characters. */
  desktopLabel: z
    .string()
    .max(MAX_DESKTOP_LABEL_CHARS, `may have at most ${MAX_DESKTOP_LABEL_CHARS} characters`)
    .optional(),
});

type Inputs = z.output<typeof inputs>;

const READABLE: Readonly<Record<Inputs["variableType"], RegExp>> = {
  String: /^[\s\S]*$/,
  Integer: /^-?\d+$/,
  Decimal: /^-?\d+(\.\d+)?$/,
  Boolean: /^(true|false)$/i,
  DateTime: /^(\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?)?$/,
};

function rules(variable: Partial<Inputs>, isKnown: (key: keyof Inputs) => boolean): readonly Problem[] {
  const { variableType, defaultValue, agentViewable, desktopLabel } = variable;
  const problems: Problem[] = [];
  if (variableType !== undefined && defaultValue !== undefined && !READABLE[variableType].test(defaultValue)) {
    problems.push({ property: "defaultValue", reason: `cannot be read as ${variableType}` });
  }
  if (agentViewable === true && isKnown("desktopLabel") && (desktopLabel ?? "") === "") {
    problems.push({ property: "desktopLabel", reason: "is required when agentViewable is true" });
  }
  return problems;
}

/**
 * A global variable, which the API calls a CAD variable: one name and default for all flows of the organisation.
 *
 * @example
 * new webex.GlobalVariable("Global_Tier", { defaultValue: "none", agentViewable: true, desktopLabel: "Tier" });
 */
export const GlobalVariable = defineResource({
  kind: "webex.GlobalVariable",
  noun: "global variable",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/global-variables",
  inputs,
  naturalKey: ["name"],
  replaceOnChanges: ["name", "variableType"],
  // Tenants store either published spelling: STRING and String, DATE_TIME and DateTime.
  equals: { variableType: (before, after) => bare(before) === bare(after) },
  rules,
  store: webexEntity({ inputs, wire: baseWire, path: "cad-variable" }),
  permission: "global-variable",
  lookUp: "getGlobalVariable",
  export: {},
  trial: { inputs: { defaultValue: "" } },
  picture: { family: "other" },
});
export type GlobalVariable = InstanceType<typeof GlobalVariable>;

function bare(type: unknown): string {
  return typeof type === "string" ? type.replace(/_/g, "").toLowerCase() : "";
}

/** An existing global variable by name. */
export const { plain: getGlobalVariable, output: getGlobalVariableOutput } = lookUpOf("webex.GlobalVariable");
