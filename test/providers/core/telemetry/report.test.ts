import { LogThrottle } from "../../../../providers/core/telemetry/report";

it("a log says something once in an interval, the first time one interval after the beginning", () => {
  const said: string[] = [];
  const throttle = new LogThrottle((sentence) => said.push(sentence), 1_000, 5_000);
  let made = 0;
  for (const now of [5_000, 5_999, 6_000, 6_001, 6_999, 7_500, 8_499, 8_500])
    throttle.say(now, () => {
      made += 1;
      return `at ${now}`;
    });
  expect(said).toEqual(["at 6000", "at 7500", "at 8500"]);
  expect(made).toBe(3);
});
