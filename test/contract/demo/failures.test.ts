import { claims } from '../../../modules/demo/examples/claims';
import { predictionsOf } from '../../../modules/demo/examples/ask-endpoint';
import { runPreparation } from '../../../modules/demo/examples/prepare-data';
import { Stage } from '../../../modules/demo/output/stage';
import { classifyHeldOut } from '../../../modules/demo/parts/classify';
import { textOutput } from '../../../modules/demo/parts/deploy';
import { destroyStacks } from '../../../modules/demo/parts/destroy';
import { synthesise } from '../../../modules/demo/parts/plan';
import { deployAgain, proveNothingChanged } from '../../../modules/demo/parts/prove-idempotent';
import { planWiderSearch } from '../../../modules/demo/parts/widen';
import { runCdktf } from '../../../modules/demo/programs/run-cdktf';
import type { World } from '../../../modules/demo/world';
import { noStyle } from '../../../modules/cli/terminal/style';
import { expectTold } from '../../support/expect-told';
import type { Told } from '../../support/expect-told';
import { hastyClock } from '../../support/hasty-clock';
import { removeTemporaryFolders, temporaryFolder } from '../../support/temporary-folder';
import { scriptedSession } from '../../unit/aws/scripted-session';

afterEach(removeTemporaryFolders);

/** What the demo finds: files of the project, what CDKTF prints, and what the endpoint answers. */
interface Found {
  readonly files?: Readonly<Record<string, string>>;
  readonly prints?: readonly string[];
  readonly exitCode?: number;
  readonly answer?: string;
}

function worldOf({ files = {}, prints = [], exitCode = 0, answer = '' }: Found): World {
  const project = temporaryFolder(files);
  const { session } = scriptedSession(
    {
      InvokeEndpoint: () => ({ Body: Buffer.from(answer) }),
      ListEndpoints: () => ({ Endpoints: [{ EndpointName: 'digits' }] }),
      ListEndpointConfigs: () => ({ EndpointConfigs: [] }),
      ListModels: () => ({ Models: [] }),
      ListHyperParameterTuningJobs: () => ({ HyperParameterTuningJobSummaries: [] }),
      ListTrainingJobs: () => ({ TrainingJobSummaries: [] }),
    },
    { clock: hastyClock() },
  );
  const world: Partial<World> = {
    stage: new Stage({ write: () => undefined, style: noStyle, live: false, columns: 80 }),
    project,
    deployment: {
      stacks: ['foundation', 'experiment'],
      experimentStack: 'experiment',
      experiment: 'digits',
      app: 'sh missing-app.sh',
      output: 'cdktf.out',
      work: 'work',
    },
    directory: project,
    work: project,
    session,
    awsProvider: { start: () => Promise.resolve(), environment: {} } as unknown as World['awsProvider'],
    cdktf: {
      load: () => undefined,
      run: ({ onLine }: { readonly onLine: (line: string) => void }) => {
        prints.forEach(onLine);
        return Promise.resolve(exitCode);
      },
    } as unknown as World['cdktf'],
    env: { PATH: process.env['PATH'] },
    signal: new AbortController().signal,
  };
  return world as World;
}

const change = JSON.stringify({
  at: 1,
  requestId: 'r',
  service: 'sagemaker',
  operation: 'CreateModel',
  status: 200,
  mutating: true,
});
const outputs = { experiment: { endpoint_name: 'digits' }, claims: { endpoint_name: 'claims' } };
const images = `7,${Array(64).fill(0).join(',')}`;
const policies = [
  'Area,VehPower,VehAge,DrivAge,BonusMalus,VehBrand,VehGas,Density,Region,ClaimNb,Exposure',
  'A,5,1,40,50,B1,Diesel,100,R1,0,1',
  'A,5,1,20,90,B1,Diesel,100,R1,2,1',
].join('\n');

