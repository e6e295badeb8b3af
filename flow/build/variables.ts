import type { JsonObject } from "../json";

/** A variable of a flow. */
export interface VariableInput {
  readonly type: "STRING" | "INTEGER" | "BOOLEAN" | "JSON" | "DECIMAL" | "DATETIME";
  /** Default; "" for STRING, 0 for numbers, false for BOOLEAN, {} for JSON, none for DATETIME. */
  readonly value?: string | number | boolean;
  readonly description?: string;
  /** Shows the variable to agents under this label. */
  readonly desktopLabel?: string;
  /** Lets agents change it; needs a label. */
  readonly isAgentEditable?: boolean;
  readonly isReportable?: boolean;
  /** Keeps the value out of logs and of the pop-over. */
  readonly isSecure?: boolean;
  /** Lets an entry point override the default. */
  readonly isExternalized?: boolean;
  /** "GLOBAL" for a global variable of the organisation; its id is a binding unless given. */
  readonly source?: "" | "GLOBAL" | "SUBFLOW_INPUT" | "SUBFLOW_OUTPUT";
  /** Control Hub id of a global variable. */
  readonly id?: string;
}

const DEFAULTS: Readonly<Record<VariableInput["type"], string | null>> = {
  STRING: "",
  INTEGER: "0",
  DECIMAL: "0",
  BOOLEAN: "False",
  JSON: "{}",
  DATETIME: null,
};

/** The row of a v1 export for a variable. */
export const variableRow = (name: string, variable: VariableInput): JsonObject => ({
  name,
  description: variable.description ?? "",
  type: variable.type,
  value: defaultText(variable),
  isCAD: variable.desktopLabel !== undefined,
  desktopLabel: variable.desktopLabel ?? "",
  isAgentEditable: variable.isAgentEditable ?? false,
  source: variable.source ?? "",
  isReportable: variable.isReportable ?? false,
  overwrite: false,
  isSecure: variable.isSecure ?? false,
  id: variable.id ?? "",
  isExternalized: variable.isExternalized ?? false,
  resourceType: "",
});

function defaultText({ type, value }: VariableInput): string | null {
  if (value === undefined) return DEFAULTS[type];
  if (type === "BOOLEAN") return String(value).toLowerCase() === "true" ? "True" : "False";
  return String(value);
}
