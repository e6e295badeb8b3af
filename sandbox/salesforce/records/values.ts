import { isJsonObject, type Json } from "../../core/json";
import { badWrite, brokenReference, jsonError } from "../salesforce-errors";
import { to18 } from "../ids";
import type { Org } from "../org";
import { dayText, stamp } from "../soql/dates";
import type { Field } from "../sobjects/sobject";

const EMAIL_SHAPE = /^[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+$/;
const DATE_SHAPE = /^\d{4}-\d\d-\d\d/;
const MS_PER_DAY = 86_400_000;

/** A value as an error message shows it. */
export const shown = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));

function kindOf(value: Json): string {
  if (Array.isArray(value)) return "START_ARRAY";
  if (isJsonObject(value)) return "START_OBJECT";
  if (typeof value === "number") return Number.isInteger(value) ? "VALUE_NUMBER_INT" : "VALUE_NUMBER_FLOAT";
  return typeof value === "boolean" ? `VALUE_${String(value).toUpperCase()}` : "VALUE_STRING";
}

const cannotRead = (field: Field, value: Json) =>
  jsonError(
    `Cannot deserialize instance of ${field.type} from ${kindOf(value)} value ${shown(value)} or request may be missing a required field at [line:1, column:2]`,
  );

function textValue(field: Field, value: Json): Json {
  if (typeof value === "object") throw cannotRead(field, value);
  // Strings are trimmed, and an empty string is stored as no value.
  const text = String(value).trim();
  if (text === "") return null;
  if (text.length > field.length) {
    const message = `${field.label}: data value too large: ${text} (max length=${field.length})`;
    throw badWrite("STRING_TOO_LONG", message, [field.name]);
  }
  if (field.type === "email" && !EMAIL_SHAPE.test(text)) {
    throw badWrite("INVALID_EMAIL_ADDRESS", `${field.label}: invalid email address: ${text}`, [field.name]);
  }
  const { values, restricted } = field.spec;
  const listed = values?.find((known) => known.toLowerCase() === text.toLowerCase());
  if (restricted === true && listed === undefined) {
    const message = `${field.label}: bad value for restricted picklist field: ${text}`;
    throw badWrite("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", message, [field.name]);
  }
  return field.type === "picklist" ? (listed ?? text) : text;
}

function booleanValue(field: Field, value: Json): Json {
  if (typeof value === "boolean") return value;
  if (typeof value === "string" && /^(true|false)$/i.test(value)) return value.toLowerCase() === "true";
  throw cannotRead(field, value);
}

function numberValue(field: Field, value: Json): Json {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number)) throw cannotRead(field, value);
  if (field.type === "int" && !Number.isInteger(number)) throw cannotRead(field, value);
  return number;
}

function dateValue(field: Field, value: Json): Json {
  const text = typeof value === "string" ? value : "";
  const ms = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));
  if (!DATE_SHAPE.test(text) || Number.isNaN(ms)) throw cannotRead(field, value);
  if (field.type === "datetime") return stamp(ms);
  const day = text.slice(0, 10);
  // JavaScript reads the 30th of February as the 1st or 2nd of March.
  if (dayText(Math.floor(Date.parse(day) / MS_PER_DAY)) !== day) throw cannotRead(field, value);
  return day;
}

function referenceValue(org: Org, field: Field, value: Json): Json {
  if (value === "") return null;
  const id = typeof value === "string" ? to18(value) : undefined;
  if (id === undefined) {
    throw badWrite("MALFORMED_ID", `${field.label}: id value of incorrect type: ${shown(value)}`, [field.name]);
  }
  const type = org.records.typeOf(id);
  if (type === undefined || !field.referenceTo.includes(type)) {
    const message = `${field.label}: id value of incorrect type: ${id}`;
    throw badWrite("FIELD_INTEGRITY_EXCEPTION", message, [field.name]);
  }
  if (org.records.isDeleted(id)) throw badWrite("ENTITY_IS_DELETED", "entity is deleted", [field.name]);
  if (org.records.byId(id) === undefined) throw brokenReference([field.name]);
  return id;
}

/** The stored value of a field for a value in a request. Throws a Refused when the value does not fit the field. */
export function storedValue(org: Org, field: Field, value: Json): Json {
  if (value === null) return field.type === "boolean" ? false : null;
  switch (field.type) {
    case "id":
    case "reference":
      return referenceValue(org, field, value);
    case "boolean":
      return booleanValue(field, value);
    case "int":
    case "double":
    case "currency":
    case "percent":
      return value === "" ? null : numberValue(field, value);
    case "date":
    case "datetime":
      return value === "" ? null : dateValue(field, value);
    default:
      return textValue(field, value);
  }
}
