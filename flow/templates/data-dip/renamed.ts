import type { Flow } from "../../model";
import type { AnswerTable, CallScript, Expectation } from "../../simulate";

/** Activities of the data-dip flow that got the names of Cisco's guide in 0.2. The old names will be removed in 0.3. */
const RENAMED: Readonly<Record<string, string>> = {
  FindContact: "ContactByANI",
  FindAccount: "AccountByANI",
  FindCase: "CaseByContactId",
  PopAccount: "ScreenPopAccount",
  PostNote: "PostComment",
  EndAnswered: "EndFlow",
};

/** The parts of a scenario that name activities. */
export interface NamingActivities {
  readonly script: CallScript;
  readonly answers: AnswerTable;
  readonly expect: Expectation;
}

/** A scenario with the current names of activities, and the old names that it used. */
export function withCurrentNames<T extends NamingActivities>(
  flow: Flow,
  said: T,
): T & { readonly oldNames: ReadonlyMap<string, string> } {
  const known = new Set(flow.processes.flatMap(({ nodes }) => nodes.map(({ name }) => name)));
  const oldNames = new Map<string, string>();
  const current = (name: string): string => {
    const now = known.has(name) || !Object.hasOwn(RENAMED, name) ? undefined : RENAMED[name];
    if (now === undefined || !known.has(now)) return name;
    oldNames.set(name, now);
    return now;
  };
  const { script, answers, expect } = said;
  const renamed = {
    script: {
      ...script,
      activities: Object.fromEntries(Object.entries(script.activities).map(([name, rows]) => [current(name), rows])),
      caller: {
        ...script.caller,
        ...(script.caller.hangsUpIn !== undefined && { hangsUpIn: current(script.caller.hangsUpIn) }),
      },
    },
    answers: answers.map((row) => (row.activity === undefined ? row : { ...row, activity: current(row.activity) })),
    expect: {
      ...expect,
      ...(expect.path && { path: expect.path.map(current) }),
      ...(expect.avoids && { avoids: expect.avoids.map(current) }),
      ...(expect.failures && { failures: expect.failures.map(current) }),
      ...(expect.queuedBy !== undefined && { queuedBy: current(expect.queuedBy) }),
    },
  };
  return { ...said, ...renamed, oldNames };
}
