import { isUntried, NEWEST_TRIED_CLI } from "../../../../providers/core/settings/pulumi-versions";

const [major, minor] = NEWEST_TRIED_CLI.split(".").map(Number) as [number, number];

it.each([
  [`${major}.${minor}.9`, false],
  [`${major}.${minor - 1}.0`, false],
  [`${major - 1}.${minor + 1}.0`, false],
  [`${major}.${minor + 1}.0`, true],
  [`${major + 1}.0.0`, true],
])("whether Pulumi %s is newer than what was tried: %s", (version, expected) =>
  expect(isUntried(version)).toBe(expected),
);
