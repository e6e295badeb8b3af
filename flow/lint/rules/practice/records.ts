import { type Hole, isHole } from "../../../expression";
import type { Variable } from "../../../model";
import { type Context, type Text, fullName, isBlank } from "../../context";
import type { Report, Checks } from "../../rule";
import { quotedList, shortened, textReport } from "../shared";

/** A text in which a value identifies a record: an address, a query, the id in a body. */
interface RecordUse {
  readonly text: Text;
  readonly hole: Hole;
}

/** Values that identify a record: in a path those between slashes, in a query those compared with an id. */
const pathHoles = (text: Text): readonly Hole[] =>
  text.segments.flatMap((segment, index) => {
    if (!isHole(segment)) return [];
    const before = text.segments[index - 1];
    const follows = before !== undefined && !isHole(before) ? before.text : "";
    const base = text.segments.slice(0, index).some((entry) => !isHole(entry) && entry.text.includes("?"));
    return !base && /\/[^/:]*$/.test(follows) && !/:\/\/$/.test(follows) && !/^https?:\/\/[^/]*$/.test(follows)
      ? [segment.hole]
      : [];
  });

function soqlIdHoles(context: Context, text: Text): readonly Hole[] {
  const call = context.callOf(text.node);
  if (call === undefined || (call.address !== text && !call.parameters.includes(text))) return [];
  return call.soql
    .flatMap(({ parsed }) => (parsed.ok ? parsed.query.conditions : []))
    .filter(({ field }) => /(?:^|\.)\w*id$/i.test(field))
    .flatMap(({ holes }) => holes);
}

/** In a JSON body, the whole value of a key such as ParentId or caseId. */
const bodyIdHoles = ({ path, segments }: Text): readonly Hole[] =>
  path !== "httpRequestBody"
    ? []
    : segments.flatMap((segment, index) => {
        const [before, after] = [segments[index - 1], segments[index + 1]];
        if (!isHole(segment) || before === undefined || after === undefined || isHole(before) || isHole(after))
          return [];
        return /"(?:id|\w*Id)"\s*:\s*"$/.test(before.text) && after.text.startsWith('"') ? [segment.hole] : [];
      });

const ADDRESS = /^(?:httpRequestPath|httpRequestUrl|screenPopUrl)$/;

const recordUses = (context: Context): readonly RecordUse[] =>
  context.texts.flatMap((text) => {
    const path = ADDRESS.test(text.path) ? pathHoles(text) : [];
    return [...new Set([...path, ...soqlIdHoles(context, text), ...bodyIdHoles(text)])].map((hole) => ({ text, hole }));
  });

/** The variables of a use that get their value while the flow runs, without constants of the flow. */
const dynamicVariables = (context: Context, hole: Hole): readonly Variable[] =>
  hole.variables.flatMap(({ root }) => {
    const variable = context.variables.get(root);
    const isDynamic = variable !== undefined && context.variables.isWritten(root);
    return isDynamic ? [variable] : [];
  });

function describeUse({ node }: Text, name: string, value: string): string {
  const method = typeof node.properties.httpRequestMethod === "string" ? `${node.properties.httpRequestMethod} ` : "";
  const what = node.kind === "screen-pop" ? "opens" : `sends ${method}`.trimEnd();
  return `When no record was found, "${node.name}" ${what} with the default "${shortened(value)}" of ${name} as an id`;
}

/** Whether the variable may still hold its default. */
const holdsDefault = (context: Context, { node }: Text, { name, value }: Variable): boolean =>
  (value ?? "").trim() !== "" && context.leftIn(node, { root: name, members: [] })?.includes(value ?? "") === true;

const defaultsAsIds = (context: Context): readonly Report[] =>
  recordUses(context).flatMap(({ text, hole }) =>
    dynamicVariables(context, hole)
      .filter((variable) => holdsDefault(context, text, variable))
      .map((variable) =>
        textReport(text, `${describeUse(text, variable.name, variable.value ?? "")}: ${shortened(text.text)}`),
      ),
  );

/** Whether the variable may be empty or hold its default there, and no related variable is known to be filled. */
const mayBeMissing = (context: Context, text: Text, variable: Variable): boolean =>
  (isFound(context, text, variable) === false || holdsDefault(context, text, variable)) &&
  !context.flow.variables.some(
    (other) =>
      other !== variable &&
      (other.value ?? "").trim() === "" &&
      context.variables.areRelated(other.name, variable.name) &&
      isFound(context, text, other) === true,
  );

/** Whether the variable certainly has a value; undefined where that is not known. */
const isFound = (context: Context, { node }: Text, { name }: Variable): boolean | undefined =>
  context.leftIn(node, { root: name, members: [] })?.every((left) => !isBlank(left));

/** Uses without those in a body that also names a checked record: the second record may then be missing. */
function unvouchedUses(context: Context): readonly RecordUse[] {
  const uses = recordUses(context);
  const isVouched = ({ text, hole }: RecordUse): boolean =>
    dynamicVariables(context, hole).some((variable) => !mayBeMissing(context, text, variable));
  const vouched = new Set(uses.filter(isVouched).map(({ text }) => text));
  return uses.filter(({ text }) => text.path !== "httpRequestBody" || !vouched.has(text));
}

/** Screen pops, and writes in event flows, whose record may not exist. */
const unguarded = (context: Context): readonly Report[] =>
  unvouchedUses(context).flatMap(({ text, hole }) => {
    const isPop = text.node.kind === "screen-pop";
    const call = context.callOf(text.node);
    const isWrite = call !== undefined && ["POST", "PATCH", "PUT", "DELETE"].includes(call.method);
    if (!isPop && !isWrite) return [];
    const names = dynamicVariables(context, hole)
      .filter((variable) => mayBeMissing(context, text, variable))
      .map(({ name }) => name);
    if (names.length === 0) return [];
    return textReport(
      text,
      `"${text.node.name}" ${isPop ? "opens a page" : "writes"} for ${quotedList(names)} without a check that a record was found.`,
    );
  });

/** Values in an address or a query, and ids in a body. Other values of a body, such as a note, may be empty. */
const holesThatMatter = (text: Text): readonly Hole[] =>
  ADDRESS.test(text.path) || (text.node.kind === "http-request-v2" && text.path.startsWith("httpQueryParameters."))
    ? text.segments.flatMap((segment) => (isHole(segment) ? [segment.hole] : []))
    : bodyIdHoles(text);

const isAlwaysBlank = (held: ReturnType<Context["values"]["at"]>): boolean =>
  held !== undefined && held.length > 0 && held.every(({ isExternal, shapes }) => !isExternal && shapes.every(isBlank));

/** Uses on a path that is taken only when the value is empty. */
const usedEmpty = (context: Context): readonly Report[] =>
  context.texts.flatMap((text) => {
    const holes = holesThatMatter(text);
    if (holes.length === 0) return [];
    const names = holes
      .flatMap(({ variables }) => variables)
      .filter((use) => context.variables.isWritten(use.root) && isAlwaysBlank(context.values.at(text.node, use)))
      .map(fullName);
    return names.length === 0
      ? []
      : textReport(
          text,
          `"${text.node.name}" uses ${quotedList([...new Set(names)])} on the path that is taken when it is empty.`,
        );
  });

export const RECORDS_CHECKS: Checks = {
  "practice/default-as-id": defaultsAsIds,
  "practice/unguarded-record": unguarded,
  "practice/used-when-empty": usedEmpty,
};
