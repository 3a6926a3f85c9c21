import { CreateHyperParameterTuningJobRequest$ } from '@aws-sdk/client-sagemaker';
import { NormalizedSchema } from '@smithy/core/schema';
import { memberName } from '../../../modules/aws';
import { trainingJobDefinition, tuningJobConfig, tuningJobRequest } from '../../../modules/tuning';
import type { Attributes } from '../../../modules/tuning';

/** Members of the request that no attribute of the model stands for, each with the reason. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  HyperParameterTuningJobName: 'It is a function of the search, so that nothing is paid for twice.',
  'Tags[].Key': 'The resource has tags of its own, which change nothing about the search.',
  'Tags[].Value': 'The resource has tags of its own, which change nothing about the search.',
  'TrainingJobDefinition.DefinitionName': 'A name tells definitions apart; a single one needs none.',
  'TrainingJobDefinition.TuningObjective': 'A single definition has the objective of the search.',
  'TrainingJobDefinition.HyperParameterRanges': 'A single definition has the ranges of the search.',
  'ResourceConfig.SelectedInstanceType': 'The service says with it which preference it took.',
  'ResourceConfig.SelectedInstanceCount': 'The service says with it which preference it took.',
};

/** Every member of the request that holds no others: `A.B`, `A[].B`. */
function membersOf(schema: NormalizedSchema, at = ''): readonly string[] {
  if (schema.isListSchema()) {
    const element = schema.getValueSchema();
    return element.isStructSchema() ? membersOf(element, `${at}[]`) : [at];
  }
  if (!schema.isStructSchema()) return [at];
  return [...schema.structIterator()].flatMap(([name, member]) =>
    membersOf(member, at === '' ? name : `${at}.${name}`),
  );
}

function modelled(attributes: Attributes, at: string): readonly string[] {
  return Object.entries(attributes).flatMap(([name, { kind, attributes: inner = {} }]) => {
    const member = `${at}${memberName(name)}`;
    if (kind === 'object') return modelled(inner, `${member}.`);
    return kind === 'list' ? modelled(inner, `${member}[].`) : [member];
  });
}

describe('the members of CreateHyperParameterTuningJob', () => {
  const served = new Set([
    ...modelled(tuningJobConfig, 'HyperParameterTuningJobConfig.'),
    ...modelled(trainingJobDefinition, 'TrainingJobDefinition.'),
    ...modelled(tuningJobRequest, ''),
  ]);
  const known = membersOf(NormalizedSchema.of(CreateHyperParameterTuningJobRequest$));
  const reasonFor = (member: string): string | undefined =>
    Object.entries(LEFT_OUT).find(
      ([left]) =>
        member === left ||
        member.startsWith(`${left}.`) ||
        (left.startsWith('ResourceConfig.') && member.endsWith(`.${left}`)),
    )?.[1];

  it('are attributes of the model, or left out with a reason', () => {
    expect(known.length).toBeGreaterThan(150);
    expect(known.filter((member) => !served.has(member) && reasonFor(member) === undefined)).toEqual([]);
  });

  it('are all known to the SDK: it would drop others without a word', () => {
    expect([...served].filter((member) => !known.includes(member))).toEqual([]);
  });

  it('are left out only where they exist and have no attribute', () => {
    for (const [left, reason] of Object.entries(LEFT_OUT)) {
      const members = known.filter((member) => reasonFor(member) === reason);
      expect([left, members.length > 0, members.filter((member) => served.has(member))]).toEqual([
        left,
        true,
        [],
      ]);
    }
  });
});
