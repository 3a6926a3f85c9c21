import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PARTS, partOf, table } from '../../support/fault-table/table';
import { RESOURCE_TYPES } from '../../support/resource-types';

// The table of faults is whole: it has a row for every operation, and every cell is played by exactly one of the files here.

const cells = table();

it('plays every cell in exactly one file', () => {
  const folder = join(__dirname, '../../faults');
  const played = readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/^holdPart\('([a-z ]+)'\);$/gm)].map(
      ([, part = '']) => part,
    ),
  );
  expect(played.sort()).toEqual([...PARTS].sort());
  const names = PARTS.flatMap((part) => cells.filter((cell) => partOf(cell) === part)).map(
    ({ name }) => name,
  );
  expect(names.sort()).toEqual(cells.map(({ name }) => name).sort());
  expect(new Set(names).size).toBe(names.length);
});

/** Every operation that the provider sends to a service. */
const used = (): readonly string[] => {
  const root = join(__dirname, '../../../modules/aws');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return (
    files
      // The check of containers furnishes a local cloud of its own with what is in `trial`.
      .filter((file) => file.endsWith('.ts') && !file.startsWith('trial/'))
      .map((file) => readFileSync(join(root, file), 'utf8'))
      .flatMap((source) => [...source.matchAll(/\bsdk\.(\w+)Command\b/g)].map(([, name = '']) => name))
  );
};
const rows = new Set(cells.map(({ scenario }) => scenario.operation));
const isLook = (operation: string): boolean => /^(Describe|List|Get|Head|BatchGet)/.test(operation);

it('has a row for every operation with which the provider changes something', () => {
  const changes = used().filter((name) => !isLook(name));
  expect(changes.filter((name) => !rows.has(name))).toEqual([]);
  expect(changes).toContain('UpdateEndpoint');
});

/** Resources whose creation takes over nothing that another object may have launched. */
const WITHOUT_TAKEOVER = ['tuneform_champion'];

it('takes over what exists, under faults, with every resource of the provider that launches or pushes', () => {
  const takingOver = cells.filter(({ scenario }) => scenario.forgets === true);
  const played = [...WITHOUT_TAKEOVER, ...takingOver.map(({ scenario }) => scenario.typeName)];
  expect([...new Set(played)].sort()).toEqual([...RESOURCE_TYPES].sort());
});

/** Looks without a row, and why. */
const PREFLIGHT = 'asked by the preflight alone, whose failures are notes. See preflight.test.ts.';
const ELSEWHERE = {
  GetRole: PREFLIGHT,
  HeadBucket: PREFLIGHT,
  ListEndpoints: 'asked by `tuneform orphans` alone',
  ListObjectsV2:
    'asked by the preflight and for the fingerprint of the data; both do without. See data-fingerprint.test.ts.',
  ListServiceQuotas: PREFLIGHT,
  ListTrainingJobs: 'asked only for a search that is nowhere. See lagging-lists.test.ts.',
};

it('has a row for every operation with which the provider looks, and reasons for those without', () => {
  const looks = new Set(used().filter(isLook));
  expect([...looks].filter((name) => !rows.has(name)).sort()).toEqual(Object.keys(ELSEWHERE));
  expect(looks).toContain('HeadObject');
});
