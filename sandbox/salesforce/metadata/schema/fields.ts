/**
 * Custom fields.
 * Metadata API 66.0, from the official WSDL (github forcedotcom/wsdl, commit 6d655101); notation in `index.ts`.
 */
export const FIELDS = `
CustomField : Metadata
  businessOwnerGroup string? @45
  businessOwnerUser string? @45
  businessStatus string? @45
  caseSensitive boolean?
  complianceGroup string? @47
  customDataType string?
  defaultValue string?
  deleteConstraint DeleteConstraint?
  deprecated boolean?
  description string?
  displayFormat string?
  displayLocationInDecimal boolean?
  elementType ElementType?
  encryptionScheme EncryptionScheme? @44
  escapeMarkup boolean?
  externalDeveloperName string? @32
  externalId boolean?
  fieldManageability FieldManageability?
  formula string?
  formulaTreatBlanksAs TreatBlanksAs?
  inlineHelpText string?
  isAIPredictionField boolean? @43
  isConvertLeadDisabled boolean?
  isFilteringDisabled boolean? @32
  isNameField boolean? @32
  isSortingDisabled boolean? @32
  label string?
  length int?
  lookupFilter LookupFilter?
  maskChar EncryptedFieldMaskChar?
  maskType EncryptedFieldMaskType?
  metadataRelationshipControllingField string? @39
  mktDataLakeFieldAttributes MktDataLakeFieldAttributes?
  mktDataModelFieldAttributes MktDataModelFieldAttributes?
  picklist Picklist?
  populateExistingRows boolean?
  precision int?
  readOnlyProxy boolean?
  referenceTargetField string? @32
  referenceTo string?
  relationshipLabel string?
  relationshipName string?
  relationshipOrder int?
  reparentableMasterDetail boolean?
  required boolean?
  restrictedAdminField boolean?
  scale int?
  securityClassification string? @45
  startingNumber int?
  stripMarkup boolean?
  summarizedField string?
  summaryFilterItems FilterItem*
  summaryForeignKey string?
  summaryOperation SummaryOperations?
  trackFeedHistory boolean?
  trackHistory boolean?
  trackTrending boolean?
  translateData boolean?
  type FieldType?
  unique boolean?
  valueSet ValueSet? @38
  visibleLines int?
  writeRequiresMasterRead boolean?
LookupFilter
  active boolean
  booleanFilter string?
  description string?
  errorMessage string?
  filterItems FilterItem*
  infoMessage string?
  isOptional boolean
FilterItem
  field string
  operation FilterOperation
  value string?
  valueField string?
MktDataLakeFieldAttributes
  dateFormat string?
  definitionCreationType DefinitionCreationType? @62
  externalName string?
  isEventDate boolean?
  isInternalOrganization boolean?
  isRecordModified boolean?
  keyQualifierName string? @55
  mktDatalakeSrcKeyQualifier string? @55
  primaryIndexOrder int?
  usageTag UsageTag?
MktDataModelFieldAttributes
  definitionCreationType DefinitionCreationType?
  invalidMergeActionType InvalidMergeActionType?
  isDynamicLookup boolean?
  keyQualifierName string?
  labelOverride string?
  mappingAlertType MappingAlertType?
  masterLabel string?
  primaryIndexOrder int?
  refAttrDeveloperName string?
  usageTag MktDataModelFieldUsageTag?
Picklist
  controllingField string?
  picklistValues PicklistValue*
  restrictedPicklist boolean?
  sorted boolean
PicklistValue : Metadata
  color string?
  default boolean
  description string?
  isActive boolean?
  allowEmail boolean?
  closed boolean?
  controllingFieldValues string*
  converted boolean?
  cssExposed boolean?
  forecastCategory ForecastCategories?
  highPriority boolean?
  probability int?
  reverseRole string?
  reviewed boolean?
  won boolean?
ValueSet
  controllingField string?
  restricted boolean?
  valueSetDefinition ValueSetValuesDefinition?
  valueSetName string?
  valueSettings ValueSettings*
ValueSetValuesDefinition
  sorted boolean
  value CustomValue*
CustomValue : Metadata
  color string?
  default boolean
  description string?
  isActive boolean?
  label string?
ValueSettings
  controllingFieldValue string*
  valueName string
enum DeleteConstraint = Cascade Restrict SetNull
enum ElementType = Float Text
enum EncryptionScheme = None ProbabilisticEncryption CaseSensitiveDeterministicEncryption
  | CaseInsensitiveDeterministicEncryption
enum FieldManageability = DeveloperControlled SubscriberControlled Locked
enum TreatBlanksAs = BlankAsBlank BlankAsZero
enum FilterOperation = equals notEqual lessThan greaterThan lessOrEqual greaterOrEqual contains notContain startsWith
  | includes excludes within
enum EncryptedFieldMaskChar = asterisk X
enum EncryptedFieldMaskType = all creditCard ssn lastFour sin nino
enum DefinitionCreationType = Standard Custom System Derived Bridge Curated Segment_Membership Calculated_Insight
  | Ml_Prediction Activation_Audience CG_Audience Ad_Audience_Insights Transform ADG External Vector_Embedding Chunk
  | Directory_Table Semantic Problem_Records Clean_Room Deletion_Records Auxiliary
enum UsageTag = NONE KEY_QUALIFIER
enum InvalidMergeActionType = Drop Keep Override
enum MappingAlertType = None Warning Error
enum MktDataModelFieldUsageTag = None KeyQualifier
enum ForecastCategories = Omitted Pipeline BestCase MostLikely Forecast Closed
enum SummaryOperations = count sum min max
enum FieldType = AutoNumber Lookup MasterDetail Checkbox Currency Date DateTime Email Number Percent Phone Picklist
  | MultiselectPicklist Text TextArea LongTextArea Html Url EncryptedText Summary Hierarchy File MetadataRelationship
  | Location ExternalLookup IndirectLookup CustomDataType Time Address Array Integer Long
`;