interface Row {
  readonly when: string;
  readonly found?: Found;
  readonly make: (world: World) => unknown;
  readonly told: Told;
}

describe('the demo fails, and says what of and what to do,', () => {
  it.each<Row>([
    {
      when: 'when CDKTF fails',
      found: { prints: ['begins', 'Error: no such role'], exitCode: 3 },
      make: (world) => runCdktf(world, { name: 'deploy', args: ['deploy'] }),
      told: { code: 'CDKTF_FAILED', names: 'exit code 3:\nError: no such role', remedy: 'deploy.log' },
    },
    {
      when: 'when the stacks cannot be synthesised',
      make: (world) => synthesise(world),
      told: { code: 'CDKTF_FAILED', names: '"sh missing-app.sh"', remedy: 'run the command again' },
    },
    {
      when: 'when a program prepares no data',
      make: (world) => runPreparation(world, 'sh', ['-c', 'echo no space; exit 4']),
      told: { code: 'DATA_NOT_PREPARED', names: 'exit code 4', remedy: 'Correct what it reports' },
    },
    {
      when: 'when a stack has no output',
      make: () => textOutput({}, 'experiment', 'endpoint_name'),
      told: { code: 'OUTPUT_MISSING', names: '"endpoint_name"', remedy: 'Deploy again' },
    },
    {
      when: 'when the endpoint answers no numbers',
      found: { answer: 'many' },
      make: (world) => predictionsOf(world, 'claims', { rows: ['1,2'] }),
      told: { code: 'UNEXPECTED_ANSWER', names: 'many', remedy: 'serve program' },
    },
    {
      when: 'when the endpoint answers too few labels',
      found: { answer: '', files: { '.tuneform/data/digits/test/test.csv': `${images}\n${images}` } },
      make: (world) => classifyHeldOut(world, outputs, () => 0),
      told: { code: 'UNEXPECTED_ANSWER', names: '2 labels', remedy: 'serve program' },
    },
    {
      when: 'when the model recognises too few digits',
      found: { answer: '1', files: { '.tuneform/data/digits/test/test.csv': images } },
      make: (world) => classifyHeldOut(world, outputs, () => 0),
      told: { code: 'ACCURACY_TOO_LOW', names: '0 of 1 images', remedy: 'more training jobs' },
    },
    {
      when: 'when the model explains nothing of the claims',
      found: { answer: '2\n0.1', files: { '.tuneform/data/claims/test/policies.csv': policies } },
      make: (world) => claims.show(world, outputs),
      told: { code: 'ACCURACY_TOO_LOW', names: 'Poisson deviance', remedy: 'more training jobs' },
    },
    {
      when: 'when a second deployment changes something',
      found: { prints: ['Apply complete! Resources: 0 added', 'No changes. Your infrastructure matches'] },
      make: (world) => deployAgain(world),
      told: { code: 'UNEXPECTED_CHANGES', names: '1 of 2 stacks', remedy: 'deploy-again.log' },
    },
    {
      when: 'when a request changed something',
      found: { files: { 'requests.jsonl': `${change}\n` } },
      make: (world) => proveNothingChanged(world, { count: 0 }),
      told: { code: 'UNEXPECTED_CHANGES', names: 'sagemaker:CreateModel', remedy: 'no other program' },
    },
    {
      when: 'when the plan of a wider search extends nothing',
      found: { prints: ['No changes.'] },
      make: (world) => planWiderSearch(world),
      told: { code: 'UNEXPECTED_PLAN', names: 'learning_rate of up to 0.5', remedy: 'plan-wider.log' },
    },
    {
      when: 'when a destroy leaves something',
      make: (world) => destroyStacks(world),
      told: { code: 'SOMETHING_LEFT', names: 'endpoint digits', remedy: 'Destroy again' },
    },
  ])('$when', async ({ found = {}, make, told }) => {
    await expectTold(() => make(worldOf(found)), told);
  });
});
