import { coverageMarks, coverageOf } from "../../flow/simulate";
import { type Picture, save } from "./output";
import { drawPicture } from "./picture";
import type { Played } from "../commands/test";

/** The calls of each flow; flows with the same name count as one. */
function byFlow(played: readonly Played[]) {
  const flows = new Map<string, { readonly flow: Played["flow"]; readonly results: Played["result"][] }>();
  for (const { file, flow, result } of played) {
    const key = `${file} ${flow.name}`;
    const known = flows.get(key) ?? { flow, results: [] };
    known.results.push(result);
    flows.set(key, known);
  }
  return [...flows.values()];
}

export const coverages = (played: readonly Played[]) =>
  byFlow(played).map(({ flow, results }) => ({ flow, coverage: coverageOf(flow, results) }));

/** Draws one picture per flow; with several flows, each file's name includes the flow's name. */
export function drawCoverage(played: readonly Played[], file: string, format: Picture = "svg"): void {
  const flows = byFlow(played);
  for (const { flow, results } of flows) {
    const name = flows.length === 1 ? file : file.replace(/(\.\w+)?$/, `-${flow.name.replace(/\W+/g, "_")}$1`);
    save(name, drawPicture(flow, coverageMarks(flow, results), format));
  }
}
