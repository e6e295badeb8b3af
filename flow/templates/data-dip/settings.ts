import type { z } from "zod";
import { FlowDefinitionError } from "../../build";
import type { Country } from "./dial-plans";
import { LAST_RANK, optionsSchema, type DataDipOptions, type language } from "./options";
import { isBuiltIn, TEXT_NAMES, TEXTS, type Texts } from "./texts";

/** Arguments with their defaults and all texts. */
export interface Settings extends Omit<z.output<typeof optionsSchema>, "languages"> {
  readonly languages: readonly Language[];
}

export interface Language {
  readonly locale: string;
  readonly voice: string | undefined;
  readonly countries: readonly Country[];
  readonly texts: Texts;
}

/** @throws FlowDefinitionError with the name of the first invalid argument. */
export function readOptions(options: DataDipOptions): Settings {
  const parsed = optionsSchema.safeParse(options);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new FlowDefinitionError(
      `dataDipFlow: ${issue?.path.join(".") ?? "options"} is wrong: ${issue?.message ?? "not as described"}.`,
    );
  }
  const { languages, ...rest } = parsed.data;
  checkLanes(rest);
  checkTogether(rest);
  const said = saidTexts(rest);
  return { ...rest, languages: languages.map((entry) => completeLanguage(entry, languages.length > 1, said)) };
}

function checkTogether({ hours, closed, newCase, handOver }: Omit<Settings, "languages">): void {
  if (closed !== undefined && !hours)
    throw new FlowDefinitionError(
      "dataDipFlow: closed says what callers hear outside business hours, but hours is not set, so the line never closes; set hours: true, or take closed out.",
    );
  if (newCase !== undefined && handOver?.to === "case")
    throw new FlowDefinitionError(
      'dataDipFlow: newCase and handOver would each make a case for the same call; take newCase out, or hand over to: "activity".',
    );
}

/** Texts that callers may hear in a flow with these arguments. */
function saidTexts(settings: Omit<Settings, "languages">): ReadonlySet<keyof Texts> {
  const { hours, closed, askCaseNumber, callback } = settings;
  const isSaid: Partial<Record<keyof Texts, boolean>> = {
    closed: hours,
    closedNow: closed !== undefined,
    pressForCallback: closed?.callback === true,
    pressForMessage: closed?.messageTo !== undefined,
    callbackSaved: closed?.callback === true || callback !== undefined,
    offerCallback: callback !== undefined,
    offerCase: askCaseNumber,
    askCase: askCaseNumber,
    noSuchCase: askCaseNumber,
  };
  return new Set(TEXT_NAMES.filter((name) => isSaid[name] ?? true));
}

type Ranked = Pick<z.output<typeof optionsSchema>, "queues" | "casePriorities" | "accountPriorities">;

/** Refuses a queue that no call can reach, which is a mistake in the numbers or their order. */
function checkLanes({ queues, casePriorities, accountPriorities }: Ranked): void {
  const ranks = [...Object.values(casePriorities), ...Object.values(accountPriorities?.values ?? {}), LAST_RANK];
  queues.forEach(({ key, upTo }, index) => {
    const before = queues.slice(0, index);
    if (before.some((other) => other.key === key))
      throw new FlowDefinitionError(`dataDipFlow: two of queues have the key "${key}"; name them differently.`);
    const taken = Math.max(0, ...before.map((other) => other.upTo));
    if (!ranks.some((value) => value > taken && value <= upTo))
      throw new FlowDefinitionError(
        `dataDipFlow: no call goes to the queue "${key}", because no priority is above ${taken} and at most ${upTo}; put queues in the order of upTo, and give the priorities such numbers.`,
      );
  });
}

function completeLanguage(
  { locale, voice, countries, texts }: z.output<typeof language>,
  isOneOfSeveral: boolean,
  said: ReadonlySet<keyof Texts>,
): Language {
  if (isOneOfSeveral && voice === undefined)
    throw new FlowDefinitionError(
      `dataDipFlow: languages.${locale} needs a voice, because every language would otherwise be spoken by the same one.`,
    );
  const key = locale.slice(0, 2);
  const built: Partial<Texts> = isBuiltIn(key) ? TEXTS[key] : {};
  const all = { ...TEXTS.en, ...built, ...defined(texts) };
  const missing = isBuiltIn(key) ? undefined : [...said].find((name) => !Object.hasOwn(texts, name));
  if (missing !== undefined)
    throw new FlowDefinitionError(
      `dataDipFlow: languages.${locale} needs texts.${missing}; only English, French, German and Spanish bring theirs along.`,
    );
  return { locale, voice, countries, texts: all };
}

const defined = (texts: { readonly [K in keyof Texts]?: string | undefined }): Partial<Texts> =>
  Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined));

/** Whether the open case's id is needed: to write to the case, to open it, or to hand it over. */
export const keepsCase = (settings: Settings): boolean =>
  keepsInteraction(settings) ||
  settings.screenPop === "case" ||
  settings.askCaseNumber ||
  settings.newCase !== undefined ||
  Object.values(settings.handOver?.fields ?? {}).includes("caseId");

/** Whether the flow writes the id of the call to Salesforce. */
export const keepsInteraction = ({ postCall, interactionField }: Settings): boolean =>
  postCall !== "none" || interactionField !== undefined;

/** Whether the page of the case that the caller entered must be put first. With screenPop "case" it already is. */
export const opensEntered = ({ askCaseNumber, screenPop }: Settings): boolean => askCaseNumber && screenPop !== "case";

export const offersCallback = ({ callback, closed }: Settings): boolean =>
  callback !== undefined || closed?.callback === true;
