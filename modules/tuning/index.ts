export { STOP_GRACE_IN_SECONDS, usdPerHour } from './cost-bound';
export type { CostQuestion } from './cost-bound';
export { costCeiling } from './cost-ceiling';
export type { CostCeiling } from './cost-ceiling';
export { describeRange, describeSearchSpace } from './describe-search-space';
export type { Attribute, Attributes, DraftOf, Kind, Presence, ValuesOf } from './experiment/attribute';
export { adjustedTag, configuredSearch } from './experiment/adjusted-tag';
export { classifyChange } from './experiment/classify-change';
export type { Change } from './experiment/classify-change';
export { costQuestionOf } from './experiment/cost-question';
export { definitionsOf, placeDefinitions } from './experiment/definitions';
export type { PlacedDefinition, TrainingJobDefinition } from './experiment/definitions';
export { describeAttribute } from './experiment/describe-attribute';
export { explainChange } from './experiment/explain-change';
export {
  describeCostCeiling,
  explainCostCeiling,
  formatCostCeiling,
  whyUnknown,
} from './explain-cost-ceiling';
export { fingerprint } from './experiment/fingerprint';
export { ADJUSTABLE, adjustSpec, isAsConfigured } from './experiment/launch-adjustments';
export type { AdjustableName, LaunchAdjustments } from './experiment/launch-adjustments';
export { describeMachines, machinesOf } from './experiment/machines';
export type { Machine } from './experiment/machines';
export {
  experimentModel,
  listedDefinition,
  trainingJobDefinition,
  tuningJobConfig,
  tuningJobRequest,
} from './experiment/model';
export { planExtension } from './experiment/plan-extension';
export type { ParentSearch } from './experiment/plan-extension';
export { complete } from './experiment/complete';
export { draftOf, specOf } from './experiment/spec';
export { atShortForm } from './experiment/at-short-form';
export { longForm } from './experiment/long-form';
export type { ShortForms } from './experiment/long-form';
export { shortForm } from './experiment/short-form';
export { writtenExperiment } from './experiment/written-model';
export type {
  ExperimentDraft,
  ExperimentSpec,
  Objective,
  ParameterRanges,
  Strategy,
} from './experiment/spec';
export { titleOf } from './findings/finding';
export type { Finding, LogsRead, ReviewedDefinition, SearchReview } from './findings/finding';
export { logsToRead } from './findings/logs-to-read';
export { reviewedDefinitions } from './findings/reviewed-definitions';
export { reviewSearch } from './findings/review-search';
export { failureCauses } from './findings/failure-cause';
export type { FailureCause } from './findings/failure-cause';
export { plainLine } from './findings/plain-line';
export { logTail, sentences, shownLine } from './findings/show-log';
export { FEWEST_FOR_IMPORTANCE, IMPORTANCE_METHOD, importanceOf } from './importance';
export type { Importance } from './importance';
export {
  computeOf,
  hasLocalDisk,
  hostingInstanceTypes,
  platformOf,
  trainingInstanceTypes,
} from './instance-types';
export type { InstanceUse } from './instance-types';
export { memoryOf } from './instance-memory';
export { isLaunchTitle, launchSentence, launchTitle } from './launch-sentence';
export { longestSearch } from './longest-search';
export { looksSecret } from './looks-secret';
export { metricPattern } from './metric-pattern';
export { formatSpend } from './format-spend';
export { formatUsd, parseUsd } from './money';
export { rangesOf } from './parameter-range';
export type { ParameterRange, Scaling } from './parameter-range';
export { chooseChampion, isRejected } from './champion/choose-champion';
export type { Approval, ChampionControl, Choice, Standing } from './champion/choose-champion';
export type { Contender } from './champion/contender';
export { outsideLineage, tuningJobOf } from './champion/lineage';
export { passGate } from './champion/pass-gate';
export type { Gate, GateContender, GateRequest, GateVerdict } from './champion/pass-gate';
export type { SearchSight } from './champion/search-sight';
export { groupBySearch, newestSearch } from './group-by-search';
export { planLaunches } from './plan-launches';
export type { LaunchPlan, ShardJob } from './plan-launches';
export { choosePrices, isOutdated } from './prices/choose-prices';
export { parsePriceTable } from './prices/parse-price-table';
export { pricePerHour } from './prices/price-table';
export type { Prices, PriceTable } from './prices/price-table';
export { SHIPPED_TABLES } from './prices/shipped-tables';
export { gigabytesOf, RECOMMENDATION_SOURCE, recommendInstances } from './recommend-instances';
export type { Recommendation } from './recommend-instances';
export { parseS3Address, s3Address, s3Folder, trimSlashes } from './s3-address';
export type { S3Address } from './s3-address';
export { selectBestTrainingJob } from './select-best-training-job';
export { judgeSmokeRun } from './training-job/judge-smoke-run';
export type { SmokeDemands, SmokeEvidence, SmokeJudgement } from './training-job/judge-smoke-run';
export { trainingJobModel, writtenTrainingJob } from './training-job/model';
export { trainingJobDraftOf, trainingJobFingerprint, trainingJobSpecOf } from './training-job/spec';
export type { TrainingJobDraft, TrainingJobSpec } from './training-job/spec';
export { trainingJobCeiling, trainingJobLaunch } from './training-job/training-job-ceiling';
export type { TrainingJobBounds } from './training-job/training-job-ceiling';
export {
  isTrainingJobNameOf,
  MAX_TRAINING_JOB_NAME_LENGTH,
  trainingJobName,
  trainingJobPrefix,
} from './training-job/training-job-name';
export type { TrainingJobIdentity } from './training-job/training-job-name';
export { validateTrainingJob } from './training-job/validate-training-job';
export { trainingJobCost } from './training-job-cost';
export { isTerminal } from './trial';
export { needsDescription, searchSpend } from './search-spend';
export type { SearchSpend, SpentTrial } from './search-spend';
export { searchStatus } from './search-status';
export type { SearchMemberStatus } from './search-status';
export type { TrialRecord, TuningJobStatus } from './trial';
export {
  isOfSameSearch,
  isTuningJobNameOf,
  MAX_SHARD,
  MAX_TUNING_JOB_NAME_LENGTH,
  tuningJobName,
  tuningJobPrefix,
} from './tuning-job-name';
export type { TuningJobIdentity } from './tuning-job-name';
export { isBuiltInAlgorithm } from './validation/metrics/built-in-algorithms';
export { validateChampion } from './validation/validate-champion';
export type { ChampionDraft } from './validation/validate-champion';
export { validateEndpoint } from './validation/validate-endpoint';
export type { EndpointDraft } from './validation/validate-endpoint';
export { validateExperiment } from './validation/validate-experiment';
export { MARKS_OF, MAX_TAGS, MOST_MARKS, TAG_PREFIX } from './tags/own-tags';
export { USUAL_TRAINING_JOBS } from './service-limits';
export { tagProblem } from './tags/tag-problem';
export { checkEachTag, validateTags } from './tags/validate-tags';
