import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundleProgram, writeExecutable } from '../../../modules/bundle';
import { awsSdkApart } from '../../../scripts/build-provider';

const MODULES = resolve(__dirname, '../../../modules');
/** What the provider's executable is made of. */
const ROOMS = /^(aws|image|kernel|local-access|machine|plugin|provider|reconcile|tuning)\b.*\.ts$/;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'names-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a bundled program prints, as JSON. `import`s start at `MODULES`. */
async function printed(source: string): Promise<unknown> {
  const entry = join(folder, 'program.ts');
  writeFileSync(entry, source.replaceAll("from '", `from '${MODULES}/`));
  const executable = join(folder, 'program');
  await writeExecutable(executable, await bundleProgram(entry, { plugins: [awsSdkApart] }));
  const env = { ...process.env, TF_PLUGIN_CODE_CACHE: 'off' };
  return JSON.parse(execFileSync(executable, { encoding: 'utf8', env })) as unknown;
}

it('keeps the names of errors, by which failures are told apart', async () => {
  const names = await printed(`
    import { TuneformError } from 'kernel';
    import { AwsError } from 'aws/aws-error';
    import { ValueFault } from 'plugin/cty/value-fault';
    import { FunctionRejection } from 'plugin';
    import { StatusError } from 'plugin/grpc/status';
    import { StartFailure } from 'plugin/process/start-failure';
    import { DefectiveProvider } from 'plugin/server/defective-provider';
    const errors = [
      new TuneformError('', { code: '', summary: '' }), new AwsError('unknown', '', new Error('')), new ValueFault(''),
      new FunctionRejection(''), new StatusError(1, ''), new StartFailure(''), new DefectiveProvider([]),
    ];
    console.log(JSON.stringify(errors.map((error) => [error.name, String(error.stack).split(':')[0]])));
  `);
  expect(names).toEqual(
    [
      'TuneformError',
      'AwsError',
      'ValueFault',
      'FunctionRejection',
      'StatusError',
      'StartFailure',
      'DefectiveProvider',
    ].map((name): [string, unknown] => [name, expect.any(String)]),
  );
});

it('has a name of its own in every error class that other files see', () => {
  const files = readdirSync(MODULES, { recursive: true, encoding: 'utf8' }).filter((file) =>
    ROOMS.test(file),
  );
  const nameless = files.flatMap((file) => {
    const source = readFileSync(join(MODULES, file), 'utf8');
    return [...source.matchAll(/export class (\w+) extends \w*Error\b/g)]
      .filter(([, name = '']) => !source.includes(`this.name = '${name}'`))
      .map(([, name]) => name);
  });
  expect(nameless).toEqual([]);
});

it('keeps the names of values that diagnostics speak of', async () => {
  const kinds = await printed(`
    import { dynamicOf, ExactNumber, unknown } from 'plugin';
    import { kindOf } from 'plugin/rules/kind-of';
    console.log(JSON.stringify([unknown, new ExactNumber('1'), dynamicOf(1), new Map(), {}].map(kindOf)));
  `);
  expect(kinds).toEqual(['a Unknown', 'a ExactNumber', 'a DynamicValue', 'a Map', 'an object']);
});

it("keeps the AWS SDK's own names, by which it tells its classes apart", async () => {
  const names = await printed(`
    import * as sdk from 'aws/sdk';
    const { SageMakerClient } = sdk;
    const client = new SageMakerClient({ region: 'us-east-1' });
    console.log(JSON.stringify([client.constructor.name, client.config.logger.constructor.name]));
  `);
  expect(names).toEqual(['SageMakerClient', 'NoOpLogger']);
});
