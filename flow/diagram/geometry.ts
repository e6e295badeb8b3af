/** Sizes in pixels of Flow Designer's canvas, measured in exports. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export const WIDTH = 168;
export const GRID = 20;
const HEAD_HEIGHT = 80;
const FOOT = 40;

const GATEWAY_ROWS: Readonly<Record<string, number>> = { true: 99, false: 134, error: 194 };

/** Position of an output port, from the widget's upper left corner. */
export function outputOffset(group: string, ports: readonly string[], index: number): Point {
  const name = ports[index] ?? "";
  if (group !== "enum-gateway")
    return { x: WIDTH - 1, y: index === 0 && !isErrorPort(name) ? 18 : 120 + 34 * Math.max(0, index - 1) };
  const isCondition = ports.includes("true") && ports.includes("false");
  return { x: WIDTH, y: (isCondition ? GATEWAY_ROWS[name] : undefined) ?? 118 + 34 * index };
}

/** Position of the input port, from the widget's upper left corner. */
export const inputOffset = (group: string): Point => ({ x: -8, y: group === "enum-gateway" ? 14 : 18 });

const isErrorPort = (name: string): boolean => name === "error" || name === "failure";

function heightOf(group: string, ports: readonly string[]): number {
  const lowest = Math.max(0, ...ports.map((_, index) => outputOffset(group, ports, index).y));
  return Math.max(HEAD_HEIGHT, lowest + FOOT);
}

/** The box that an activity takes on the canvas. */
export const boxOf = (
  group: string,
  ports: readonly string[],
): { readonly width: number; readonly height: number } => ({
  width: WIDTH,
  height: heightOf(group, ports),
});
