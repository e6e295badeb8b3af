import { query, STATUS } from "./salesforce";
import type { Settings } from "./settings";
import type { Nodes } from "./pebble";

/**
 * Creates a case for a known contact without one when an agent answers. Every path leads to `ChoosePop`, because the agent
 * waits for the page. No request is repeated, because a second one could create a second case.
 */
export function newCaseNodes(settings: Settings): Nodes {
  const { newCase, apiVersion, timeoutMs } = settings;
  if (newCase === undefined) return {};
  return {
    NeedsCase: {
      type: "condition-activity",
      description: "Is the caller known and without an open case?",
      expression: '{{ caseWanted == "yes" and caseId is empty and contactId is not empty }}',
      to: { true: "RecentCase", false: "ChoosePop" },
    },
    RecentCase: {
      ...query(
        settings,
        "SELECT Id, CaseNumber FROM Case WHERE ContactId = '{{ contactId }}' AND IsClosed = false ORDER BY LastModifiedDate DESC LIMIT 1",
      ),
      description: "A case that was made while the caller waited",
      read: { recentCount: "$.totalSize", recentRead: "$.done" },
      to: "RecentAnswered",
    },
    RecentAnswered: {
      type: "condition-activity",
      description: "Did Salesforce answer?",
      expression: `{{ RecentCase.httpStatusCode == ${STATUS.ok} and recentRead == "true" }}`,
      to: { true: "RecentFound", false: "CaseSettled" },
    },
    RecentFound: {
      type: "condition-activity",
      description: "Is there a case by now?",
      expression: "{{ recentCount > 0 }}",
      to: { true: "ReadRecentCase", false: "CreateCase" },
    },
    ReadRecentCase: {
      type: "parse-activity",
      description: "Takes that case",
      input: "RecentCase.httpResponseBody",
      read: { caseId: "$.records[0].Id", caseNumber: "$.records[0].CaseNumber" },
      to: "CaseSettled",
    },
    CreateCase: {
      type: "http-request-v2",
      description: "Makes the case",
      method: "POST",
      path: `/services/data/v${apiVersion}/sobjects/Case`,
      body: { ContactId: "{{ contactId }}", Subject: newCase.subject, Origin: newCase.origin },
      timeoutMs,
      to: "CaseCreated",
    },
    CaseCreated: {
      type: "condition-activity",
      description: "Did Salesforce make it?",
      expression: `{{ CreateCase.httpStatusCode == ${STATUS.created} }}`,
      to: { true: "ReadNewCase", false: "CaseSettled" },
    },
    ReadNewCase: {
      type: "parse-activity",
      description: "Takes the id of the new case",
      input: "CreateCase.httpResponseBody",
      read: { caseId: "$.id" },
      to: "KeepNewCase",
    },
    KeepNewCase: {
      type: "set-variable",
      description: "Shows the agent what the case is about",
      set: { caseSubject: newCase.subject },
      to: "CaseSettled",
    },
    CaseSettled: {
      type: "set-variable",
      description: "One try for each call",
      set: { caseWanted: "" },
      to: "ChoosePop",
    },
  };
}
