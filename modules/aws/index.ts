export { AwsError, classifyErrors, changing, classify, isAwsError } from './aws-error';
export { awaitSighting } from './await-sighting';
export type { AwsSettings, StaticCredentials } from './aws-settings';
export { lookAtBucket } from './bucket/look-at-bucket';
export type { BucketSight } from './bucket/look-at-bucket';
export { openSession } from './client-factory';
export type { AwsSession, LoadedClient, SessionOptions } from './client-factory';
export type { Transport } from './guard-destination';
export { endpointConfigurations } from './immutable-object/endpoint-configurations';
export type { DesiredEndpointConfiguration } from './immutable-object/endpoint-configurations';
export { describeEndpoint } from './endpoint/describe-endpoint';
export type { DesiredEndpoint, EndpointStatus, ObservedEndpoint } from './endpoint/endpoint';
export { endpointClient } from './endpoint/endpoint-client';
export { endpointRemovalClient } from './endpoint/endpoint-removal-client';
export type { EndpointRemoval } from './endpoint/endpoint-removal-client';
export { invokeEndpoint } from './endpoint/invoke-endpoint';
export type { Invocation } from './endpoint/invoke-endpoint';
export type { AwsErrorKind, AwsErrorRule, AwsErrorText } from './error-kinds';
export { ERROR_RULES } from './error-rules';
export { ERROR_TEXTS } from './error-texts';
export { experimentFindings, experimentResults } from './experiment/experiment-results';
export type { ExperimentResults, RankedTrial } from './experiment/experiment-results';
export { listExperiments } from './experiment/list-experiments';
export type { NamedExperiment } from './experiment/list-experiments';
export { runningJobs, stopSearch } from './experiment/stop-search';
export type { StopOutcome } from './experiment/stop-search';
export { modelAnswer } from './endpoint/model-answer';
export type { ModelAnswer } from './endpoint/model-answer';
export { readSpend } from './experiment/read-spend';
export type { SpentSearch } from './experiment/read-spend';
export { findExperiment, lookForExperiment } from './experiment/find-experiment';
export type { Experiment, Generation } from './experiment/experiment';
export { reviewTuningJobs } from './findings/review-tuning-jobs';
export { isMark, markImage, markOf, objectIdsAmong, unmarkImage } from './image-repository/image-mark';
export { parseImageReference } from './image-repository/image-reference';
export type { ImageReference } from './image-repository/image-reference';
export {
  canDescribeImage,
  deleteImage,
  describeImage,
  registryToken,
} from './image-repository/image-repository';
export { modelUsingImage } from './image-repository/model-using-image';
export { registryProblem } from './image-repository/registry-problem';
export type { ImageDetails } from './image-repository/image-repository';
export type { ListedContent } from './immutable-object/immutable-object';
export type { ServiceEndpoints } from './service-endpoints';
export { models } from './immutable-object/models';
export type { DesiredModel } from './immutable-object/models';
export { listObjects } from './list-objects';
export { listOwned } from './orphans/list-owned';
export { lookIntoArchive } from './object/look-into-archive';
export type { ArchiveSight } from './object/look-into-archive';
export { dataFingerprint } from './object/data-fingerprint';
export { firstKey } from './object/first-key';
export { lookForObject } from './object/look-for-object';
export type { ObjectSight } from './object/look-for-object';
export type { OwnedKind, OwnedObject } from './orphans/owned-object';
export { isJob } from './orphans/owned-object';
export { removeOwned } from './orphans/remove-owned';
export { asLaunched, LAUNCH_TAGS } from './tags/as-launched';
export { trainingInstancesInUse } from './quota/training-instances-in-use';
export type { InstancesInUse } from './quota/training-instances-in-use';
export {
  CONCURRENT_TUNING_JOBS,
  RANDOM_TRAINING_JOBS,
  trainingQuotaName,
  trainingQuotas,
} from './quota/training-quotas';
export { tuningJobsInProgress } from './quota/tuning-jobs-in-progress';
export { lookAtRole } from './role/look-at-role';
export type { ObservedRole } from './role/look-at-role';
export { allTags, isOfSuccessor, isTakenOver, newObjectId, youngestId } from './tags/object-id';
export type { Claim, ObjectId } from './tags/object-id';
export { followsFromTags } from './tags/follows-from-tags';
export {
  endpointTags,
  foreignTags,
  isOfSearch,
  ownershipFromTags,
  ownershipTags,
  TAG_KEYS,
  trainingJobOwnership,
  trainingJobTags,
} from './tags/ownership';
export type { LaunchRecord } from './tags/launched-here';
export type { Ownership, SearchIdentity, TrainingJobOwnership } from './tags/ownership';
export { strayTuningJobs } from './tags/stray-tuning-jobs';
export type { StrayTuningJob } from './tags/stray-tuning-jobs';
export { listTags, syncTags, tagChanges } from './tags/sync-tags';
export type { Tags } from './tags/sync-tags';
export { describeTrainingJob } from './training-job/describe-training-job';
export type { TrainingJobDetails } from './training-job/describe-training-job';
export { describeOwnTrainingJob } from './training-job/describe-own-training-job';
export { hasTrials } from './training-job/has-trials';
export { listTrials } from './training-job/list-trials';
export { listingGaps } from './training-job/listing-gaps';
export { TrainingLogReader } from './training-job/training-log-reader';
export { readTrainingLog, TRAINING_LOG_GROUP } from './training-job/read-training-log';
export type { TrainingLog } from './training-job/read-training-log';
export { stopTrainingJob, trainingJobClient } from './training-job/training-job-client';
export type { DesiredTrainingJob, ObservedTrainingJob } from './training-job/training-job';
export {
  trainingJobFollowsFromTags,
  trainingJobRemovalClient,
} from './training-job/training-job-removal-client';
export type { TrainingJobRemoval } from './training-job/training-job-removal-client';
export { strayTrainingJobs } from './training-job/stray-training-jobs';
export type { StrayTrainingJob } from './training-job/stray-training-jobs';
export { LISTING_DELAY_MS, readSearch } from './training-job/read-search';
export type { SearchReading } from './training-job/read-search';
export type { SearchTotals } from './training-job/search-totals';
export { createRepository, furnishAccount, putObject } from './trial/furnish-account';
export { hostTrial, removeTrialEndpoint } from './trial/trial-endpoint';
export type { TrialEndpoint } from './trial/trial-endpoint';
export { describeTrialJob, launchTrialJob } from './trial/trial-job';
export type { TrialJob, TrialJobState } from './trial/trial-job';
export { askService } from './tuning-job/ask-service';
export { describeTuningJob } from './tuning-job/describe-tuning-job';
export { memberName } from './tuning-job/members';
export { TuningJobBoard } from './tuning-job/tuning-job-board';
export type { BoardEntry } from './tuning-job/tuning-job-board';
export type { DesiredTuningJob, ObservedTuningJob, TrainingJobStatusCounters } from './tuning-job/tuning-job';
export { tuningJobClient } from './tuning-job/tuning-job-client';
export { tuningJobRemovalClient } from './tuning-job/tuning-job-removal-client';
export type { TuningJobRemoval } from './tuning-job/tuning-job-removal-client';
export { PROPAGATION_MS, patiently } from './patiently';
export { downloadPrices, PRICE_LISTS_URL } from './price-list/download-prices';
export { priceFile, priceFolder } from './price-list/price-folder';
export type { PriceSurroundings } from './price-list/price-folder';
export { outdatedPriceFile, pricesInForce } from './price-list/prices-in-force';
