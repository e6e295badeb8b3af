import { createHash } from "node:crypto";
import { escapeText, isEscapeStrategy, urlEncode } from "../../java/escape";
import { JavaNumber } from "../../java/numbers";
import { compileJavaRegex } from "../../java/regex";
import { formatString, type FormatArgument } from "../../java/string-format";
import { isJavaWhitespace, javaTrim, titleCase } from "../../java/text";
import { OperandError } from "../operators";
import { JavaArray, JavaChar, JavaMap, SafeText, className, toText, type Value } from "../values";
import { asNumber, asText, filter, optionalText, type CallArguments, type Filter } from "./filter";

function abbreviate(input: Value, call: CallArguments): string {
  const text = asText(input, "the input of 'abbreviate'");
  const length = call.get("length");
  // Pebble casts to Long: a variable of type INTEGER fails here, a number in the template does not.
  if (!(length instanceof JavaNumber) || length.kind !== "long")
    throw new OperandError("the length for 'abbreviate' must be a whole number written in the template");
  const width = length.toInt();
  if (width < 0) throw new OperandError("Invalid argument to abbreviate filter; must be greater than zero");
  if (text.length < width || text.length <= 3) return text;
  return width <= 3 ? text.slice(0, width) : `${text.slice(0, width - 3)}...`;
}

function capitalize(input: Value): string {
  const text = asText(input, "the input of 'capitalize'");
  const at = [...Array(text.length).keys()].find((index) => !isJavaWhitespace(text.charAt(index)));
  return at === undefined ? text : text.slice(0, at) + titleCase(text.charAt(at)) + text.slice(at + 1);
}

function title(input: Value): string {
  let atStart = true;
  let output = "";
  const text = asText(input, "the input of 'title'");
  for (let index = 0; index < text.length; index++) {
    const unit = text.charAt(index);
    const blank = isJavaWhitespace(unit);
    output += !blank && atStart ? titleCase(unit) : unit;
    atStart = blank;
  }
  return output;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

function base64decode(input: Value): string {
  const text = asText(input, "the input of 'base64decode'");
  if (!BASE64.test(text))
    throw new OperandError("Please provide a correctly Base64 encoded string containing an UTF-8 string");
  return Buffer.from(text, "base64").toString("utf8");
}

function replace(input: Value, call: CallArguments): string {
  const pairs = call.get("replace_pairs") ?? null;
  if (pairs === null) throw new OperandError("The argument 'replace_pairs' is required.");
  if (!(pairs instanceof JavaMap))
    throw new OperandError(`'replace' takes one map such as {"+1": ""}, not ${className(pairs)}`);
  let text = toText(input);
  for (const { key, value } of pairs.entries()) {
    if (key === null || value === null) throw new OperandError("'replace' cannot use null as a key or a value");
    const by = toText(value);
    text = text.replaceAll(toText(key), () => by);
  }
  return text;
}

function split(input: Value, call: CallArguments): JavaArray {
  const delimiter = optionalText(call.get("delimiter"), "the delimiter of 'split'");
  if (delimiter === undefined) throw new OperandError("missing delimiter parameter in split filter");
  const given = call.get("limit") ?? null;
  const limit = given === null ? 0 : asNumber(given, "the limit of 'split'").toInt();
  return new JavaArray([...compileJavaRegex(delimiter).split(asText(input, "the input of 'split'"), limit)]);
}

const escape: Filter = {
  parameters: ["strategy"],
  apply: (input, call) => {
    if (input === null || input instanceof SafeText) return input;
    const strategy = optionalText(call.get("strategy"), "the strategy of 'escape'") ?? "html";
    if (!isEscapeStrategy(strategy)) throw new OperandError(`Unknown escaping strategy [${strategy}]`);
    return new SafeText(escapeText(toText(input), strategy));
  },
};

function toArgument(value: Value | undefined): FormatArgument {
  if (value === undefined || value === null) return null;
  if (value instanceof JavaNumber) return value;
  if (typeof value === "boolean") return { text: String(value), type: "boolean" };
  return value instanceof JavaChar ? { text: value.text, type: "char" } : { text: toText(value) };
}

const format = (input: Value, call: CallArguments): string =>
  formatString(
    toText(input),
    [...call.keys()].map((_name, index) => toArgument(call.get(String(index)))),
  );

const nl2br = (input: Value): string => asText(input, "the input of 'nl2br'").replace(/\r\n|\r|\n/g, "<br />");

export const TEXT_FILTERS: Readonly<Record<string, Filter>> = {
  abbreviate: filter(["length"], abbreviate),
  base64decode: filter([], base64decode),
  base64encode: filter([], (input) => Buffer.from(toText(input), "utf8").toString("base64")),
  capitalize: filter([], capitalize),
  escape,
  format: filter([], format),
  lower: filter([], (input) => toText(input).toLowerCase()),
  nl2br: filter([], nl2br),
  raw: filter([], (input) => new SafeText(toText(input))),
  replace: filter(["replace_pairs"], replace),
  sha256: filter([], (input) =>
    createHash("sha256").update(asText(input, "the input of 'sha256'"), "utf8").digest("hex"),
  ),
  split: filter(["delimiter", "limit"], split),
  title: filter([], title),
  trim: filter([], (input) => javaTrim(asText(input, "the input of 'trim'"))),
  upper: filter([], (input) => toText(input).toUpperCase()),
  urlencode: filter([], (input) => urlEncode(asText(input, "the input of 'urlencode'"))),
};
