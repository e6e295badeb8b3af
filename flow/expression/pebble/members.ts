import { JavaNumber } from "../java/numbers";
import { NOT_FOUND, int } from "./members/found";
import { callMethod } from "./members/object-methods";
import { OperandError } from "./operators";
import { JavaArray, JavaList, JavaMap, className, toText, type Value } from "./values";

/**
 * Attributes and method calls. Pebble finds them by reflection on the Java object; the tables hold those that are useful in a flow.
 * A method that only Java has is an error; a method that Java does not have gives null, as in Pebble.
 */
function reflect(target: Value, name: string, given: readonly Value[]): Value {
  if (name === "") throw new OperandError("an attribute needs a name");
  const lower = name.toLowerCase();
  if (["class", "getclass", "wait", "notify", "notifyall"].includes(lower))
    throw new OperandError(`access to the method '${name}' of ${className(target)} is forbidden`);
  for (const candidate of [lower, `get${lower}`, `is${lower}`, `has${lower}`]) {
    const found = callMethod(target, candidate, given);
    if (found !== NOT_FOUND) return found;
  }
  return null;
}

const INTEGER = /^[+-]?\d+$/;

function indexed(items: readonly Value[], name: string): Value {
  const index = Number(name);
  return INTEGER.test(name) && index >= 0 ? (items[index] ?? null) : null;
}

function fromMap(map: JavaMap, key: Value, ignoreCase: boolean): Value {
  if (map.size === 0) return null;
  const sample = map.entries()[0]?.key ?? null;
  const found = map.get(key instanceof JavaNumber ? castKey(key, sample) : key);
  if (found !== undefined) return found;
  return (ignoreCase && typeof key === "string" ? map.findIgnoringCase(key) : undefined) ?? null;
}

/** Pebble casts a numeric subscript to the class of the first key, which fails for the text keys of JSON objects. */
function castKey(key: JavaNumber, sample: Value): JavaNumber {
  if (!(sample instanceof JavaNumber))
    throw new OperandError(`type of ${className(sample)} not supported for key ${key.toString()}`);
  if (sample.kind === "int") return int(key.toInt());
  return sample.kind === "long" ? JavaNumber.long(key.toLong()) : JavaNumber.double(key.toDouble());
}

/**
 * `target.name`, `target[name]` or `target.name(given)`.
 * @param given undefined where it is not a call.
 * @param ignoreCase also finds map keys in another upper or lower case, as Flow Designer seems to do.
 */
export function member(target: Value, name: Value, given: readonly Value[] | undefined, ignoreCase: boolean): Value {
  if (target === null) return null;
  const text = toText(name);
  if (given === undefined) {
    if (target instanceof JavaMap) return fromMap(target, name, ignoreCase);
    if (target instanceof JavaArray) return indexed(target.items, text);
    if (target instanceof JavaList && INTEGER.test(text)) return indexed(target.items, text);
  }
  return reflect(target, text, given ?? []);
}
