/** Lowest and highest API version that the org serves, and the highest retired version. */
export const LOWEST_VERSION = 31;
export const HIGHEST_VERSION = 68;
export const LOWEST_RETIRED_VERSION = 21;

const SEASONS = ["Spring", "Summer", "Winter"] as const;
/** Spring '26 is version 66.0; there are three versions a year. */
const SPRING_26 = { version: 66, year: 26 };

function labelOf(version: number): string {
  const steps = version - SPRING_26.version;
  const season = SEASONS[((steps % 3) + 3) % 3] ?? "";
  // A winter release has the number of the following year.
  const year = SPRING_26.year + Math.floor(steps / 3) + (season === "Winter" ? 1 : 0);
  return `${season} '${String(year).padStart(2, "0")}`;
}

/** The answer of `GET /services/data`, oldest version first. */
export const VERSIONS = Array.from({ length: HIGHEST_VERSION - LOWEST_VERSION + 1 }, (_, index) => {
  const version = `${LOWEST_VERSION + index}.0`;
  return { label: labelOf(LOWEST_VERSION + index), url: `/services/data/v${version}`, version };
});

/** Whether a version such as `66.0` is served, retired or unknown. */
export function standingOf(version: string): "served" | "retired" | "unknown" {
  const number = Number(version);
  if (!/^\d+\.0$/.test(version)) return "unknown";
  if (number >= LOWEST_VERSION && number <= HIGHEST_VERSION) return "served";
  return number >= LOWEST_RETIRED_VERSION && number < LOWEST_VERSION ? "retired" : "unknown";
}
