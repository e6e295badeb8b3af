/** Limits that Salesforce documents, each with its source. */

/** The newest API version whose metadata schema is in this package: Spring '26. */
export const NEWEST_API_VERSION = 66;
/** Later versions keep what 66 has: Summer '26 and Winter '27. Their new fields are not known here. */
export const HIGHEST_API_VERSION = 68;
/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/api_rest_eol.htm */
export const OLDEST_API_VERSION = 31;

/** Components of one type in one metadata CRUD call: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_createMetadata.htm */
export const MAX_COMPONENTS_PER_CALL = 10;

/** Consumer key and secret: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_connectedapp.htm */
export const CONSUMER_KEY_CHARS = { min: 8, max: 256 } as const;

/** RSA keys for the JWT bearer flow: https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_jwt_flow.htm */
export const MIN_RSA_BITS = 2048;

/** Life of a JWT assertion, in seconds; Salesforce accepts 3 minutes and, in practice, up to 5. Same page. */
export const ASSERTION_SECONDS = 180;

/** Longest time until Salesforce knows a new or changed app, in seconds: up to 10 minutes by the Setup page. */
export const MAX_PROPAGATION_SECONDS = 600;
