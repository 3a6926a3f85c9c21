import {
  ArtifactBucket,
  ConfigurationChannel,
  Range,
  resolveConfiguration,
} from '../../../modules/constructs';
import { scratchFolder } from '../../support/scratch-folder';
import { localStack, synthesised } from './synthesised';

const folder = scratchFolder({
  'config.yaml': 'defaults: [{ model: poisson }]\nseed: 1\nnote: "%{ if x }"\n',
  'model/poisson.yaml': 'max_leaf_nodes: 16\nloss: poisson\n',
});

const declare = (
  overrides: string[] = [],
  ranges: Record<string, Range> = {},
): { stack: ReturnType<typeof localStack>; declared: ConfigurationChannel } => {
  const stack = localStack();
  const bucket = new ArtifactBucket(stack, 'Artifacts', { name: 'artifacts' });
  const declared = new ConfigurationChannel(stack, 'Configuration', {
    bucket,
    prefix: '/claims/configuration/',
    configuration: resolveConfiguration({ folder, overrides }),
  });
  expect(declared.ranges(ranges)).toBe(ranges);
  return { stack, declared };
};

describe('a configuration as a channel', () => {
  it('is one document whose key has the hash of its values', () => {
    const { stack, declared } = declare(['seed=2']);
    const prefix = `claims/configuration/${declared.hash.slice(0, 16)}`;
    const [object] = Object.values(synthesised(stack).resource?.['aws_s3_object'] ?? {});
    expect(object).toMatchObject({ key: `${prefix}/configuration.json`, content_type: 'application/json' });
    expect(declared.tags).toEqual({ configuration: declared.hash.slice(0, 16) });
    expect(object).toMatchObject({ tags: declared.tags });
    expect(JSON.parse(String(object?.['content']))).toMatchObject({
      hash: declared.hash,
      values: { seed: 2, model: { max_leaf_nodes: 16, loss: 'poisson' }, note: '%%{ if x }' },
    });
    expect(declared.channel).toMatchObject({ prefix, contentType: 'application/json' });
    expect(declared.channel.dependables).toHaveLength(1);
  });

  it('has another address when a value changes, and the same when only its origin does', () => {
    expect(declare(['seed=2']).declared.hash).not.toBe(declare().declared.hash);
    expect(declare(['seed=1']).declared.hash).toBe(declare().declared.hash);
  });

  it('takes ranges of its keys', () => {
    const { stack } = declare([], {
      'model.max_leaf_nodes': Range.integer(2, 64),
      'model.loss': Range.categorical(['poisson', 'squared_error']),
    });
    expect(() => synthesised(stack)).not.toThrow();
  });

  it.each<[string, string[], Record<string, Range>, string]>([
    [
      'a misspelt key',
      [],
      { 'model.max_leaf_node': Range.integer(2, 64) },
      "Hyperparameter 'model.max_leaf_node' is no key of the configuration. Did you mean 'model.max_leaf_nodes'?",
    ],
    [
      'words for a number',
      [],
      { 'model.max_leaf_nodes': Range.categorical(['few', 'many']) },
      "Hyperparameter 'model.max_leaf_nodes' is 'few', and the configuration has a number there, 16.",
    ],
    [
      'a key that an override sets',
      ['model.max_leaf_nodes=8'],
      { 'model.max_leaf_nodes': Range.integer(2, 64) },
      "'model.max_leaf_nodes=8' sets 'model.max_leaf_nodes', and the search varies it, so the override would have no effect.",
    ],
  ])('rejects a range of %s', (_, overrides, ranges, message) => {
    const { stack } = declare(overrides, ranges);
    expect(() => synthesised(stack)).toThrow(`[stack/Configuration] ${message}`);
  });
});
