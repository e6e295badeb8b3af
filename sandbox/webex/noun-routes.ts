import { created, deleteEntity, namedEntity, replaced, show } from "./crud";
import { incomingReferences, listEntities } from "./lists";
import type { Noun } from "./noun";
import { ok, type Route } from "./route";

export const nounPath = (prefix: "" | "v2" | "v3", kind: string): string =>
  `/organization/{orgid}/${prefix === "" ? "" : `${prefix}/`}${kind}`;

function itemRoutes(noun: Noun, prefix: "" | "v2" | "v3"): readonly Route[] {
  const path = `${nounPath(prefix, noun.kind)}/{id}`;
  const { verbs } = noun;
  const read: Route = { method: "GET", path, handle: (call) => ok(show(noun, call, namedEntity(noun, call))) };
  const update: Route = { method: "PUT", path, handle: (call) => replaced(noun, call) };
  const remove: Route = {
    method: "DELETE",
    path,
    handle: (call) => {
      deleteEntity(noun, call, namedEntity(noun, call));
      return { status: noun.deleted };
    },
  };
  return [
    ...(verbs.includes("read") ? [read] : []),
    ...(verbs.includes("update") ? [update] : []),
    ...(verbs.includes("delete") && !noun.undeletable.includes(prefix) ? [remove] : []),
  ];
}

export function routesOf(noun: Noun): readonly Route[] {
  const { verbs } = noun;
  const lists = noun.prefixes.list.map((prefix): Route => ({
    method: "GET",
    path: nounPath(prefix, noun.kind),
    handle: listEntities(noun, prefix),
  }));
  const creates = noun.prefixes.create.map((prefix): Route => ({
    method: "POST",
    path: nounPath(prefix, noun.kind),
    handle: (call) => created(noun, call),
  }));
  const references: Route = {
    method: "GET",
    path: `${nounPath("", noun.kind)}/{id}/incoming-references`,
    handle: incomingReferences(noun),
  };
  return [
    ...(verbs.includes("list") ? lists : []),
    ...(verbs.includes("create") ? creates : []),
    ...noun.prefixes.item.flatMap((prefix) => itemRoutes(noun, prefix)),
    ...(verbs.includes("references") ? [references] : []),
  ];
}
