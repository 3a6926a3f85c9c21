import { memberName } from '../../aws';
import { trainingJobDefinition, tuningJobConfig, tuningJobRequest } from '../../tuning';
import type { MemberPlace } from '../planned-members';

const places = (attributes: object, parent?: string): [string, MemberPlace][] =>
  Object.keys(attributes).map((name) => [
    name,
    {
      operation: 'CreateHyperParameterTuningJob',
      member: parent === undefined ? memberName(name) : `${parent}.${memberName(name)}`,
    },
  ]);

/** The request member that each attribute of a search maps to. */
export const MEMBER_PLACES: Readonly<Record<string, MemberPlace>> = Object.fromEntries([
  ...places(tuningJobConfig, 'HyperParameterTuningJobConfig'),
  ...places(trainingJobDefinition, 'TrainingJobDefinition'),
  ...places(tuningJobRequest),
]);
