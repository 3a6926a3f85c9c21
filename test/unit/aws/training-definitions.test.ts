import { fromMembers, toMembers } from '../../../modules/aws/tuning-job/members';
import { attr, defineSchema } from '../../../modules/plugin';
import { schemaOf } from '../../../modules/provider/experiment/schema-of';
import { complete, trainingJobDefinition, tuningJobConfig } from '../../../modules/tuning';
import { required } from '../../../modules/tuning/experiment/attribute';
import { leavesOf } from '../../../modules/tuning/experiment/explain-change';
import { canonical } from '../../../modules/tuning/experiment/fingerprint';
import { fullSpec, sparseSpec } from './specs';

/** A model of several definitions, which differs from the experiment's in this one declaration. */
const several = {
  ...tuningJobConfig,
  training_job_definitions: required.list(
    {
      definition_name: required.text('Its name.'),
      ...trainingJobDefinition,
    },
    'What each kind of training job does.',
    { noun: 'definition' },
  ),
};
const values = {
  ...fullSpec,
  training_job_definitions: [
    { ...fullSpec, definition_name: 'trees' },
    { ...sparseSpec, definition_name: 'nets' },
  ],
};

describe('several training definitions', () => {
  const wanted = complete(several, values);

  it('fit the model: requests, descriptions and fingerprints follow from one declaration', () => {
    const members = toMembers(several, wanted) as { TrainingJobDefinitions: { DefinitionName: string }[] };
    expect(members.TrainingJobDefinitions.map(({ DefinitionName }) => DefinitionName)).toEqual([
      'trees',
      'nets',
    ]);
    expect(complete(several, fromMembers(several, members))).toEqual(wanted);
    const reversed = { ...values, training_job_definitions: [...values.training_job_definitions].reverse() };
    expect(canonical(several, complete(several, reversed))).toEqual(canonical(several, wanted));
  });

  it('are told apart by their names where a change is explained', () => {
    const names = leavesOf(several, wanted, { path: '', name: '' }).map(({ name }) => name);
    expect(names).toContain('training_job_definitions.trees.resource_config.instance_type');
    expect(names).toContain('training_job_definitions.nets.resource_config.instance_type');
  });

  it('are nested attributes of a Terraform schema', () => {
    const { attributes } = defineSchema({
      description: 'Several.',
      attributes: { name: attr.string({ required: true, description: 'Name.' }), ...schemaOf(several) },
    });
    expect(attributes.training_job_definitions.shape).toMatchObject({ nesting: 'list' });
    expect(attributes.training_job_definitions.shape.attributes.role_arn.required).toBe(true);
  });
});
