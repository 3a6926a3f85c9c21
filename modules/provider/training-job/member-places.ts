import { memberName } from '../../aws';
import { trainingJobModel } from '../../tuning';
import type { MemberPlace } from '../planned-members';

/** The request member that each attribute of a training job maps to. */
export const MEMBER_PLACES: Readonly<Record<string, MemberPlace>> = Object.fromEntries(
  Object.keys(trainingJobModel).map((name) => [
    name,
    { operation: 'CreateTrainingJob', member: memberName(name) },
  ]),
);
