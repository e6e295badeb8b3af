import { catching } from "../../core/catching";
import { objectIn, isJsonObject, textOf, type Json, type JsonObject } from "../../core/json";
import { objectBody, refusalAnswer } from "../dialect";
import { badRequest, Refused } from "../salesforce-errors";
import { objectsIn } from "../records/attempt";
import { ok, restRoutes, type Answer, type RestCall } from "../route";

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite.htm */
const MAX_SUBREQUESTS = 25;

/** The answer of one subrequest; later subrequests find it by its reference id. */
interface SubAnswer {
  readonly referenceId: string;
  readonly answer: Answer;
}

/** A collection with allOrNone answers 200 even when it saved nothing. */
function isRolledBack(request: JsonObject, answer: Answer): boolean {
  const body = request.body;
  if (!isJsonObject(body) || body.allOrNone !== true || !Array.isArray(answer.body)) return false;
  return (answer.body as readonly Json[]).some((entry) => isJsonObject(entry) && entry.success === false);
}

const failed = ({ answer }: SubAnswer): boolean => answer.status >= 400;

class Halted extends Error {
  constructor(readonly answers: readonly SubAnswer[]) {
    super("halted");
  }
}

function memberAt(value: Json | undefined, path: readonly string[]): Json | undefined {
  let found = value;
  for (const step of path) {
    const key = /^(.*)\[(\d+)\]$/.exec(step);
    const name = key?.[1] ?? step;
    if (name !== "") found = isJsonObject(found) ? found[name] : undefined;
    if (key !== null) found = Array.isArray(found) ? (found as readonly Json[])[Number(key[2])] : undefined;
  }
  return found;
}

const REFERENCE = /@\{([A-Za-z0-9_]+)((?:\[\d+\])?(?:\.[A-Za-z0-9_]+(?:\[\d+\])?)*)\}/g;

/** Replaces `@{reference.path}` by a value from an earlier answer. */
const resolveText = (text: string, known: ReadonlyMap<string, Answer>): string =>
  text.replace(REFERENCE, (whole, referenceId: string, path: string) => {
    const answer = known.get(referenceId);
    const steps = path.startsWith("[") ? path.split(".") : path.split(".").slice(1);
    const value = memberAt(answer?.body, steps);
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
      throw badRequest(
        "PROCESSING_HALTED",
        `Invalid reference specified. No value for ${whole.slice(2, -1)} found in ${referenceId}`,
      );
    }
    return String(value);
  });

function resolve(value: Json, known: ReadonlyMap<string, Answer>): Json {
  if (typeof value === "string") return resolveText(value, known);
  if (Array.isArray(value)) return value.map((entry: Json) => resolve(entry, known));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolve(member ?? null, known)]));
}

const headersOf = (value: Json | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(objectIn(value)).map(([name, text]) => [name, textOf(text)]));

function runOne(call: RestCall, request: JsonObject, known: ReadonlyMap<string, Answer>): Answer {
  const { body, httpHeaders } = request;
  const sub = () => ({
    method: textOf(request.method).toUpperCase(),
    url: resolveText(textOf(request.url), known),
    body: body === undefined || body === null ? undefined : resolve(body, known),
    headers: headersOf(httpHeaders),
  });
  return catching(Refused, () => call.dispatch(sub()), refusalAnswer);
}

function runAll(call: RestCall, requests: readonly JsonObject[], allOrNone: boolean): readonly SubAnswer[] {
  const known = new Map<string, Answer>();
  const answers: SubAnswer[] = [];
  for (const request of requests) {
    const referenceId = textOf(request.referenceId);
    const given = runOne(call, request, known);
    const answer = allOrNone && isRolledBack(request, given) ? { ...given, status: 400 } : given;
    known.set(referenceId, answer);
    answers.push({ referenceId, answer });
    if (allOrNone && answer.status >= 400) break;
  }
  if (allOrNone && answers.some(failed)) throw new Halted(answers);
  return answers;
}

const HALTED_BODY: Json = [
  {
    errorCode: "PROCESSING_HALTED",
    message: "The transaction was rolled back since another operation in the same transaction failed.",
  },
];

/** After a failure all other subrequests, earlier and later ones, are answered as rolled back. */
const haltedAnswers = (requests: readonly JsonObject[], halted: Halted): readonly SubAnswer[] =>
  requests.map((request, index) => {
    const done = halted.answers[index];
    if (done !== undefined && failed(done)) return done;
    return { referenceId: textOf(request.referenceId), answer: { status: 400, body: HALTED_BODY } };
  });

function run(call: RestCall, requests: readonly JsonObject[], allOrNone: boolean): readonly SubAnswer[] {
  if (!allOrNone) return runAll(call, requests, false);
  const whole = () => call.org.core.store.transaction(() => runAll(call, requests, true));
  return catching(Halted, whole, (halted) => haltedAnswers(requests, halted));
}

function checkReferences(requests: readonly JsonObject[]): void {
  const ids = requests.map((request) => textOf(request.referenceId));
  if (ids.some((id) => !/^[A-Za-z0-9_]+$/.test(id)) || new Set(ids).size < ids.length) {
    throw badRequest(
      "INVALID_INPUT",
      "Every subrequest needs a referenceId of letters, digits and underscores that no other one has",
    );
  }
}

function composite(call: RestCall): Answer {
  const body = objectBody(call);
  const requests = objectsIn(body.compositeRequest, "compositeRequest");
  if (requests.length > MAX_SUBREQUESTS) {
    throw badRequest("LIMIT_EXCEEDED", `The composite request exceeds the limit of ${MAX_SUBREQUESTS} subrequests`);
  }
  checkReferences(requests);
  const answers = run(call, requests, body.allOrNone === true);
  return ok({
    compositeResponse: answers.map(({ referenceId, answer }) => ({
      body: answer.body ?? null,
      httpHeaders: { ...answer.headers },
      httpStatusCode: answer.status,
      referenceId,
    })),
  });
}

/** Independent subrequests, without references and roll-back. */
function batch(call: RestCall): Answer {
  const body = objectBody(call);
  const requests = objectsIn(body.batchRequests, "batchRequests");
  if (requests.length > MAX_SUBREQUESTS) {
    throw badRequest("LIMIT_EXCEEDED", `The batch request exceeds the limit of ${MAX_SUBREQUESTS} subrequests`);
  }
  const results: JsonObject[] = [];
  for (const request of requests) {
    const url = textOf(request.url);
    const normal = url.startsWith("/services/") ? url : `/services/data/${url.replace(/^\//, "")}`;
    const answer = runOne(call, { ...request, url: normal, body: request.richInput ?? null }, new Map());
    results.push({ statusCode: answer.status, result: answer.body ?? null });
    if (body.haltOnError === true && answer.status >= 400) break;
  }
  return ok({ hasErrors: results.some(({ statusCode }) => Number(statusCode) >= 400), results });
}

export const compositeRoutes = restRoutes({
  "POST /composite": [composite, { ownTransactions: true }],
  "POST /composite/batch": [batch, { ownTransactions: true }],
});
