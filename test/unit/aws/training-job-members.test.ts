import { CreateTrainingJobRequest$ } from '@aws-sdk/client-sagemaker';
import { NormalizedSchema } from '@smithy/core/schema';
import { memberName } from '../../../modules/aws';
import { trainingJobModel } from '../../../modules/tuning';
import type { Attributes } from '../../../modules/tuning';

/** Paths of the attributes that have no member in the SDK's request: the SDK would drop them without a word. */
function strangers(attributes: Attributes, schema: NormalizedSchema): readonly string[] {
  const members = new Map(schema.structIterator());
  return Object.entries(attributes).flatMap(([name, { kind, attributes: inner = {} }]) => {
    const member = members.get(memberName(name));
    if (member === undefined) return [name];
    if (kind !== 'object' && kind !== 'list') return [];
    const within = kind === 'list' ? member.getValueSchema() : member;
    return strangers(inner, within).map((path) => `${name}.${path}`);
  });
}

const request = NormalizedSchema.of(CreateTrainingJobRequest$);

it('every attribute of a training job has its member in the SDK’s request, under the name that is sent', () => {
  expect(strangers(trainingJobModel, request)).toEqual([]);
});

it('an attribute that the SDK does not know is found, at any depth', () => {
  const { retry_strategy: retries, ...others } = trainingJobModel;
  const model = {
    ...others,
    retry_strategy: { ...retries, attributes: { quantum: retries.attributes.maximum_retry_attempts } },
    warp: retries,
  };
  expect(strangers(model, request)).toEqual(['retry_strategy.quantum', 'warp']);
});
