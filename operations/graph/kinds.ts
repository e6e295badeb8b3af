import { CLOUDS, loadKinds } from "../../providers/clouds";
import type { Family, Picture } from "../../providers/core/resource/facets";
import { descriptorOf } from "../../providers/core/resource/registry";

CLOUDS.forEach(loadKinds);

/** The groups in drawing order. */
export const FAMILIES: readonly Family[] = ["way in", "flow", "people", "other", "media", "salesforce"];

const COMMON = ["name", "label", "fullName"];

/** A kind's picture with its defaults. */
export function pictureOf(kind: string): Picture & Required<Pick<Picture, "noun" | "called">> {
  const words = (kind.split(".")[1] ?? kind).replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  const noun = words.charAt(0).toUpperCase() + words.slice(1);
  return { noun, called: COMMON, ...descriptorOf(kind).picture };
}
