import { SalesforceDataDip } from "datadip";
import { dataDipConfig } from "./config";

/** The whole Salesforce data dip, from the stack's config. */

const config = dataDipConfig();
const { integrationUsername: username, contactEmail, connectorKind, generations, interactionField } = config;

const line = new SalesforceDataDip(
  config.name,
  {
    ...config,
    teams: config.teams ?? [{ name: `${config.name} Team`, members: config.agents ?? [] }],
    salesforce:
      config.existingConnector === undefined
        ? { username, contactEmail, connectorKind, generations, interactionField }
        : { existingConnector: config.existingConnector },
  },
  { protect: config.protect },
);

export const numbers = line.numbers;
export const entryPointId = line.entryPointId;
export const flow = { id: line.flowId, name: line.flowName };
export const queues = line.queueIds;
export const connectorId = line.connectorId;
export const tryIt = line.numbers.apply(([number]) => `npx datadip call ${number ?? ""} --from +15207739050`);
