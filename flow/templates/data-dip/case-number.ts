import { caseColumns, query, readCaseNodes, STATUS } from "./salesforce";
import { withoutDigits, type Nodes } from "./pebble";
import { prompt, spoken } from "./prompts";
import { opensEntered, type Settings } from "./settings";

/** Salesforce numbers cases with eight digits, zeros in front: https://help.salesforce.com/s/articleView?id=sf.customize_auto_number_fields.htm */
const DIGITS = 8;

/**
 * Asks for a case number and finds the open case with it. A known caller reaches only cases of the same contact.
 * For others only the number is checked, and the agent must ask who is calling.
 */
export function caseNumberNodes(settings: Settings): Nodes {
  if (!settings.askCaseNumber) return {};
  return {
    ...spoken(settings, "OfferCase", ["offerCase"], "Is the call about another case?", (said, node) => ({
      [node]: {
        type: "ivr-menu",
        description: "Is the call about another case?",
        ...said,
        options: { "1": { label: "Another case", to: "AskCaseNumber" } },
        to: { timeout: "RankCall", invalid: "RankCall", error: "RankCall" },
      },
    })),
    ...spoken(settings, "AskCaseNumber", ["askCase"], "Asks for a case number", (said, node) => ({
      [node]: {
        type: "ivr-collectdigits",
        description: "Asks for a case number",
        ...said,
        minDigits: 1,
        maxDigits: DIGITS,
        entryTimeoutSeconds: 4,
        to: { default: `Keep_${node}`, timeout: "RankCall", invalid: "RankCall", error: "RankCall" },
      },
      [`Keep_${node}`]: {
        type: "set-variable",
        description: "Keeps the digits that the caller entered",
        set: { enteredNumber: `{{ ${node}.DigitsEntered }}` },
        to: "IsCaseNumber",
      },
    })),
    ...lookupNodes(settings),
  };
}

function lookupNodes(settings: Settings): Nodes {
  const columns = caseColumns(settings);
  return {
    IsCaseNumber: {
      type: "condition-activity",
      description: `Digits and nothing else, ${DIGITS} at most?`,
      expression: `{{ (enteredNumber | length > 0) and (enteredNumber | length < ${DIGITS + 1}) and (enteredNumber | ${withoutDigits} | length == 0) }}`,
      to: { true: "PadCaseNumber", false: "NoSuchCase" },
    },
    PadCaseNumber: {
      type: "set-variable",
      description: "Puts the zeros in front that callers leave out",
      set: { enteredNumber: `{{ ("${"0".repeat(DIGITS)}" ~ enteredNumber) | slice(enteredNumber | length) }}` },
      to: "CaseByNumber",
    },
    CaseByNumber: {
      ...query(
        settings,
        `SELECT ContactId, ${columns} FROM Case WHERE CaseNumber = '{{ enteredNumber }}' AND IsClosed = false ORDER BY LastModifiedDate DESC LIMIT 2`,
      ),
      description: "The open case with that number",
      read: { enteredCount: "$.totalSize", enteredContact: "$.records[0].ContactId" },
      to: "NumberAnswered",
    },
    NumberAnswered: {
      type: "condition-activity",
      description: "Did Salesforce answer?",
      expression: `{{ CaseByNumber.httpStatusCode == ${STATUS.ok} }}`,
      to: { true: "NumberFound", false: "RankCall" },
    },
    NumberFound: {
      type: "condition-activity",
      description: "Is there such a case, and is it the caller's own where the caller is known?",
      expression: "{{ enteredCount == 1 and (contactId is empty or enteredContact == contactId) }}",
      to: { true: "ReadEnteredCase", false: "NoSuchCase" },
    },
    ...prompt(settings, "NoSuchCase", "noSuchCase", "Says that there is no such case", "RankCall"),
    ...readCaseNodes(settings, "CaseByNumber", {
      read: "ReadEnteredCase",
      tidy: "TidyEnteredCase",
      also: opensEntered(settings) ? { caseEntered: "yes" } : {},
      to: "RankCall",
    }),
  };
}
