import { JavaNumber } from "../../java/numbers";
import { OperandError } from "../operators";
import { JavaList, JavaMap, Loop, MapEntry, Moment, hashOf, javaEquals, toText, type Value } from "../values";
import { NOT_FOUND, int, isInt, refuseNull, type Found } from "./found";
import { callText } from "./text-methods";

/** Methods by name and number of arguments. */
type Methods<T> = Readonly<Record<string, (target: T, first: Value, second: Value) => Value>>;

function call<T>(methods: Methods<T>, target: T, name: string, given: readonly Value[]): Found {
  const [first = null, second = null] = given;
  const method = methods[`${name}/${given.length}`];
  return method === undefined ? NOT_FOUND : method(target, first, second);
}

const OF_NUMBERS: Methods<JavaNumber> = {
  "intvalue/0": (number) => int(number.toInt()),
  "longvalue/0": (number) => JavaNumber.long(number.toLong()),
  "doublevalue/0": (number) => JavaNumber.double(number.toDouble()),
  "tostring/0": (number) => number.toString(),
  "equals/1": (number, other) => javaEquals(number, other),
};

function callList(list: JavaList, name: string, given: readonly Value[]): Found {
  const [first] = given;
  if (given.length === 0) {
    if (name === "size") return int(list.items.length);
    if (name === "isempty") return list.items.length === 0;
    return name === "tostring" ? toText(list) : NOT_FOUND;
  }
  if (given.length !== 1) return NOT_FOUND;
  const wanted = first ?? null;
  if (name === "contains") return list.items.some((item) => javaEquals(item, wanted));
  if (name === "indexof") return int(list.items.findIndex((item) => javaEquals(item, wanted)));
  if (name === "lastindexof") return int(list.items.findLastIndex((item) => javaEquals(item, wanted)));
  refuseNull(name, given, { get: true });
  if (name !== "get" || !isInt(first)) return NOT_FOUND;
  const item = list.items[first.toInt()];
  if (item === undefined)
    throw new OperandError(`Index ${first.toString()} out of bounds for length ${list.items.length}`);
  return item;
}

const OF_MAPS: Methods<JavaMap> = {
  "size/0": (map) => int(map.size),
  "isempty/0": (map) => map.size === 0,
  "keyset/0": (map) => new JavaList(map.entries().map(({ key }) => key)),
  "values/0": (map) => new JavaList(map.entries().map(({ value }) => value)),
  "entryset/0": (map) => new JavaList([...map.entries()]),
  "tostring/0": (map) => toText(map),
  "get/1": (map, key) => map.get(key) ?? null,
  "containskey/1": (map, key) => map.get(key) !== undefined,
  "containsvalue/1": (map, wanted) => map.entries().some(({ value }) => javaEquals(value, wanted)),
  "getordefault/2": (map, key, usual) => map.get(key) ?? usual,
};

const OF_LOOPS: Methods<Loop> = {
  "getindex/0": (loop) => int(loop.index),
  "getlength/0": (loop) => int(loop.length),
  "getrevindex/0": (loop) => int(loop.length - loop.index - 1),
  "isfirst/0": (loop) => loop.index === 0,
  "islast/0": (loop) => loop.index === loop.length - 1,
};

const dateOf = ({ epochMs }: Moment): Date => new Date(epochMs);

const OF_MOMENTS: Methods<Moment> = {
  "getyear/0": (moment) => int(dateOf(moment).getUTCFullYear()),
  "getmonthvalue/0": (moment) => int(dateOf(moment).getUTCMonth() + 1),
  "getdayofmonth/0": (moment) => int(dateOf(moment).getUTCDate()),
  "gethour/0": (moment) => int(dateOf(moment).getUTCHours()),
  "getminute/0": (moment) => int(dateOf(moment).getUTCMinutes()),
  "getsecond/0": (moment) => int(dateOf(moment).getUTCSeconds()),
  "toepochsecond/0": ({ epochMs }) => JavaNumber.long(Math.floor(epochMs / 1000)),
  "tostring/0": (moment) => toText(moment),
};

const OF_ENTRIES: Methods<MapEntry> = {
  "getkey/0": ({ key }) => key,
  "getvalue/0": ({ value }) => value,
};

/** Calls a method by its name in lower case. */
export function callMethod(target: Value, name: string, given: readonly Value[]): Found {
  if (name === "hashcode" && given.length === 0) return int(hashOf(target));
  if (typeof target === "string") return callText(target, name, given);
  if (target instanceof JavaNumber) return call(OF_NUMBERS, target, name, given);
  if (target instanceof JavaList) return callList(target, name, given);
  if (target instanceof JavaMap) return call(OF_MAPS, target, name, given);
  if (target instanceof Loop) return call(OF_LOOPS, target, name, given);
  if (target instanceof Moment) return call(OF_MOMENTS, target, name, given);
  if (target instanceof MapEntry) return call(OF_ENTRIES, target, name, given);
  return name === "tostring" && given.length === 0 ? toText(target) : NOT_FOUND;
}
