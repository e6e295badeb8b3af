import { textOf, type JsonObject } from "../../core/json";
import { invalidFields } from "../webex-errors";
import { nounOf } from "../read-nouns";
import { ok, routes } from "../route";

const PARSES: Readonly<Record<string, (text: string) => boolean>> = {
  String: () => true,
  Integer: (text) => /^[+-]?\d+$/.test(text),
  Decimal: (text) => /^[+-]?\d+(\.\d+)?$/.test(text),
  Boolean: (text) => /^(true|false)$/i.test(text),
  DateTime: (text) => !Number.isNaN(Date.parse(text)),
};

function check(body: JsonObject): void {
  const parses = PARSES[textOf(body.variableType)]?.(textOf(body.defaultValue)) ?? false;
  // The service spells it like this.
  if (!parses) throw invalidFields(["validDefaultValueForVariabelType"]);
  if (body.agentViewable === true && textOf(body.desktopLabel) === "") throw invalidFields(["desktopLabel"]);
}

/** A variable that all flows share. Control Hub calls it Global Variable. */
export const cadVariable = nounOf("cad-variable", {
  check,
});

export const cadVariableRoutes = routes({
  "GET /organization/{orgid}/cad-variable/reportable-count": (call) =>
    ok({
      reportableCount: call.entities.listed("cad-variable").filter(({ reportable }) => reportable === true).length,
    }),
});
