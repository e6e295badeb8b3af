export {
  type DataDipQueue,
  type DataDipSalesforce,
  type DataDipSite,
  type DataDipTeam,
  type Hours,
  SalesforceDataDip,
  type SalesforceDataDipArgs,
  type SalesforceDataDipFlowOptions,
} from "./data-dip";
export { IntegrationUser, type IntegrationUserArgs } from "./integration-user";
export {
  type ConnectorHandoverForm,
  type CustomConnectorForm,
  type SalesforceConnectorForm,
  WebexConnectorApp,
  type WebexConnectorAppArgs,
} from "./webex-connector-app";
