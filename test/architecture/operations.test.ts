import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalCloud } from '../../modules/local-cloud/local-cloud';

const contract = join(__dirname, '../contract');
const sources = readdirSync(contract, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') || file.endsWith('.py'))
  .map((file) => readFileSync(join(contract, file), 'utf8'))
  .join('\n');

const directory = mkdtempSync(join(tmpdir(), 'tuneform-operations-'));
const cloud = createLocalCloud({ directory });
const { services } = cloud;

afterAll(async () => {
  await cloud.stop();
  rmSync(directory, { recursive: true, force: true });
});

describe('the operations that the local cloud serves', () => {
  it.each(services.map((service) => [service.id, Object.keys(service.operations)] as const))(
    '%s: a real client asks for every one of them in the contract tests',
    (_id, operations) => {
      const untested = operations.filter((operation) => !sources.includes(`${operation}Command`));
      expect(untested).toEqual([]);
      expect(operations.length).toBeGreaterThan(0);
    },
  );

  it.each(services.filter(({ id }) => id.startsWith('sagemaker')))(
    '$id: every one of them has its table of members, and no other has',
    ({ operations, members }) => {
      expect(Object.keys(members ?? {}).sort()).toEqual(Object.keys(operations).sort());
    },
  );
});
