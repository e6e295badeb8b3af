import { Sessions } from "../../../providers/clouds";
import { Journal, journalFolder } from "../../../providers/core/engine/journal";
import type { SettingsSource } from "../../../providers/core/settings/settings";
import type { Finding } from "../findings";
import { type Report, VERSION } from "../report";
import { cleanUp, type Cleaned } from "./clean";
import { permitted } from "./permit";
import { checkedPrefix, newPrefix, planOf } from "./plan";
import { type Step, Trials, type Written } from "./run";

export type { Cleaned } from "./clean";
export type { Written } from "./run";

/** Questions to a person; both throw without a terminal. */
export interface Asking {
  typed(question: string): Promise<string>;
  agrees(question: string): Promise<boolean>;
}

export interface WriteOptions {
  readonly number?: string | undefined;
  readonly app?: boolean | undefined;
  readonly isStopped: () => boolean;
  /** Called with the prefix before anything is made, and then with each kind. */
  readonly progress: (words: string) => void;
}

/** The journal. Without one nothing is made, as its deletion could not be guaranteed. */
const journalOf = (folder: string): Journal =>
  new Journal(folder, (sentence) => {
    throw new Error(sentence.replace(/^warning: /, ""));
  });

/** Makes, tries and deletes one object of each kind. @throws Error where writing to these tenants is not allowed. */
export async function verifyByWriting(
  source: SettingsSource,
  asking: Pick<Asking, "typed">,
  { number, app = false, isStopped, progress }: WriteOptions,
): Promise<Written & { readonly prefix: string }> {
  const clouds = await permitted(source, (question) => asking.typed(question));
  const asked = { prefix: newPrefix(), clouds, number, app };
  progress(`All of it is called ${asked.prefix}_...; after a crash: datadip verify --clean ${asked.prefix}`);
  const journal = journalOf(journalFolder(source.env));
  const trials = new Trials(new Sessions(() => source), asked, planOf(asked), journal, isStopped, progress);
  return { prefix: asked.prefix, ...(await trials.run()) };
}

/** Deletes what an interrupted run left. @throws Error for a text that is not a run's prefix, and where writing is not allowed. */
export async function cleanRun(
  settings: () => SettingsSource,
  prefix: string,
  number: string | undefined,
  asking: Asking,
): Promise<Cleaned> {
  checkedPrefix(prefix);
  const source = settings();
  const clouds = await permitted(source, (question) => asking.typed(question));
  const folder = journalFolder(source.env);
  const sessions = new Sessions(() => source);
  return cleanUp(sessions, { prefix, clouds, number }, folder, journalOf(folder), (question) =>
    asking.agrees(question),
  );
}

const MEANS: Readonly<Record<Step["step"], string>> = {
  make: "a create fails in `up`",
  read: "every refresh shows drift that nobody made",
  change: "an update fails in `up`",
  find: "an object is not found again after a lost answer",
  keep: "an object that others need can be deleted",
  delete: "`destroy` leaves it behind",
};

/** The failed steps as findings, without text of the tenant. */
export const findingsOf = ({ steps }: Written): readonly Finding[] =>
  steps.flatMap(({ kind, step, problem }) =>
    problem === undefined
      ? []
      : [
          {
            ...problem,
            weight: step === "keep" ? "differs" : "breaks",
            check: `${kind} ${step}`,
            at: "",
            means: MEANS[step],
          },
        ],
  );

/** The report of a run, which strangers may see, like the report of reads. */
export const reportOf = (written: Written): Report => ({
  format: "datadip-verify",
  version: VERSION,
  requests: written.requests,
  seconds: written.seconds,
  answers: [],
  skipped: written.left.map(({ kind, why }) => `${kind}: ${why}`),
  findings: findingsOf(written),
  salesforce: [],
});
