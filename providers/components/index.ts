export { IntegrationUser, type IntegrationUserArgs } from "./integration-user";
export {
  type CustomConnectorForm,
  type SalesforceConnectorForm,
  WebexConnectorApp,
  type WebexConnectorAppArgs,
} from "./webex-connector-app";
