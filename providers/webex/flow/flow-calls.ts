const FLOWS = "/flow-store/{orgId}/project/{projectId}";
const CONFIG = "/organization/{orgId}";

/** What a flow's life and the proof of its references call. */
export const FLOW_CALLS: readonly string[] = [
  `POST ${FLOWS}/flows:import`,
  `POST ${FLOWS}/flows/{id}:publish`,
  `GET ${FLOWS}/flows`,
  `GET ${FLOWS}/flows/{id}`,
  `GET ${FLOWS}/flows/{id}:export`,
  `DELETE ${FLOWS}/flows/{id}`,
  `GET ${FLOWS}/v2/activities/http-request/inputs/connectorId/choices`,
  `GET ${CONFIG}/v2/contact-service-queue`,
  `GET ${CONFIG}/v2/audio-file`,
  `GET ${CONFIG}/v2/business-hours`,
];
