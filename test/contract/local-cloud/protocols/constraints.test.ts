import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConstraintTable } from '../../../../modules/local-cloud/constraints/constraint-table';
import { createLocalCloud } from '../../../../modules/local-cloud/local-cloud';
import { loadServiceModel } from '../../../../modules/local-cloud/protocols/service-model';
import source from '../../../../modules/local-cloud/constraints/SOURCE.json';

describe('the constraint tables', () => {
  const directory = mkdtempSync(join(tmpdir(), 'tuneform-constraints-'));
  const cloud = createLocalCloud({ directory });
  const { services } = cloud;

  afterAll(async () => {
    await cloud.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it.each(services)('of $id compile, link up and stay small', (service) => {
    const table = loadConstraintTable(service.id);
    for (const [shape, constraint] of Object.entries(table)) {
      if (constraint.p !== undefined) {
        expect(() => new RegExp(`^(?:${constraint.p ?? ''})$`, 'su')).not.toThrow();
      }
      const linked = [...Object.values(constraint.m ?? {}), constraint.i, constraint.k, constraint.v].filter(
        (name) => name !== undefined,
      );
      expect({ shape, missing: linked.filter((name) => !(name in table)) }).toEqual({ shape, missing: [] });
    }
    const file = join(__dirname, '../../../../modules/local-cloud/constraints', `${service.id}.json`);
    expect(existsSync(file)).toBe(true);
    expect(statSync(file).size).toBeLessThan(64_000);
  });

  it.each(services)(
    'of $id were made for the operations served, all of which the SDK knows',
    async (service) => {
      const model = loadServiceModel(service, await service.loadClient());
      const served = Object.keys(service.operations).sort();
      expect(served.filter((name) => !model.operations.has(name))).toEqual([]);
      // They differ? Run scripts/generate-constraints.ts again.
      expect((source.operations as Record<string, string[]>)[service.id]).toEqual(served);
    },
  );
});
