import { z } from "zod";
import { textOf, type JsonObject } from "../../core/json";
import { invalidFields } from "../webex-errors";
import { flag, nameOf } from "../fields";
import type { Noun } from "../noun";

/** Both spellings of the official description, by the one that tenants store. */
const TYPES: Readonly<Record<string, string>> = {
  STRING: "String",
  INTEGER: "Integer",
  DATE_TIME: "DateTime",
  BOOLEAN: "Boolean",
  DECIMAL: "Decimal",
  String: "String",
  Integer: "Integer",
  DateTime: "DateTime",
  Boolean: "Boolean",
  Decimal: "Decimal",
};

const PARSES: Readonly<Record<string, (text: string) => boolean>> = {
  String: () => true,
  Integer: (text) => /^[+-]?\d+$/.test(text),
  Decimal: (text) => /^[+-]?\d+(\.\d+)?$/.test(text),
  Boolean: (text) => /^(true|false)$/i.test(text),
  DateTime: (text) => !Number.isNaN(Date.parse(text)),
};

const check = (body: JsonObject): void => {
  const parses = PARSES[textOf(body["variableType"])]?.(textOf(body["defaultValue"])) ?? false;
  // Spelt like this by the service.
  if (!parses) throw invalidFields(["validDefaultValueForVariabelType"]);
  if (body["agentViewable"] === true && textOf(body["desktopLabel"]) === "") throw invalidFields(["desktopLabel"]);
};

/** A variable that all flows share; called Global Variable in Control Hub. */
export const cadVariable: Noun = {
  kind: "cad-variable",
  see: "https://developer.webex.com/webex-contact-center/docs/api/v1/cad-variable",
  schema: z.object({
    name: nameOf(/^[a-zA-Z0-9_]+$/),
    description: z.string().max(256).optional(),
    active: flag,
    agentEditable: flag,
    variableType: z
      .string()
      .refine((type) => type in TYPES)
      .transform((type) => TYPES[type] ?? type),
    defaultValue: z.string().max(256),
    reportable: flag,
    agentViewable: flag,
    sensitive: flag.optional(),
    desktopLabel: z.string().max(50).optional(),
  }),
  prefixes: { list: ["v2"], create: [""], item: [""] },
  created: 200,
  deleted: 200,
  unique: ["name"],
  immutable: ["variableType"],
  searchable: ["name"],
  check,
  bulk: "create and update",
};
