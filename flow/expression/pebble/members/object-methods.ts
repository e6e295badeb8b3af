import { JavaNumber } from "../../java/numbers";
import { OperandError } from "../operators";
import { JavaList, JavaMap, Loop, MapEntry, Moment, hashOf, javaEquals, toText } from "../values";
import type { Value } from "../values";
import { NOT_FOUND, int, isInt, refuseNull } from "./found";
import type { Found } from "./found";
import { callText } from "./text-methods";

const callNumber = (number: JavaNumber, name: string, given: readonly Value[]): Found => {
  if (given.length > 0)
    return name === "equals" && given.length === 1 ? javaEquals(number, given[0] ?? null) : NOT_FOUND;
  switch (name) {
    case "intvalue":
      return int(number.toInt());
    case "longvalue":
      return JavaNumber.long(number.toLong());
    case "doublevalue":
      return JavaNumber.double(number.toDouble());
    case "tostring":
      return number.toString();
    default:
      return NOT_FOUND;
  }
};

const callList = (list: JavaList, name: string, given: readonly Value[]): Found => {
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
};

const callMap = (map: JavaMap, name: string, given: readonly Value[]): Found => {
  const [first = null, second = null] = given;
  switch (`${name}/${given.length}`) {
    case "size/0":
      return int(map.size);
    case "isempty/0":
      return map.size === 0;
    case "keyset/0":
      return new JavaList(map.entries().map(({ key }) => key));
    case "values/0":
      return new JavaList(map.entries().map(({ value }) => value));
    case "entryset/0":
      return new JavaList([...map.entries()]);
    case "tostring/0":
      return toText(map);
    case "get/1":
      return map.get(first) ?? null;
    case "containskey/1":
      return map.get(first) !== undefined;
    case "containsvalue/1":
      return map.entries().some(({ value }) => javaEquals(value, first));
    case "getordefault/2":
      return map.get(first) ?? second;
    default:
      return NOT_FOUND;
  }
};

const getLoop = (loop: Loop, name: string): Found => {
  switch (name) {
    case "getindex":
      return int(loop.index);
    case "getlength":
      return int(loop.length);
    case "getrevindex":
      return int(loop.length - loop.index - 1);
    case "isfirst":
      return loop.index === 0;
    case "islast":
      return loop.index === loop.length - 1;
    default:
      return NOT_FOUND;
  }
};

const getMoment = (moment: Moment, name: string): Found => {
  const date = new Date(moment.epochMs);
  switch (name) {
    case "getyear":
      return int(date.getUTCFullYear());
    case "getmonthvalue":
      return int(date.getUTCMonth() + 1);
    case "getdayofmonth":
      return int(date.getUTCDate());
    case "gethour":
      return int(date.getUTCHours());
    case "getminute":
      return int(date.getUTCMinutes());
    case "getsecond":
      return int(date.getUTCSeconds());
    case "toepochsecond":
      return JavaNumber.long(Math.floor(moment.epochMs / 1000));
    case "tostring":
      return toText(moment);
    default:
      return NOT_FOUND;
  }
};

const getEntry = (entry: MapEntry, name: string): Found => {
  if (name === "getkey") return entry.key;
  return name === "getvalue" ? entry.value : NOT_FOUND;
};

/** Calls a method by its name in lower case. */
export const callMethod = (target: Value, name: string, given: readonly Value[]): Found => {
  if (name === "hashcode" && given.length === 0) return int(hashOf(target));
  if (typeof target === "string") return callText(target, name, given);
  if (target instanceof JavaNumber) return callNumber(target, name, given);
  if (target instanceof JavaList) return callList(target, name, given);
  if (target instanceof JavaMap) return callMap(target, name, given);
  if (given.length > 0) return NOT_FOUND;
  if (target instanceof Loop) return getLoop(target, name);
  if (target instanceof Moment) return getMoment(target, name);
  if (target instanceof MapEntry) return getEntry(target, name);
  return name === "tostring" ? toText(target) : NOT_FOUND;
};
