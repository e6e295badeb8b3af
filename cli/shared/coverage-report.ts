import { coverageMarks, coverageOf } from "../../flow/simulate";
import { type Picture, save } from "./output";
import { drawPicture } from "./picture";
import type { Played } from "../commands/test";

/** The calls of each flow; flows with the same name count as one. */
function byFlow(played: readonly Played[]): ReadonlyMap<string, readonly Played[]> {
  const flows = new Map<string, Played[]>();
  for (const call of played)
    flows.set(`${call.file} ${call.flow.name}`, [...(flows.get(`${call.file} ${call.flow.name}`) ?? []), call]);
  return flows;
}

export const coverages = (played: readonly Played[]) =>
  [...byFlow(played).values()].flatMap((calls) => {
    const [first] = calls;
    return first === undefined
      ? []
      : [
          {
            flow: first.flow,
            coverage: coverageOf(
              first.flow,
              calls.map(({ result }) => result),
            ),
          },
        ];
  });

/** Draws one picture per flow; with several flows, each file's name includes the flow's name. */
export function drawCoverage(played: readonly Played[], file: string, format: Picture = "svg"): void {
  const flows = [...byFlow(played).values()];
  for (const calls of flows) {
    const [first] = calls;
    if (first === undefined) continue;
    const { flow } = first;
    const name = flows.length === 1 ? file : file.replace(/(\.\w+)?$/, `-${flow.name.replace(/\W+/g, "_")}$1`);
    const marks = coverageMarks(
      flow,
      calls.map(({ result }) => result),
    );
    save(name, drawPicture(flow, marks, format));
  }
}
