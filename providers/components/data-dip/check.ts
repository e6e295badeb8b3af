import type { SalesforceDataDipArgs } from "./args";

/** One sentence that says what is wrong with the arguments and what to do; undefined where nothing is wrong. */
export function wrongArguments(name: string, args: SalesforceDataDipArgs): string | undefined {
  const [problem] = [...peopleProblems(args), ...queueProblems(args)];
  return problem === undefined ? undefined : `${name}: ${problem}`;
}

const peopleProblems = ({ teams, numbers }: SalesforceDataDipArgs): readonly string[] => [
  ...(numbers.length === 0 ? ["numbers is empty, so nobody could call: give at least one in E.164."] : []),
  ...(teams.length === 0 ? ["teams is empty, so nobody would answer: give at least one."] : []),
  ...repeated(teams).map((team) => `two teams are called ${team}: rename one.`),
];

function queueProblems({ teams, queues, fallbackQueue }: SalesforceDataDipArgs): readonly string[] {
  const main = queues.filter(({ upTo }) => upTo === undefined).map(({ name }) => name);
  const known = teams.map(({ name }) => name);
  const asked = queues.flatMap((queue) =>
    [...(queue.teams ?? []), ...(queue.later ?? []).flatMap((one) => one.teams)].map((team) => ({ queue, team })),
  );
  const unknown = asked.find(({ team }) => !known.includes(team));
  const ranks = queues.flatMap(({ upTo }) => (upTo === undefined ? [] : [upTo]));
  const names = queues.map(({ name }) => name);
  return [
    ...(main.length === 1
      ? []
      : [
          `exactly one of queues must be without upTo, to take all calls that no other takes, but ${main.length === 0 ? "none is" : `${main.join(" and ")} are`}.`,
        ]),
    ...repeated(queues).map((queue) => `two queues are called ${queue}: rename one.`),
    ...(new Set(ranks).size < ranks.length
      ? [`two queues take calls up to the same priority (${ranks.join(", ")}): the second would get none.`]
      : []),
    ...(unknown === undefined
      ? []
      : [`the queue ${unknown.queue.name} names the team ${unknown.team}, but teams has only ${known.join(", ")}.`]),
    ...(fallbackQueue === undefined || names.includes(fallbackQueue)
      ? []
      : [`fallbackQueue is ${fallbackQueue}, but queues has only ${names.join(", ")}.`]),
  ];
}

function repeated(named: readonly { readonly name: string }[]): readonly string[] {
  const names = named.map(({ name }) => name);
  return [...new Set(names.filter((name, i) => names.indexOf(name) < i))];
}
