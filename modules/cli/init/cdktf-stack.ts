import type { StarterContainer, StarterRange } from './starter-choice';

/** Returns the files of a CDKTF project with one stack. */
export function cdktfStack(
  name: string,
  { ranges, test }: StarterContainer,
): Readonly<Record<string, string>> {
  const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
  return {
    'main.ts': program(name, ranges),
    'cdktf.json': json({ language: 'typescript', app: 'npx tsx main.ts', projectId: name }),
    'package.json': json({
      name,
      private: true,
      scripts: { check: 'tuneform container check container --data data', test, deploy: 'cdktf deploy' },
    }),
  };
}

const program = (
  name: string,
  ranges: readonly StarterRange[],
): string => `import { App, ArtifactBucket, AwsProviderFor, ChannelData, ContainerImage, ExecutionRole } from 'tuneform';
import { ImageRepository, Objective, Range, Target, TerraformStack } from 'tuneform';
import { TuneformProvider, TuningExperiment } from 'tuneform';

const app = new App();
const stack = new TerraformStack(app, '${name}');
const url = process.env['TUNEFORM_LOCAL_URL'];
const target = Target.local(url === undefined ? {} : { url }); // or Target.aws({ account, region })

new AwsProviderFor(stack, 'Aws', { target });
new TuneformProvider(stack, 'Tuneform', { target, owner: '${name}' });
// On the local target everything may be deleted with its content.
const disposable = target.kind === 'local';
const bucket = new ArtifactBucket(stack, 'Artifacts', { name: '${name}-artifacts', forceDestroy: disposable });
const repository = new ImageRepository(stack, 'Images', { name: '${name}', forceDelete: disposable });
const channel = (name: string) =>
  new ChannelData(stack, \`Data-\${name}\`, { bucket, prefix: \`data/\${name}\`, folder: \`data/\${name}\` }).channel;

new TuningExperiment(stack, 'Search', {
  name: '${name}',
  image: new ContainerImage(stack, 'Image', { repository, folder: 'container', preferPacking: disposable }),
  role: new ExecutionRole(stack, 'Role', { name: '${name}-execution' }),
  objective: Objective.maximize('validation:accuracy'),
  ranges: {
${ranges.map(rangeLine).join('\n')}
  },
  limits: { trainingJobs: 8, parallel: 2 },
  channels: { train: channel('train'), validation: channel('validation') },
  output: bucket,
  instance: { type: 'ml.m5.large' },
  stopping: { maxRuntimeInSeconds: 600 },
  // One job that has to print the metric, use its hyperparameters and leave a model, before the search starts.
  smokeRun: { hyperparameters: { ${ranges.map(({ name, inside }) => `${name}: ${inside}`).join(', ')} } },
  endpoint: {
    instanceType: 'ml.m5.large',
    smokeRequest: { contentType: 'text/csv', body: '0.80,0.10\\n' },
  },
});

app.synth();
`;

function rangeLine({ name, kind, min, max, scaling }: StarterRange): string {
  const range =
    scaling === 'Logarithmic'
      ? `Range.logarithmic(${String(min)}, ${String(max)})`
      : `Range.${kind}(${String(min)}, ${String(max)})`;
  return `    ${name}: ${range},`;
}
