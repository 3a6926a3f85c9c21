import { below } from '../../kernel';
import type { MemberTable } from '../../kernel';
import { allServed, only, TAGS } from './treatments';

/** CreateAlgorithm. An algorithm here only trains; validating one and offering it for sale is for AWS. */
export const ALGORITHM_MEMBERS: MemberTable = {
  ...TAGS,
  ...allServed('AlgorithmName', 'AlgorithmDescription'),
  ...below(
    'TrainingSpecification.',
    allServed(
      'TrainingImage',
      'TrainingImageDigest',
      'SupportedHyperParameters[].Name',
      'SupportedHyperParameters[].Description',
      'SupportedHyperParameters[].Type',
      'SupportedHyperParameters[].Range.IntegerParameterRangeSpecification.MinValue',
      'SupportedHyperParameters[].Range.IntegerParameterRangeSpecification.MaxValue',
      'SupportedHyperParameters[].Range.ContinuousParameterRangeSpecification.MinValue',
      'SupportedHyperParameters[].Range.ContinuousParameterRangeSpecification.MaxValue',
      'SupportedHyperParameters[].Range.CategoricalParameterRangeSpecification.Values',
      'SupportedHyperParameters[].IsTunable',
      'SupportedHyperParameters[].IsRequired',
      'SupportedHyperParameters[].DefaultValue',
      'SupportedTrainingInstanceTypes',
      // A job here has one instance in either case.
      'SupportsDistributedTraining',
      'MetricDefinitions[].Name',
      'MetricDefinitions[].Regex',
      'TrainingChannels[].Name',
      'TrainingChannels[].Description',
      'TrainingChannels[].IsRequired',
      'TrainingChannels[].SupportedContentTypes',
      'TrainingChannels[].SupportedCompressionTypes',
      'TrainingChannels[].SupportedInputModes',
      'SupportedTuningJobObjectiveMetrics[].Type',
      'SupportedTuningJobObjectiveMetrics[].MetricName',
    ),
  ),
  CertifyForMarketplace: only(false),
};
